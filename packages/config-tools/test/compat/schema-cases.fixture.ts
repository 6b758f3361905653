import type { JsonSchema } from '@rhdh-boost/config-schema/artefacts';
import { compareSchemas } from '../../src/compat/compare-schemas.ts';
import type { CompatRuleName } from '../../src/compat/compat-rules.ts';

/** What a schema was, what it is, and the changes as `rule: description`. */
type Case = readonly [
  before: JsonSchema,
  after: JsonSchema,
  ...changes: `${CompatRuleName}: ${string}`[],
];

/** The cases of a test, each with a list of its changes. */
export function cases(list: readonly Case[]): [JsonSchema, JsonSchema, string[]][] {
  return list.map(([before, after, ...changes]) => [before, after, changes]);
}

/** The changes between two schemas, as `rule: description`. */
export function changesOf(before: JsonSchema, after: JsonSchema): string[] {
  return compareSchemas(before, after).map(({ rule, description }) => `${rule}: ${description}`);
}

export const text: JsonSchema = { type: 'string' };
export const number: JsonSchema = { type: 'number' };
export const whole: JsonSchema = { type: 'integer' };

/** What is said when only words differ. */
export const words =
  'schema-words-changed: its schema is written differently and accepts the same values';

/** A mapping that takes these properties alone. */
export function mapping(properties: JsonSchema, more: JsonSchema = {}): JsonSchema {
  return { type: 'object', properties, additionalProperties: false, ...more };
}

/** A list of such items. */
export function listOf(items: unknown): JsonSchema {
  return { type: 'array', items };
}
