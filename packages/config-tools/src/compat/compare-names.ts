import type { ValueDefinition } from '@rhdh-boost/config-schema/artefacts';
import { at, differs } from './compare-parts.ts';
import type { RuledChange } from './compat-change.ts';
import { checksOf, partOf, propertiesOf, valuesOf } from './definition-parts.ts';
import { convertsNull, isVerbatim } from './definition-values.ts';
import { memberOf, sameJson } from './same-json.ts';

/** Compares a definition with another, inside a value. */
export type CompareInside = (
  before: ValueDefinition,
  after: ValueDefinition,
  place: string,
) => RuledChange[];

const anything: ValueDefinition = { kind: 'unknown' };

/** Compares mappings: those that list their names (objects), and those that do not (records). */
export function compareNamed(
  from: ValueDefinition,
  to: ValueDefinition,
  place: string,
  compare: CompareInside,
): RuledChange[] {
  if (from.kind === 'record') return compareRecords(from, to, place, compare);
  const properties = propertiesOf(from);
  return [
    ...[...properties].flatMap(([name, part]) =>
      compareProperty(part, partNamed(to, name), `${place}.${name}`, compare),
    ),
    ...compareAdded(from, to, place, compare),
    ...compareOthers(othersOf(from), othersOf(to), place, compare),
    ...(to.kind === 'record' ? compareKeys([...properties.keys()], to, place) : []),
  ];
}

/** What a value under a name must be; undefined when the name is unknown. */
function partNamed(definition: ValueDefinition, name: string): ValueDefinition | undefined {
  return propertiesOf(definition).get(name) ?? othersOf(definition);
}

/** What a value under a name that is not listed must be; undefined when such a name is unknown. */
function othersOf(definition: ValueDefinition): ValueDefinition | undefined {
  if (definition.kind === 'record') return partOf(definition, 'item');
  return memberOf(definition, 'names') === 'loose' ? anything : partOf(definition, 'names');
}

function compareProperty(
  before: ValueDefinition,
  after: ValueDefinition | undefined,
  place: string,
  compare: CompareInside,
): RuledChange[] {
  if (after === undefined)
    return at(place, [{ rule: 'property-removed', description: 'was removed' }]);
  if (before.kind === 'optional' && after.kind !== 'optional' && after !== anything) {
    return [differs(place, 'must be set')];
  }
  if (before.kind !== 'optional' && after.kind === 'optional' && convertsNull(before)) {
    return [differs(place, 'is read differently when it is missing')];
  }
  return compare(before, after, place);
}

/** A name that was unknown could not be set; one of the others had a value of theirs. */
function compareAdded(
  from: ValueDefinition,
  to: ValueDefinition,
  place: string,
  compare: CompareInside,
): RuledChange[] {
  const known = propertiesOf(from);
  const others = othersOf(from);
  return [...propertiesOf(to)]
    .filter(([name]) => !known.has(name))
    .flatMap(([name, part]) => {
      const inside = `${place}.${name}`;
      if (part.kind !== 'optional') return [differs(inside, 'must be set')];
      return others === undefined ? [] : compare(others, part, inside);
    });
}

function compareOthers(
  before: ValueDefinition | undefined,
  after: ValueDefinition | undefined,
  place: string,
  compare: CompareInside,
): RuledChange[] {
  if (before === undefined) return [];
  return after === undefined
    ? at(place, [{ rule: 'section-closed', description: 'accepts only the listed properties' }])
    : compare(before, after, `${place}.*`);
}

function compareRecords(
  from: ValueDefinition,
  to: ValueDefinition,
  place: string,
  compare: CompareInside,
): RuledChange[] {
  const [item, newItem, key, newKey] = ['item', 'key'].flatMap(name => [
    partOf(from, name),
    partOf(to, name),
  ]);
  if (!item || !newItem || !key || !newKey) return [differs(place, 'is defined differently')];
  return [...compareRecordKeys(from, to, place, compare), ...compare(item, newItem, `${place}.*`)];
}

function compareRecordKeys(
  from: ValueDefinition,
  to: ValueDefinition,
  place: string,
  compare: CompareInside,
): RuledChange[] {
  const { key, mode = '', partial } = from;
  const isSameMode = mode === (to['mode'] ?? '') && (partial !== true || to['partial'] === true);
  if (isSameMode && sameJson(key, to['key'])) return [];
  const [before, after] = [partOf(from, 'key'), partOf(to, 'key')];
  const isText = isPlainText(after) || (before?.kind === 'string' && after?.kind === 'string');
  const isListed = to['partial'] === true && after !== undefined && valuesOf(after).length > 0;
  if (mode === '' && before && after && isVerbatim(before) && (isText || isListed)) {
    return compare(before, after, `${place} keys`);
  }
  return [differs(place, 'has other keys')];
}

/** Every name is text; other keys may refuse one of them, or want more. */
function compareKeys(names: readonly string[], to: ValueDefinition, place: string): RuledChange[] {
  return names.length === 0 || isPlainText(partOf(to, 'key'))
    ? []
    : [differs(place, 'has other keys')];
}

function isPlainText(definition: ValueDefinition | undefined): boolean {
  return (
    definition?.kind === 'string' &&
    definition['coerce'] !== true &&
    checksOf(definition).length === 0
  );
}
