import type { ConfigFields } from './field.ts';
import type { ConfigFieldSet, ConfigMigration } from './field-set.ts';

/** A set of fields as its module writes it down. */
export interface ConfigFieldSetDefinition {
  /** The package that the fields belong to; it is named in problems with them. */
  readonly owner: string;
  /** The set's version, from 1. */
  readonly version: number;
  /** The fields, by dotted path below `boost.`, each with a schema in Zod 4 or Zod 3. */
  readonly fields: ConfigFields;
  /** What changed from version to version, in order. Default: none. */
  readonly migrations?: readonly ConfigMigration[];
  /** Integer fields of the database that hold the version of what is stored beside them. Default: none. */
  readonly versionKeys?: readonly string[];
}

/**
 * Makes a set of fields that can be combined with others, and checks that it keeps its promises.
 *
 * @param definition - owner, version, fields and migrations
 * @returns the set, frozen
 * @throws Error that names the owner, and each key with what is wrong about it
 */
export function defineConfigFields(definition: ConfigFieldSetDefinition): ConfigFieldSet {
  const { owner, version, fields, migrations = [], versionKeys } = definition;
  return Object.freeze({
    owner,
    version,
    fields: Object.freeze({ ...fields }),
    migrations: Object.freeze([...migrations]),
    ...(versionKeys === undefined ? {} : { versionKeys: Object.freeze([...versionKeys]) }),
  });
}
