import type { RuledChange } from './compat-change.ts';
import type { ValueForm } from './value-forms.ts';

type Keywords = ValueForm['keywords'];

/** The keywords of numbers that `compareNumberBounds` judges. */
export const numberBounds: ReadonlySet<string> = new Set([
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
]);

/** The keywords of lengths and counts that `compareCount` judges. */
export const countBounds: ReadonlySet<string> = new Set([
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
]);

interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
  readonly text: string;
}

/** The changes of the least and the greatest number. */
export function compareNumberBounds(before: ValueForm, after: ValueForm): RuledChange[] {
  return [
    ...compareBound(lowerBound(before), lowerBound(after)),
    ...compareBound(upperBound(before), upperBound(after)),
  ];
}

/** Bounds count upwards in strictness: the greater is the tighter one. */
function compareBound(before: Bound, after: Bound): RuledChange[] {
  const difference =
    after.value === before.value
      ? Number(after.exclusive) - Number(before.exclusive)
      : after.value - before.value;
  if (difference === 0) return [];
  return [
    {
      rule: difference > 0 ? 'bound-tightened' : 'bound-loosened',
      description: `was ${before.text}, is ${after.text}`,
    },
  ];
}

function lowerBound({ type, keywords }: ValueForm): Bound {
  const bounds = [
    boundOf(keywords, 'minimum', type === 'integer'),
    boundOf(keywords, 'exclusiveMinimum', type === 'integer'),
  ];
  return tightest(bounds, 'no minimum');
}

function upperBound({ type, keywords }: ValueForm): Bound {
  const bounds = [
    boundOf(keywords, 'maximum', type === 'integer'),
    boundOf(keywords, 'exclusiveMaximum', type === 'integer'),
  ];
  return tightest(bounds, 'no maximum');
}

function tightest(bounds: readonly (Bound | undefined)[], none: string): Bound {
  const start: Bound = { value: Number.NEGATIVE_INFINITY, exclusive: false, text: none };
  return bounds.reduce<Bound>((tighter, bound) => {
    if (bound === undefined || bound.value < tighter.value) return tighter;
    return bound;
  }, start);
}

/** A bound; a greatest number is turned round, so that the greater value is the tighter one. */
function boundOf(keywords: Keywords, keyword: string, whole: boolean): Bound | undefined {
  const bound = keywords[keyword];
  if (typeof bound !== 'number') return undefined;
  const exclusive = keyword.startsWith('exclusive');
  const value = keyword.endsWith('aximum') ? -bound : bound;
  const text = `${keyword} ${bound}`;
  if (!whole) return { value, exclusive, text };
  // The least whole number within it: more than 0 is at least 1.
  return { value: exclusive ? Math.floor(value) + 1 : Math.ceil(value), exclusive: false, text };
}

/** The change of a length or a count. */
export function compareCount(
  keyword: string,
  before: number | undefined,
  after: number | undefined,
): RuledChange[] {
  const least = keyword.startsWith('min');
  const none = least ? 0 : Number.POSITIVE_INFINITY;
  const from = before ?? none;
  const to = after ?? none;
  if (from === to) return [];
  const tightened = least ? to > from : to < from;
  return [
    {
      rule: tightened ? 'bound-tightened' : 'bound-loosened',
      description: describeNumbers(keyword, before, after),
    },
  ];
}

/** The change of what a number must be a multiple of. */
export function compareMultiple(
  before: number | undefined,
  after: number | undefined,
): RuledChange[] {
  const looser =
    after === undefined ||
    (before !== undefined &&
      Number.isSafeInteger(before) &&
      Number.isSafeInteger(after) &&
      before % after === 0);
  return [
    {
      rule: looser ? 'bound-loosened' : 'bound-tightened',
      description: describeNumbers('multipleOf', before, after),
    },
  ];
}

function describeNumbers(keyword: string, before?: number, after?: number): string {
  return `${keyword} was ${before ?? 'none'}, is ${after ?? 'none'}`;
}
