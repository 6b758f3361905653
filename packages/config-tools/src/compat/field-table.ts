/** A JSON Schema, or a part of one, as data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** One field in a table: what is known about it, as data. */
export interface FieldTableEntry {
  /** Where its value may come from: `yaml-only`, `db-overridable` or `db-only`. */
  readonly scope: FieldScope;
  /** Who may see the value: `frontend`, `backend` or `secret`. */
  readonly visibility: FieldVisibility;
  /** True for a secret; left out for all others. */
  readonly sensitive?: boolean;
  /** True when a configuration without it is refused; left out for all others. */
  readonly required?: boolean;
  /** What a resolver gives when nothing is set. */
  readonly default?: unknown;
  /** The configuration version that brought it. */
  readonly since: number;
  /** Set when it is on its way out. */
  readonly deprecated?: JsonSchema;
  /** What it does. */
  readonly description: string;
  /** Values that it takes, for readers. */
  readonly examples?: readonly unknown[];
  /** What its value must be, draft-07; whether it must be set is not part of it. */
  readonly schema: JsonSchema;
}

/** Where a value may come from. */
export type FieldScope = 'yaml-only' | 'db-overridable' | 'db-only';

/** Who may see a value. */
export type FieldVisibility = 'frontend' | 'backend' | 'secret';

/** What one migration does to keys. */
export interface FieldTableMigration {
  /** The version that it leads to, from the one before. */
  readonly to: number;
  /** Keys, and sections with all that is in them, that it takes away. */
  readonly removed?: readonly string[];
  /** New keys by old ones. */
  readonly renamed?: Readonly<Record<string, string>>;
}

/** A set of fields as data: what `schema/fields.json` holds. */
export interface FieldTable {
  /** Who declares the fields: the name of a package, as a rule. */
  readonly owner: string;
  /** The version of the set. */
  readonly version: number;
  /** The fields by dotted path. */
  readonly fields: Readonly<Record<string, FieldTableEntry>>;
  /** What leads from earlier versions to this one. */
  readonly migrations: readonly FieldTableMigration[];
}
