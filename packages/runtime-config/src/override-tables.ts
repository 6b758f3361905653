import { ConfigOverrideError } from './override-error.ts';

/** The name of the overrides' table, unless another one is given. */
const defaultTable = 'boost_config_overrides';

/** How many characters a key may have in the tables. */
export const longestKey = 256;

/** The names of all tables of one store. */
export interface OverrideTableNames {
  readonly overrides: string;
  readonly rejected: string;
  readonly history: string;
  readonly imported: string;
  /** Knex's own, which say what `migrateOverrideStore` has run. */
  readonly migrations: string;
}

/** The tables of the store that is called `table`. */
export function tableNames(table: string = defaultTable): OverrideTableNames {
  return {
    overrides: table,
    rejected: `${table}_rejected`,
    history: `${table}_history`,
    imported: `${table}_imported`,
    migrations: `${table}_migrations`,
  };
}

/** PostgreSQL cuts names off after 63 bytes, and the longest ending is `_migrations_lock`. */
const longestTable = 63 - '_migrations_lock'.length;

/**
 * Checks the option `table`.
 *
 * @throws ConfigOverrideError `invalid_option`
 */
export function checkTable(table: unknown = defaultTable): string {
  if (typeof table === 'string' && /^[A-Za-z_]\w*$/.test(table) && table.length <= longestTable)
    return table;
  throw new ConfigOverrideError({
    code: 'invalid_option',
    message: 'The option table must be the name of a table.',
    hint: `Use at most ${longestTable} letters, digits and underscores, with no digit first. Leave it out for ${defaultTable}.`,
  });
}
