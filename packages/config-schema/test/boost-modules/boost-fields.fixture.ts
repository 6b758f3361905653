import type { FieldTableEntry } from '../../src/artefacts/field-table.ts';
import facts from '../fixtures/fields-v5.json' with { type: 'json' };

/** A JSON Schema as data. */
type Schema = Readonly<Record<string, unknown>>;

/** What is compared of a field. */
export interface ComparedField {
  readonly scope: string;
  readonly default: unknown;
  readonly sensitive: boolean;
  readonly optional: boolean;
  readonly schema: Schema;
}

/** A field as the data file has it. */
interface BoostField {
  readonly scope: string;
  readonly default?: unknown;
  readonly sensitive?: boolean;
  readonly optional: boolean;
  readonly schema: Schema;
}

/** The fields that Boost 0.8.2 has, by key. */
export function readBoostFields(): Map<string, ComparedField> {
  return new Map(
    Object.entries<BoostField>(facts.fields).map(([key, field]) => [
      key,
      {
        scope: field.scope,
        default: field.default,
        sensitive: field.sensitive ?? false,
        optional: field.optional,
        schema: withoutOptional(field.schema),
      },
    ]),
  );
}

/** The same of a field of ours. */
export function toCompared(field: FieldTableEntry): ComparedField {
  return {
    scope: field.scope,
    default: field.default,
    sensitive: field.sensitive ?? false,
    optional: field.required !== true,
    schema: field.schema,
  };
}

/** The file writes that a value may be left out as `anyOf: [{ not: {} }, …]`. */
function withoutOptional(schema: Schema): Schema {
  const { anyOf } = schema;
  return Array.isArray(anyOf) && anyOf.length === 2 ? anyOf[1] : schema;
}

/** What differs, by name: a property of the field, or a keyword of its schema. */
export function findDifferences(theirs: ComparedField, ours: ComparedField): string[] {
  const { schema: theirSchema, ...theirRest } = theirs;
  const { schema: ourSchema, ...ourRest } = ours;
  return [
    ...namesThatDiffer(theirRest, ourRest),
    ...namesThatDiffer(theirSchema, ourSchema)
      // The text beside a pattern.
      .filter(keyword => keyword !== 'patternErrorMessage')
      .map(keyword => `schema ${keyword}`),
  ];
}

function namesThatDiffer(theirs: Schema, ours: Schema): string[] {
  const names = new Set([...Object.keys(theirs), ...Object.keys(ours)]);
  return [...names].filter(name => JSON.stringify(theirs[name]) !== JSON.stringify(ours[name]));
}
