import {
  compareCount,
  compareMultiple,
  compareNumberBounds,
  countBounds,
  numberBounds,
} from './compare-bounds.ts';
import { at, type CompareParts } from './compare-parts.ts';
import { compareProperties, objectKeywords } from './compare-properties.ts';
import type { RuledChange } from './compat-change.ts';
import { sameJson } from './same-json.ts';
import type { ValueForm } from './value-forms.ts';

/**
 * The changes from one form to another, keyword by keyword: when none is tightened, every value
 * that the first took is taken by the second. The first's type fits into the second's.
 */
export function compareKeywords(
  before: ValueForm,
  after: ValueForm,
  place: string,
  compareParts: CompareParts,
): RuledChange[] {
  const differing = differingKeywords(before, after);
  const properties = differing.some(keyword => objectKeywords.has(keyword));
  const bounds = differing.filter(keyword => numberBounds.has(keyword));
  const isKnown = bounds.every(
    keyword => isNumber(before.keywords[keyword]) && isNumber(after.keywords[keyword]),
  );
  const singles = differing.filter(
    keyword => !objectKeywords.has(keyword) && !(isKnown && numberBounds.has(keyword)),
  );
  return [
    ...singles.flatMap(keyword => {
      const from = before.keywords[keyword];
      const to = after.keywords[keyword];
      if (keyword === 'items' && !Array.isArray(from) && !Array.isArray(to)) {
        return compareParts(from ?? true, to ?? true, `${place}[]`);
      }
      if (keyword === 'anyOf' && isList(from) && isList(to)) {
        return compareParts(anyOf(from), anyOf(to), place);
      }
      return at(place, compareKeyword(keyword, from, to));
    }),
    ...(isKnown && bounds.length > 0 ? at(place, compareNumberBounds(before, after)) : []),
    ...(properties ? compareProperties(before.keywords, after.keywords, place, compareParts) : []),
  ];
}

function differingKeywords(before: ValueForm, after: ValueForm): string[] {
  const names = new Set([...Object.keys(before.keywords), ...Object.keys(after.keywords)]);
  return [...names].filter(name => !sameJson(before.keywords[name], after.keywords[name]));
}

/** A keyword that is left out asks for nothing. */
function anyOf(alternatives: unknown): unknown {
  return alternatives === undefined ? true : { anyOf: alternatives };
}

function compareKeyword(keyword: string, before: unknown, after: unknown): RuledChange[] {
  if (isNumber(before) && isNumber(after)) {
    if (countBounds.has(keyword)) return compareCount(keyword, before, after);
    if (keyword === 'multipleOf') return compareMultiple(before, after);
  }
  if (isText(before) && isText(after)) {
    if (keyword === 'pattern' || keyword === 'format') return [compareText(keyword, before, after)];
  }
  if (keyword === 'uniqueItems') return compareUnique(before === true, after === true);
  return [{ rule: 'schema-changed', description: `keyword ${keyword} differs` }];
}

function isList(value: unknown): boolean {
  return value === undefined || Array.isArray(value);
}

function isNumber(value: unknown): value is number | undefined {
  return value === undefined || typeof value === 'number';
}

function isText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

function compareUnique(before: boolean, after: boolean): RuledChange[] {
  if (before === after) return [];
  return after
    ? [{ rule: 'bound-tightened', description: 'items must differ from each other' }]
    : [{ rule: 'bound-loosened', description: 'items may be the same' }];
}

function compareText(
  keyword: 'pattern' | 'format',
  before: string | undefined,
  after: string | undefined,
): RuledChange {
  if (after === undefined)
    return { rule: `${keyword}-dropped`, description: `${keyword} was removed` };
  return {
    rule: `${keyword}-changed`,
    description:
      before === undefined
        ? `${keyword} is new: ${after}`
        : `${keyword} was ${before}, is ${after}`,
  };
}
