import type { ValueDefinition } from '@rhdh-boost/config-schema/artefacts';
import { checksOf, type DefinitionCheck } from './definition-parts.ts';
import { changesValue } from './definition-values.ts';
import { sameJson } from './same-json.ts';

/**
 * The checks of a definition that an earlier one does not imply: none means that every value which
 * passed still passes. Code is not compared, because the rules of the field describe it.
 */
export function findNewChecks(before: ValueDefinition, after: ValueDefinition): DefinitionCheck[] {
  const from = checksOf(before);
  const to = checksOf(after);
  // What follows a check that changes the value sees another value.
  const kept = 1 + Math.max(from.findLastIndex(changesValue), to.findLastIndex(changesValue));
  const beginning = to.slice(0, kept);
  if (!sameJson(from.slice(0, kept), beginning)) {
    return to
      .filter(check => changesValue(check) || !from.some(other => sameJson(other, check)))
      .concat(from.filter(changesValue))
      .slice(0, 1);
  }
  return to
    .slice(kept)
    .filter(check => !isNothing(check) && !from.some(other => implies(other, check)));
}

/** Code, and a length of at least 0, which everything has. */
function isNothing({ check, minimum }: DefinitionCheck): boolean {
  return check === 'custom' || (check === 'min_length' && minimum === 0);
}

type Direction = 'least' | 'greatest';

/** What each check of a size bounds; a check of Zod 3 has no other name for text than for numbers. */
const bounds: Readonly<Record<string, readonly Direction[]>> = {
  min_length: ['least'],
  max_length: ['greatest'],
  length_equals: ['least', 'greatest'],
  greater_than: ['least'],
  less_than: ['greatest'],
  min: ['least'],
  max: ['greatest'],
  length: ['least', 'greatest'],
};

const sizeNames = ['minimum', 'maximum', 'value', 'length'];

function implies(before: DefinitionCheck, after: DefinitionCheck): boolean {
  return (
    sameJson(before, after) ||
    impliesBound(before, after) ||
    impliesMultiple(before, after) ||
    impliesDate(before, after)
  );
}

function impliesBound(before: DefinitionCheck, after: DefinitionCheck): boolean {
  const wanted = bounds[String(after['check'])] ?? [];
  const known = bounds[String(before['check'])] ?? [];
  const from = sizeOf(before);
  const to = sizeOf(after);
  if (from === undefined || to === undefined || wanted.length === 0) return false;
  const isLoose = after['inclusive'] !== false || before['inclusive'] === false;
  return wanted.every(direction => {
    if (!known.includes(direction)) return false;
    const distance = direction === 'least' ? from - to : to - from;
    return distance > 0 || (distance === 0 && isLoose);
  });
}

function sizeOf(check: DefinitionCheck): number | undefined {
  return sizeNames.map(name => check[name]).find(size => typeof size === 'number');
}

function impliesMultiple(before: DefinitionCheck, after: DefinitionCheck): boolean {
  const [from, to] = [before['value'], after['value']];
  return (
    ['multiple_of', 'multipleOf'].includes(String(after['check'])) &&
    before['check'] === after['check'] &&
    Number.isSafeInteger(from) &&
    Number.isSafeInteger(to) &&
    Number(from) % Number(to) === 0
  );
}

const dateFormats: ReadonlySet<string> = new Set(['datetime', 'time']);

/** A date and time with more ways to write it; the expression follows from the options. */
function impliesDate(before: DefinitionCheck, after: DefinitionCheck): boolean {
  const [from, to] = [before, after].map(({ check, format = check, offset, local, precision }) => ({
    format,
    offset: offset === true,
    local: local === true,
    precision,
  }));
  if (from === undefined || to === undefined || from.format !== to.format) return false;
  return (
    dateFormats.has(String(to.format)) &&
    (to.offset || !from.offset) &&
    (to.local || !from.local) &&
    (to.precision === undefined || to.precision === from.precision)
  );
}
