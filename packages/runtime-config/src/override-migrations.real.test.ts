import createKnex, { type Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeMigrations } from '../test/migrations-suite.fixture.ts';
import { describePostgres } from '../test/postgres.fixture.ts';
import { sampleRegistry, sampleYaml } from '../test/sample-fields.fixture.ts';
import { seal } from '../test/sealed-value.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { createKnexOverrideStore } from './knex-override-store.ts';
import { migrateOverrideStore } from './override-migrations.ts';

function resolverOn(knex: Knex) {
  return createConfigResolver({
    yaml: sampleYaml,
    overrides: createKnexOverrideStore(knex),
    registry: sampleRegistry,
    cache: { ttlSeconds: 0 },
  });
}

describePostgres(postgres => {
  describeMigrations(postgres);

  describe('roles and schemas', () => {
    let connection: Knex.Config;
    let owner: Knex;
    const open: Knex[] = [];
    const connect = (more: Partial<Knex.Config> = {}) => {
      const knex = createKnex({ ...connection, ...more });
      open.push(knex);
      return knex;
    };
    /** A connection of a role that owns nothing, and may create nothing. */
    const connectAs = (user: string) =>
      connect({ connection: { ...Object(connection.connection), user } });
    beforeEach(async () => {
      connection = (await postgres.openEmpty()).connection;
      owner = connect();
      await owner.raw('drop role if exists plain');
      await owner.raw('create role plain login; revoke create on schema public from public');
    });
    afterEach(async () => {
      await owner.raw('drop owned by plain; drop role plain');
      await Promise.all(open.splice(0).map(knex => knex.destroy()));
    });
    const grants = `grant select, insert, update, delete on all tables in schema public to plain;
      grant usage on all sequences in schema public to plain`;

    test('A4: a role without the right to create tables does everything but create them [runtime-config/Tables are created by one call]', async () => {
      await migrateOverrideStore(owner);
      await owner.raw(grants);
      const knex = connectAs('plain');
      const statements: string[] = [];
      knex.on('query', ({ sql }: { readonly sql: string }) => statements.push(sql));
      await migrateOverrideStore(knex);
      const config = resolverOn(knex);
      await config.set('boost.sample.title', 'set');
      await config.set('boost.sample.token', 'hidden');
      await owner('boost_config_overrides').insert([
        {
          key: 'boost.sample.limit',
          value: '5',
          schema_version: 1,
          readable_since: 1,
          updated_at: owner.fn.now(),
        },
        {
          key: 'boost.sample.labels',
          value: '7',
          schema_version: 3,
          readable_since: 1,
          updated_at: owner.fn.now(),
        },
      ]);
      expect(await config.resolve('boost.sample.title')).toBe('set');
      await config.resolveAll();
      const { entries } = await config.reconcile();
      expect(entries.map(({ outcome }) => outcome).toSorted()).toEqual([
        'migrated',
        'rejected',
        'unchanged',
        'unchanged',
      ]);
      await config.reencrypt();
      expect(await config.unset('boost.sample.title')).toBe(true);
      expect(statements.length).toBeGreaterThan(20);
      expect(statements.filter(sql => /\b(?:create|alter|drop)\b/i.test(sql))).toEqual([]);
    });

    test('A4: with all tables in place, migrateOverrideStore writes nothing, so that a read-only connection passes', async () => {
      await migrateOverrideStore(owner);
      await owner.raw('grant select on all tables in schema public to plain');
      const knex = connectAs('plain');
      await knex.raw('set default_transaction_read_only = on');
      await expect(migrateOverrideStore(knex)).resolves.toBeUndefined();
    });

    test('A4: a role that may not create tables receives an error that says what to grant', async () => {
      await expect(migrateOverrideStore(connectAs('plain'))).rejects.toMatchObject({
        code: 'store_unavailable',
        message: 'The tables of the overrides could not be created (42501).',
        hint: expect.stringContaining('GRANT CREATE ON SCHEMA'),
      });
    });

    test('A4: each schema of a search path has its own tables, as with pluginDivisionMode: schema', async () => {
      await owner.raw('create schema first; create schema second');
      const [first, second] = ['first', 'second'].map(schema => connect({ searchPath: [schema] }));
      if (first === undefined || second === undefined) throw new Error('There is no connection.');
      await Promise.all([migrateOverrideStore(first), migrateOverrideStore(second)]);
      await resolverOn(first).set('boost.sample.title', 'of the first');
      expect(await resolverOn(second).resolve('boost.sample.title')).toBeUndefined();
      expect(await owner('first.boost_config_overrides').pluck('value')).toEqual([
        '"of the first"',
      ]);
      const { rows } = await owner.raw(
        "select count(*)::int as tables from pg_tables where tablename like 'boost%' group by schemaname",
      );
      expect(rows).toEqual([{ tables: 6 }, { tables: 6 }]);
    });

    test('A4: a search path whose schema does not exist is named', async () => {
      await expect(
        migrateOverrideStore(connect({ searchPath: ['nowhere'] })),
      ).rejects.toMatchObject({
        message: expect.stringContaining('(3F000)'),
        hint: expect.stringContaining('searchPath'),
      });
    });

    test.each([
      [
        'has no right to the table of rejected rows',
        'revoke insert on boost_config_overrides_rejected from plain',
        '42501',
      ],
      [
        'meets a trigger that raises',
        `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'canary'; end $$;
         create trigger refuse before insert on boost_config_overrides_rejected execute function refuse()`,
        'P0001',
      ],
    ])(
      'A4: a reconcile that %s keeps the bad row, and continues with the others [runtime-config/Refused row does not stop reconcile]',
      async (_what, statement, code) => {
        await migrateOverrideStore(owner);
        await owner.raw(grants);
        await owner.raw(statement);
        const row = { schema_version: 3, readable_since: 1, updated_at: owner.fn.now() };
        await owner('boost_config_overrides').insert([
          { ...row, key: 'boost.sample.labels', value: '7', updated_at: '2020-01-01T00:00:00Z' },
          { ...row, key: 'boost.sample.limit', value: '5', schema_version: 1 },
          {
            ...row,
            key: 'boost.sample.secret',
            value: seal('boost.sample.secret', 'hidden'),
            schema_version: 2,
          },
        ]);
        const messages: string[] = [];
        const config = createConfigResolver({
          yaml: sampleYaml,
          overrides: createKnexOverrideStore(connectAs('plain')),
          registry: sampleRegistry,
          onProblem: ({ message }) => messages.push(message),
        });
        const { entries } = await config.reconcile();
        expect(entries).toMatchObject([
          {
            key: 'boost.sample.labels',
            outcome: 'kept',
            code: 'invalid_value',
            reason: expect.stringContaining(code),
          },
          { key: 'boost.sample.limit', outcome: 'migrated' },
          { key: 'boost.sample.secret', outcome: 'migrated', renamedTo: 'boost.sample.token' },
        ]);
        expect(messages).toHaveLength(1);
        expect(messages[0]).toContain('cannot be moved aside');
        expect(messages.join()).not.toContain('canary');
        expect(
          await owner('boost_config_overrides').where('key', 'boost.sample.labels'),
        ).toHaveLength(1);
      },
    );

    test('A4: a row that cannot be migrated in its table is used all the same, and reported', async () => {
      await migrateOverrideStore(owner);
      await owner.raw(grants);
      await owner.raw('revoke insert, update on boost_config_overrides from plain');
      await owner.raw('grant update (key) on boost_config_overrides to plain');
      const row = { schema_version: 1, readable_since: 1, updated_at: owner.fn.now() };
      await owner('boost_config_overrides').insert({
        ...row,
        key: 'boost.sample.limit',
        value: '5',
      });
      const config = resolverOn(connectAs('plain'));
      expect((await config.reconcile()).entries).toMatchObject([
        { outcome: 'waiting', code: 'not_written', reason: expect.stringContaining('42501') },
      ]);
      expect((await config.reencrypt()).entries).toEqual([]);
      expect(await config.resolve('boost.sample.limit')).toBe(51);
    });
  });
});
