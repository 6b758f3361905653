import type { ValueDefinition } from '@rhdh-boost/config-schema/artefacts';
import type { CompareInside } from './compare-names.ts';
import { changeAt, differs } from './compare-parts.ts';
import type { RuledChange } from './compat-change.ts';
import { checksOf, partsOf, propertiesOf, valuesOf } from './definition-parts.ts';
import {
  acceptedTypes,
  areDisjoint,
  convertedTypes,
  isReadInChoice,
  isVerbatim,
  writtenTypes,
} from './definition-values.ts';
import { sameJson } from './same-json.ts';

/** Whether a definition is a union. */
export function isChoice({ kind }: ValueDefinition): boolean {
  return kind === 'union';
}

/**
 * Compares unions; what is none is a union of one. The first option that accepts a value reads it,
 * and text that no option accepts is converted for the first that accepts it then.
 */
export function compareChoices(
  from: ValueDefinition,
  to: ValueDefinition,
  place: string,
  compare: CompareInside,
): RuledChange[] {
  const before = optionsOf(from);
  const after = optionsOf(to);
  const isReadAlike = isChoice(from) === isChoice(to) || before.concat(after).every(isReadInChoice);
  if (isExclusive(from) || isExclusive(to) || hasOtherChecks(from, to) || !isReadAlike) {
    return [differs(place, 'is another choice')];
  }
  const tagged = compareTagged(before, after, place, compare);
  if (tagged !== undefined) return tagged;
  return before.every(isVerbatim) && after.every(isVerbatim)
    ? compareAnyOrder(before, after, place, compare)
    : compareInOrder(before, after, place, compare);
}

function optionsOf(definition: ValueDefinition): ValueDefinition[] {
  return isChoice(definition) ? partsOf(definition, 'options') : [definition];
}

/** Of an exclusive union, exactly one option must accept a value. */
function isExclusive({ inclusive, discriminator }: ValueDefinition): boolean {
  return inclusive === false && discriminator === undefined;
}

function hasOtherChecks(from: ValueDefinition, to: ValueDefinition): boolean {
  const [before, after] = [from, to].map(part => (isChoice(part) ? checksOf(part) : []));
  return after?.length !== 0 && !sameJson(before, after);
}

/** Where each value is read as it is written, the order of the options does not matter. */
function compareAnyOrder(
  before: readonly ValueDefinition[],
  after: readonly ValueDefinition[],
  place: string,
  compare: CompareInside,
): RuledChange[] {
  return before
    .filter(option => !after.some(other => compare(option, other, place).length === 0))
    .map(({ kind }) => differs(place, `accepts ${kind} otherwise`));
}

function compareInOrder(
  before: readonly ValueDefinition[],
  after: readonly ValueDefinition[],
  place: string,
  compare: CompareInside,
): RuledChange[] {
  const written = before.flatMap(writtenTypes);
  const converted = before.flatMap(convertedTypes);
  const rivals = after.filter(
    option =>
      !areDisjoint(acceptedTypes(option), written) || !areDisjoint(writtenTypes(option), converted),
  );
  const added = rivals.slice(before.length);
  return [
    ...before.flatMap((option, index) =>
      compareOption(option, rivals[index], before.toSpliced(index, 1), place, compare),
    ),
    ...added
      .filter(option => !areDisjoint(acceptedTypes(option), converted))
      .map(option => describeIntercepted(option, before, place)),
  ];
}

/** An option that accepts more may accept what another option read until now. */
function compareOption(
  before: ValueDefinition,
  after: ValueDefinition | undefined,
  others: readonly ValueDefinition[],
  place: string,
  compare: CompareInside,
): RuledChange[] {
  if (after === undefined) return [differs(place, `accepts ${before.kind} otherwise`)];
  if (sameJson(before, after)) return [];
  const types = [...writtenTypes(before), ...writtenTypes(after)];
  const isAlone = others.length === 0 || isReadInChoice([before, after]);
  return isAlone && areDisjoint(types, others.flatMap(writtenTypes))
    ? compare(before, after, place)
    : [differs(place, 'has other options, or in another order')];
}

function describeIntercepted(
  option: ValueDefinition,
  before: readonly ValueDefinition[],
  place: string,
): RuledChange {
  const converted = before.find(({ kind }) => kind === 'boolean' || kind === 'number');
  if (option.kind !== 'string' || checksOf(option).length > 0 || converted === undefined) {
    return differs(place, `accepts ${option.kind}, and may read text differently`);
  }
  const description = `reads text as it is, no longer as a ${converted.kind}`;
  return changeAt(place, { rule: 'conversion-changed', description });
}

/** Mappings that one property tells apart: each continues as the one with the same text there. */
function compareTagged(
  before: readonly ValueDefinition[],
  after: readonly ValueDefinition[],
  place: string,
  compare: CompareInside,
): RuledChange[] | undefined {
  const names = [...(before[0] === undefined ? [] : propertiesOf(before[0]).keys())];
  const name = names.find(candidate => [before, after].every(list => tagsOf(list, candidate)));
  if (name === undefined) return undefined;
  const tags = tagsOf(before, name);
  const newTags = tagsOf(after, name);
  return [...(tags ?? [])].flatMap(([tag, option]) => {
    const now = newTags?.get(tag);
    return now === undefined
      ? [differs(place, `no longer accepts ${name} ${tag}`)]
      : compare(option, now, place);
  });
}

/** The options by the text that a property must be; undefined when it does not tell them apart. */
function tagsOf(
  options: readonly ValueDefinition[],
  name: string,
): ReadonlyMap<string, ValueDefinition> | undefined {
  const tags = new Map<string, ValueDefinition>();
  for (const option of options) {
    const property = option.kind === 'object' ? propertiesOf(option).get(name) : undefined;
    if (property?.kind !== 'literal' || checksOf(property).length > 0) return undefined;
    for (const tag of valuesOf(property)) {
      if (typeof tag !== 'string' || tags.has(tag)) return undefined;
      tags.set(tag, option);
    }
  }
  return tags;
}
