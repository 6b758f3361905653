import type {
  ConfigDeprecation,
  ConfigFieldMeta,
  ConfigScope,
  ConfigVisibility,
} from '../field.ts';
import type { ConfigFieldSet, ConfigMigration } from '../field-set.ts';
import { isRequiredField } from '../required.ts';
import { type JsonSchema, toFieldJsonSchema } from './field-json-schema.ts';
import { hasUndescribedCode } from './undescribed-code.ts';
import { describeDefinition, type ValueDefinition } from './value-definition.ts';

/** A set of fields as plain data: what two versions of it are compared by. */
export interface FieldTable {
  /** The package that the fields belong to. */
  readonly owner: string;
  /** The set's version. */
  readonly version: number;
  /** What is known of each field, by dotted path. */
  readonly fields: Readonly<Record<string, FieldTableEntry>>;
  /** What changed from version to version, in order. */
  readonly migrations: readonly FieldTableMigration[];
  /** Fields that contain the version of what is stored beside them; there when there are any. */
  readonly versionKeys?: readonly string[];
}

/** A field as plain data. */
export interface FieldTableEntry {
  /** Where a value may come from. */
  readonly scope: ConfigScope;
  /** Who may see a value. */
  readonly visibility: ConfigVisibility;
  /** There when the value is a secret. */
  readonly sensitive?: true;
  /** There when a configuration must set the field. */
  readonly required?: true;
  /** What is asked of a value beyond its schema, each as a phrase; there when there is any. */
  readonly rules?: readonly string[];
  /**
   * There when the field judges or changes values by code of which neither `schema` nor `rules`
   * says anything: whether it takes what it took cannot be told from two tables.
   */
  readonly opaque?: true;
  /** What a resolver gives when there is no value. */
  readonly default?: unknown;
  /** The version of the set that brought the field. */
  readonly since: number;
  /** There when the field is on its way out. */
  readonly deprecated?: ConfigDeprecation;
  /** What the value does. */
  readonly description: string;
  /** What the value must be (draft-07), without messages; that it may be left out is not part of it. */
  readonly schema: JsonSchema;
  /** What `schema` loses of the field's Zod schema; tables of earlier releases do not have it. */
  readonly definition?: ValueDefinition;
}

/** A migration as plain data. How it changes values is code, of which the table has the keys alone. */
export interface FieldTableMigration {
  /** The version that it leads to. */
  readonly to: number;
  /** Keys and sections that are gone. */
  readonly removed?: readonly string[];
  /** New keys by old ones. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** Keys whose values are changed by code: what it makes of them cannot be told from two tables. */
  readonly values?: readonly string[];
}

/**
 * Makes the table of a set, which is committed with each version that is released.
 *
 * @param set - the set, such as `boostFieldSet`
 * @throws Error that names field and owner when a field's schema cannot be converted
 */
export function createFieldTable({
  owner,
  version,
  fields,
  migrations,
  versionKeys = [],
}: ConfigFieldSet): FieldTable {
  return {
    owner,
    version,
    fields: Object.fromEntries(
      Object.entries(fields).map(([key, field]) => [key, describeField(key, field, owner)]),
    ),
    migrations: migrations.map(describeMigration),
    ...(versionKeys.length === 0 ? {} : { versionKeys }),
  };
}

function describeField(key: string, field: ConfigFieldMeta, owner: string): FieldTableEntry {
  return {
    scope: field.configScope,
    visibility: field.visibility,
    ...(field.sensitive === true ? { sensitive: true } : {}),
    ...(isRequiredField(field) ? { required: true } : {}),
    ...(field.rules === undefined || field.rules.length === 0 ? {} : { rules: field.rules }),
    ...(field.rules === undefined && hasUndescribedCode(field.schema) ? { opaque: true } : {}),
    ...(field.defaultValue === undefined ? {} : { default: field.defaultValue }),
    since: field.since,
    ...(field.deprecated === undefined ? {} : { deprecated: field.deprecated }),
    description: field.description,
    schema: withoutMessages(toFieldJsonSchema(key, field.schema, owner)),
    definition: describeDefinition(field.schema),
  };
}

/** The messages beside patterns are wording, which no version promises. */
function withoutMessages(schema: JsonSchema): JsonSchema {
  return JSON.parse(
    JSON.stringify(schema, (keyword, part) =>
      keyword === 'patternErrorMessage' ? undefined : part,
    ),
  );
}

function describeMigration({ to, removed, renamed, values }: ConfigMigration): FieldTableMigration {
  return {
    to,
    ...(removed === undefined ? {} : { removed: Object.keys(removed) }),
    ...(renamed === undefined ? {} : { renamed }),
    ...(values === undefined ? {} : { values: Object.keys(values) }),
  };
}
