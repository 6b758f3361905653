import type { ValueDefinition } from '@rhdh-boost/config-schema/artefacts';
import { findNewChecks } from './compare-checks.ts';
import { compareChoices, isChoice } from './compare-choices.ts';
import { compareNamed } from './compare-names.ts';
import { at, differs } from './compare-parts.ts';
import type { RuledChange } from './compat-change.ts';
import { checksOf, partOf, partsOf, valuesOf, withoutOptional } from './definition-parts.ts';
import { convertsNull, hasChangingCheck, isReadInChoice, isVerbatim } from './definition-values.ts';
import { sameJson } from './same-json.ts';

/**
 * Why it is not certain that a definition accepts every value that an earlier one accepted, and
 * reads it alike. An empty result is a proof of it, code apart: of code, the field's rules speak.
 */
export function compareDefinitions(
  before: ValueDefinition,
  after: ValueDefinition,
  place = '',
): RuledChange[] {
  const from = withoutOptional(before);
  const to = withoutOptional(after);
  if (sameJson(from, to)) return [];
  if (isOpen(to)) return isVerbatim(from) ? [] : [differs(place, 'is no longer converted')];
  if (to.kind === 'nullable' || (from.kind === 'nullable' && !isChoice(to))) {
    return compareNullable(from, to, place);
  }
  if (isChoice(from) || isChoice(to)) return compareChoices(from, to, place, compareDefinitions);
  if (from.kind === 'pipe' || to.kind === 'pipe') return comparePipes(from, to, place);
  return [
    ...compareCoercion(from, to, place),
    ...compareMembers(from, to, place),
    ...findNewChecks(from, to).map(check =>
      differs(place, `is checked differently (${nameOf(check)})`),
    ),
  ];
}

function nameOf({ check, format }: Readonly<Record<string, unknown>>): string {
  return [check, format].filter(part => typeof part === 'string').join(' ');
}

/** Whether every value is accepted, and read as it is written. */
function isOpen(definition: ValueDefinition): boolean {
  return ['unknown', 'any'].includes(definition.kind) && checksOf(definition).length === 0;
}

function withoutNull(definition: ValueDefinition): ValueDefinition | undefined {
  return definition.kind === 'nullable' ? partOf(definition, 'inner') : undefined;
}

function compareNullable(from: ValueDefinition, to: ValueDefinition, place: string): RuledChange[] {
  const before = withoutNull(from) ?? from;
  const after = withoutNull(to);
  if (after === undefined) return [differs(place, 'may no longer be null')];
  if (from.kind !== 'nullable' && convertsNull(from)) {
    return [differs(place, 'reads null differently')];
  }
  const isSameCheck = sameJson(checksOf(from), from.kind === 'nullable' ? checksOf(to) : []);
  if (!isSameCheck && checksOf(to).length > 0) return [differs(place, 'is checked differently')];
  return compareDefinitions(before, after, place);
}

function comparePipes(from: ValueDefinition, to: ValueDefinition, place: string): RuledChange[] {
  const [fromIn, fromOut, toIn, toOut] = [from, to].flatMap(definition =>
    definition.kind === 'pipe'
      ? [partOf(definition, 'in'), partOf(definition, 'out')]
      : [definition, undefined],
  );
  const isCode = from.code === true || to.code === true;
  const isChecked = [from, to].some(
    definition => definition.kind === 'pipe' && checksOf(definition).length > 0,
  );
  if (fromIn !== undefined && toIn !== undefined && !isChecked) {
    if (fromOut !== undefined && toOut !== undefined && from.code === to.code) {
      return [
        ...compareDefinitions(fromIn, toIn, place),
        ...compareDefinitions(fromOut, toOut, place),
      ];
    }
    if (!isCode && toOut === undefined && fromOut !== undefined && isVerbatim(fromOut)) {
      return compareDefinitions(fromIn, toIn, place);
    }
    if (!isCode && fromOut === undefined && toOut !== undefined && isStable(fromIn, toOut)) {
      return [
        ...compareDefinitions(fromIn, toIn, place),
        ...compareDefinitions(fromIn, toOut, place),
      ];
    }
  }
  return [differs(place, 'is passed on to another schema')];
}

/** Whether what a schema reads is read alike once more. */
function isStable(first: ValueDefinition, second: ValueDefinition): boolean {
  return isVerbatim(first) || (isReadInChoice([first, second]) && !hasChangingCheck(first));
}

function compareCoercion(from: ValueDefinition, to: ValueDefinition, place: string): RuledChange[] {
  if (from['coerce'] !== true || to['coerce'] === true || from.kind !== to.kind) return [];
  const description = `no longer makes ${from.kind} of other values`;
  return at(place, [{ rule: 'conversion-changed', description }]);
}

function compareInside(
  before: ValueDefinition | undefined,
  after: ValueDefinition | undefined,
  place: string,
): RuledChange[] {
  return before === undefined || after === undefined
    ? [differs(place, 'is defined differently')]
    : compareDefinitions(before, after, place);
}

function compareMembers(from: ValueDefinition, to: ValueDefinition, place: string): RuledChange[] {
  const listed = compareListed(from, to, place);
  if (listed !== undefined) return listed;
  const kinds = `${from.kind} ${to.kind}`;
  switch (kinds) {
    case 'string string':
    case 'number number':
    case 'boolean boolean':
    case 'date date':
      return [];
    case 'array array':
      return compareInside(partOf(from, 'item'), partOf(to, 'item'), `${place}[]`);
    case 'tuple array':
      return [...partsOf(from, 'items'), partOf(from, 'rest')].flatMap(part =>
        part === undefined ? [] : compareInside(part, partOf(to, 'item'), `${place}[]`),
      );
    case 'tuple tuple':
      return compareTuples(from, to, place);
    case 'object object':
    case 'object record':
    case 'record record':
      return compareNamed(from, to, place, compareDefinitions);
    default:
      return [differs(place, describeKinds(from.kind, to.kind))];
  }
}

function describeKinds(before: string, after: string): string {
  return before === after ? `${before} is defined differently` : `was ${before}, is ${after}`;
}

/** Values that are listed, before and now; text that was listed is text. */
function compareListed(
  from: ValueDefinition,
  to: ValueDefinition,
  place: string,
): RuledChange[] | undefined {
  const before = valuesOf(from);
  if (before.length === 0) return undefined;
  const isText = before.every(value => typeof value === 'string');
  if (isText && to.kind === 'string') return [];
  const after = valuesOf(to);
  const isReadAlike =
    (from.kind === to.kind && typeof before[0] === typeof after[0]) || (isText && isVerbatim(to));
  const isListed = before.every(value => after.some(other => sameJson(value, other)));
  return isReadAlike && isListed ? [] : [differs(place, 'has other values')];
}

function compareTuples(from: ValueDefinition, to: ValueDefinition, place: string): RuledChange[] {
  const before = partsOf(from, 'items');
  const after = partsOf(to, 'items');
  const [restBefore, restAfter] = [partOf(from, 'rest'), partOf(to, 'rest')];
  const added = after.slice(before.length);
  const isLonger = after.length >= before.length && added.every(({ kind }) => kind === 'optional');
  if (!isLonger || (restBefore !== undefined && (restAfter === undefined || added.length > 0))) {
    return [differs(place, 'has other items')];
  }
  return [
    ...before.flatMap((part, index) => compareItem(part, after[index], `${place}[${index}]`)),
    ...(restBefore === undefined ? [] : compareItem(restBefore, restAfter, `${place}[]`)),
  ];
}

function compareItem(
  before: ValueDefinition,
  after: ValueDefinition | undefined,
  place: string,
): RuledChange[] {
  if (after === undefined || (before.kind === 'optional' && after.kind !== 'optional')) {
    return [differs(place, 'is required')];
  }
  return compareDefinitions(before, after, place);
}
