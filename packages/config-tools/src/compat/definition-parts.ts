import type { ValueDefinition } from '@rhdh-boost/config-schema/artefacts';
import { isRecord } from '../is-record.ts';
import { memberOf } from './same-json.ts';

/** A check of a definition: its name in Zod, and what it asks. */
export type DefinitionCheck = Readonly<Record<string, unknown>>;

/** Whether something is a definition: a table may come from anywhere. */
function isDefinition(value: unknown): value is ValueDefinition {
  return isRecord(value) && typeof value['kind'] === 'string';
}

/** A definition inside another, such as the `item` of a list. */
export function partOf(definition: ValueDefinition, name: string): ValueDefinition | undefined {
  const part = memberOf(definition, name);
  return isDefinition(part) ? part : undefined;
}

/** The definitions in a list inside another, such as the `options` of a union. */
export function partsOf(definition: ValueDefinition, name: string): ValueDefinition[] {
  const parts = memberOf(definition, name);
  return Array.isArray(parts) ? parts.filter(isDefinition) : [];
}

/** The properties of a mapping. */
export function propertiesOf(definition: ValueDefinition): ReadonlyMap<string, ValueDefinition> {
  const properties = memberOf(definition, 'properties');
  const entries = isRecord(properties) ? Object.entries(properties) : [];
  return new Map(entries.flatMap(([name, part]) => (isDefinition(part) ? [[name, part]] : [])));
}

/** The values of an enumeration or a literal; none for another kind. */
export function valuesOf(definition: ValueDefinition): readonly unknown[] {
  const values = memberOf(definition, 'values');
  return Array.isArray(values) ? values : [];
}

/** The checks of a definition, in order. */
export function checksOf({ checks }: ValueDefinition): readonly DefinitionCheck[] {
  return Array.isArray(checks) ? checks.filter(isRecord) : [];
}

/** A definition without the mark that it may be left out. */
export function withoutOptional(definition: ValueDefinition): ValueDefinition {
  const inner = definition.kind === 'optional' ? partOf(definition, 'inner') : undefined;
  return inner === undefined || checksOf(definition).length > 0
    ? definition
    : withoutOptional(inner);
}

/** Whether code judges or changes values somewhere in a definition. */
export function hasCode(definition: unknown): boolean {
  if (Array.isArray(definition)) return definition.some(hasCode);
  if (!isRecord(definition)) return false;
  return (
    definition['code'] === true ||
    definition['check'] === 'custom' ||
    Object.values(definition).some(hasCode)
  );
}
