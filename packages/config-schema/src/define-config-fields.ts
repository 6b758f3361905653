import type { ConfigFields } from './field.ts';
import { findFieldMistakes } from './field-mistakes.ts';
import type { ConfigFieldSet, ConfigMigration } from './field-set.ts';
import { isMapping, type Mapping } from './mapping.ts';
import { findMigrationMistakes } from './migration-mistakes.ts';

/** A set of fields as its module writes it down. */
export interface ConfigFieldSetDefinition<Fields extends ConfigFields = ConfigFields> {
  /** The package that the fields belong to; it is named in problems with them. */
  readonly owner: string;
  /** The set's version, from 1. */
  readonly version: number;
  /** The fields, by dotted path below `boost.`, each with a schema in Zod 4 or Zod 3. */
  readonly fields: Fields;
  /** What changed from version to version, in order. Default: none. */
  readonly migrations?: readonly ConfigMigration[];
  /**
   * Integer fields that contain the version of their section in a table of Boost 0.8.
   *
   * @defaultValue none
   */
  readonly versionKeys?: readonly string[];
}

/**
 * Makes a set of fields that can be combined with others, and checks that it keeps its promises:
 * keys below `boost.`, no Zod default, examples and defaults that their own field takes, secrets
 * that are marked as such and have no default, migrations in order.
 *
 * @param definition - owner, version, fields and migrations
 * @returns the set, frozen
 * @throws Error that names the owner, and each key with what is wrong about it
 */
export function defineConfigFields<const Fields extends ConfigFields>(
  definition: ConfigFieldSetDefinition<Fields>,
): ConfigFieldSet<Fields> {
  const { owner, version, fields, migrations = [], versionKeys } = definition;
  if (typeof owner !== 'string' || owner.trim() === '') {
    throw new Error('A set of configuration fields needs an owner: the name of its package.');
  }
  refuse(owner, [...findPartMistakes(definition)]);
  const set: ConfigFieldSet<Fields> = {
    owner,
    version,
    fields: frozenFields(fields),
    migrations: Object.freeze(migrations.map(frozenCopy)),
    ...(versionKeys === undefined ? {} : { versionKeys: Object.freeze([...versionKeys]) }),
  };
  refuse(owner, [...findFieldMistakes(set), ...findMigrationMistakes(set)]);
  return Object.freeze(set);
}

function refuse(owner: string, mistakes: readonly string[]): void {
  if (mistakes.length === 0) return;
  throw new Error(
    `The configuration fields of ${owner} cannot be used:${mistakes.map(mistake => `\n  ${mistake}.`).join('')}`,
  );
}

/** What is missing in a definition, or of another kind, so that nothing in it can be judged. */
function* findPartMistakes(definition: ConfigFieldSetDefinition): Generator<string> {
  const { fields, migrations = [], versionKeys = [] }: Mapping = { ...definition };
  if (!isMapping(fields)) yield 'fields must be an object with each field under its key';
  if (!Array.isArray(migrations) || !migrations.every(isMapping)) {
    yield 'migrations must be a list of objects';
  }
  if (!Array.isArray(versionKeys)) yield 'versionKeys must be a list of keys';
}

function frozenFields<Fields extends ConfigFields>(fields: Fields): Fields {
  const copy = { ...fields };
  for (const key of Object.keys(fields) as (keyof Fields)[]) copy[key] = frozenCopy(fields[key]);
  return Object.freeze(copy);
}

/** What is no object stays as it is, for the checks to name. */
function frozenCopy<Part>(part: Part): Part {
  return isMapping(part) ? Object.freeze({ ...part }) : part;
}
