import type { ConfigFields } from './field.ts';

/**
 * What changed from one version of a set to the next. It is data, so that a file, a database and
 * a person can be told the same.
 */
export interface ConfigMigration {
  /** The version that it leads to; it leads from any earlier one. */
  readonly to: number;
  /** Keys and sections that are gone, each with what replaced it, as part of a sentence. */
  readonly removed?: Readonly<Record<string, string>>;
  /** Keys that have a new name: the new one by the old one. */
  readonly renamed?: Readonly<Record<string, string>>;
  /**
   * How a value that was written before becomes one of this version, by the key that it has in
   * this version. A function throws when it cannot.
   */
  readonly values?: Readonly<Record<string, (value: unknown) => unknown>>;
  /**
   * Fields that are secrets from this version on and were not before, by the key that they have in this
   * version. A resolver reads a stored value of a secret in plain text only if an earlier version wrote
   * it and this list names its field: otherwise anybody who can write to the table could plant one.
   *
   * @defaultValue none
   */
  readonly becameSensitive?: readonly string[];
  /**
   * What a file needs in place of what was removed, by key: a placeholder such as
   * `${KAGENTI_CLIENT_ID}`, which is written where the key is missing.
   */
  readonly placeholders?: Readonly<Record<string, string>>;
  /** Keys of which one that is set says as much as the placeholders: then none is written. */
  readonly placeholdersUnless?: readonly string[];
}

/** A set of fields that one module owns, with a version of its own. Made by `defineConfigFields`. */
export interface ConfigFieldSet<Fields extends ConfigFields = ConfigFields> {
  /** The package that the fields belong to, such as `@acme/boost-connectors`. */
  readonly owner: string;
  /** The set's version: 1, and one more whenever a key or what it takes changes. */
  readonly version: number;
  /** The fields, by dotted path. */
  readonly fields: Fields;
  /** What changed from version to version, in order. */
  readonly migrations: readonly ConfigMigration[];
  /**
   * Fields whose rows contain the version of everything below their section in a table of Boost 0.8, such as
   * `boost.connectors.jira.__schemaVersion`. An import reads them; each override of runtime-config has its own
   * version. Each is an integer with the `configScope` `db-only`, and `resolve` returns the version of the set.
   */
  readonly versionKeys?: readonly string[];
}
