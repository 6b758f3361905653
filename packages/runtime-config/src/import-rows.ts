import type { Knex } from 'knex';

/** Where Boost's own table is. */
export interface ImportSource {
  /** The database of the plugin `boost`: Backstage has one for each plugin. It is only read. */
  readonly knex: Knex;
  /**
   * The name of the table.
   *
   * @defaultValue `'boost_admin_config'`
   */
  readonly table?: string | undefined;
}

/** What became of the rows of Boost's table. */
export interface ImportReport {
  /** One entry for each row, by key. */
  readonly entries: readonly ImportEntry[];
}

/** What became of one row. */
export interface ImportEntry {
  readonly key: string;
}
