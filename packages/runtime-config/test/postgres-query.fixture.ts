import createKnex, { type Knex } from 'knex';

/** Asks another database of the server that a connection is to, such as one that a backend made. */
export async function queryDatabase(
  config: Knex.Config,
  database: string,
  sql: string,
): Promise<Record<string, unknown>[]> {
  const knex = createKnex({ ...config, connection: { ...Object(config.connection), database } });
  try {
    return (await knex.raw(sql)).rows;
  } finally {
    await knex.destroy();
  }
}
