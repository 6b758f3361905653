import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createConfigResolver } from '../src/create-config-resolver.ts';
import type { ConfigOverrideProblem } from '../src/override-problem.ts';
import { tableNames } from '../src/override-tables.ts';
import type { ConfigResolverOptions } from '../src/resolver-options.ts';
import {
  type BoostTableRow,
  contentsOf,
  createBoostTable,
  rowsOfBoost,
  valuesOfBoost,
} from './boost-table.fixture.ts';
import type { StoreHost, StorePlace } from './database-host.fixture.ts';
import type { ImportTask } from './import-process.fixture.ts';
import { sampleRegistry, sampleYaml } from './sample-fields.fixture.ts';
import { legacySeal, unseal } from './sealed-value.fixture.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('./import-process.fixture.ts', import.meta.url));
const names = tableNames();
const own = [names.overrides, names.history, names.imported, names.rejected];
const boost = 'boost_admin_config';
const actor = 'user:default/ann';
const credentials = 'boost.devSpaces.credentials';

/** How rows of Boost 0.8 are imported, wherever the two databases are. */
export function describeImport(host: StoreHost): void {
  describe(`import ${host.name}`, () => {
    let place: StorePlace;
    let boostPlace: StorePlace;
    let knex: Knex;
    let source: Knex;
    let problems: ConfigOverrideProblem[];
    beforeEach(async () => {
      [place, boostPlace] = [await host.open(), await host.open()];
      [knex, source] = [databaseOf(place), databaseOf(boostPlace)];
      problems = [];
    });
    afterEach(async () => {
      await Promise.all([place.close(), boostPlace.close()]);
    });

    const resolver = (options: Partial<ConfigResolverOptions> = {}) =>
      createConfigResolver({
        yaml: sampleYaml,
        overrides: place.replica(),
        registry: sampleRegistry,
        cache: { ttlSeconds: 0 },
        onProblem: problem => problems.push(problem),
        ...options,
      });
    const versions = async () =>
      knex(names.overrides)
        .select('key', 'owner', 'schema_version', 'readable_since')
        .orderBy('key');

    test("A1: Boost's rows are imported once, and Boost's table is only read [runtime-config/Boost's rows are imported once]", async () => {
      await createBoostTable(source);
      const before = await contentsOf(source, boost);
      const statements: string[] = [];
      source.on('query', ({ sql }: { sql: string }) => statements.push(sql));
      const config = resolver();
      expect(await config.importRows({ knex: source }, { actor })).toEqual({
        entries: rowsOfBoost
          .map(({ key }) =>
            String(key).endsWith('.__schemaVersion')
              ? {
                  key,
                  outcome: 'skipped',
                  code: 'version_row',
                  reason: 'each row of its section is imported with its version',
                }
              : { key, outcome: 'imported' },
          )
          .toSorted((a, b) => (String(a.key) < String(b.key) ? -1 : 1)),
      });
      for (const [key, value] of Object.entries(valuesOfBoost))
        expect({ key, value: await resolver().resolve(key) }).toEqual({ key, value });
      expect(problems).toEqual([]);
      const imported = await contentsOf(knex, ...own);

      const { entries } = await config.importRows({ knex: source });
      expect(new Set(entries.map(({ outcome }) => outcome))).toEqual(
        new Set(['unchanged', 'skipped']),
      );
      expect(await contentsOf(knex, ...own)).toEqual(imported);
      expect(await contentsOf(source, boost)).toEqual(before);
      expect(statements.filter(sql => !/^(?:select|PRAGMA table_info)/i.test(sql))).toEqual([]);
    });

    test('A1: a secret is copied as Boost encrypted it, and nothing of it is in the history', async () => {
      await createBoostTable(source);
      await resolver().importRows({ knex: source }, { actor });
      const stored = rowsOfBoost.find(({ key }) => key === credentials);
      expect(await knex(names.overrides).where('key', credentials)).toMatchObject([
        { value: stored?.value, updated_by: actor },
      ]);
      const history = await knex(names.history).orderBy('key');
      expect(history).toHaveLength(rowsOfBoost.length - 1);
      expect(history.find(({ key }) => key === credentials)).toMatchObject({
        action: 'import',
        from_value: null,
        to_value: null,
        to_version: 2,
        changed_by: actor,
      });
      expect(history.find(({ key }) => key === 'boost.features.agentCreation')).toMatchObject({
        action: 'import',
        from_value: null,
        to_value: 'true',
      });
    });

    test('A1: imported secrets wait for reencrypt, and are read before and after it', async () => {
      await createBoostTable(source);
      const config = resolver();
      await config.importRows({ knex: source });
      expect((await config.reconcile()).legacyRows).toBe(1);
      expect(await config.resolve(credentials)).toBe(valuesOfBoost[credentials]);
      expect((await config.reencrypt()).legacyRows).toBe(0);
      const [stored] = await knex(names.overrides).where('key', credentials);
      expect(unseal(credentials, stored?.value)).toBe(valuesOfBoost[credentials]);
      expect((await config.importRows({ knex: source })).entries).toContainEqual({
        key: credentials,
        outcome: 'unchanged',
      });
      expect(await config.resolve(credentials)).toBe(valuesOfBoost[credentials]);
    });

    test("A1: an administrator's decisions survive later imports [runtime-config/Import does not undo an administrator's decision]", async () => {
      await createBoostTable(source);
      const config = resolver();
      await config.set('boost.model.baseUrl', 'https://ours.example.com/v1');
      expect((await config.importRows({ knex: source })).entries).toContainEqual({
        key: 'boost.model.baseUrl',
        outcome: 'skipped',
        code: 'set_here',
        reason: 'boost.model.baseUrl has an override already',
      });
      expect(await config.resolve('boost.model.baseUrl')).toBe('https://ours.example.com/v1');
      await config.unset('boost.model.baseUrl');
      await config.unset('boost.features.agentCreation');
      await config.set('boost.agentApproval.mode', null);
      const { entries } = await config.importRows({ knex: source });
      expect(entries.filter(({ outcome }) => outcome === 'imported')).toEqual([]);
      expect(await config.resolve('boost.model.baseUrl')).toBeUndefined();
      expect(await config.resolve('boost.features.agentCreation')).toBeUndefined();
      expect(await config.resolve('boost.agentApproval.mode')).toBeUndefined();
    });

    test('A1: what an administrator changes in Boost is reported, not merged [runtime-config/Change in Boost is reported]', async () => {
      await createBoostTable(source);
      const config = resolver();
      await config.importRows({ knex: source });
      await source(boost).where('key', 'boost.features.agentCreation').update('value', 'false');
      await source(boost).where('key', 'boost.agentApproval.mode').delete();
      await source(boost).insert({ key: 'boost.systemPrompt', value: '"x"', schema_version: 5 });
      const before = await contentsOf(knex, ...own);
      const dryRun = await config.reconcile({ dryRun: true, importedFrom: { knex: source } });
      expect(await contentsOf(knex, ...own)).toEqual(before);
      const changes = [
        {
          key: 'boost.agentApproval.mode',
          outcome: 'removed',
          reason: 'the row is gone in Boost',
        },
        {
          key: 'boost.features.agentCreation',
          outcome: 'changed',
          reason: 'the row was changed in Boost since its import',
        },
        { key: 'boost.systemPrompt', outcome: 'imported' },
      ];
      expect(
        dryRun.imported?.entries.filter(
          ({ outcome }) => outcome !== 'unchanged' && outcome !== 'skipped',
        ),
      ).toEqual(changes);
      const { entries } = await config.importRows({ knex: source });
      expect(entries).toEqual(dryRun.imported?.entries);
      expect(await config.resolve('boost.features.agentCreation')).toBe(true);
      expect(await config.resolve('boost.agentApproval.mode')).toBe('built-in');
      expect(await config.resolve('boost.systemPrompt')).toBe('x');
    });

    test('A1: each row gets the version that its value has in its set', async () => {
      const stamp = 'boost.sample.group.__schemaVersion';
      await createBoostTable(source, [
        row('boost.model.name', '"granite"', 5),
        row('boost.sample.limit', '5', 5),
        row(stamp, '2', 5),
        row('boost.sample.group.size', '5', 5),
        row('boost.elsewhere.size', '5', 5),
        row('boost.elsewhere.group.__schemaVersion', '3', 5),
        row('boost.elsewhere.group.deep.size', '5', 5),
      ]);
      const config = resolver();
      await config.importRows({ knex: source });
      expect(await versions()).toEqual([
        version('boost.elsewhere.group.deep.size', null, 3, 3),
        version('boost.elsewhere.size', null, 1, 1),
        version('boost.model.name', '@rhdh-boost/config-schema', 2, 1),
        version('boost.sample.group.size', '@acme/sample', 2, 2),
        version('boost.sample.limit', '@acme/sample', 1, 1),
      ]);
      expect(await config.resolve('boost.sample.limit')).toBe(51);
      expect(await config.resolve('boost.sample.group.size')).toBe(6);
      expect(await config.resolve(stamp)).toBe(3);
      await config.reconcile();
      expect(await config.resolve('boost.sample.limit')).toBe(51);
      expect(await config.resolve('boost.sample.group.size')).toBe(6);
    });

    test.each([
      ['without a version row', []],
      [
        'below a version row that contains no version',
        [row('boost.sample.group.__schemaVersion', '"x"', 5)],
      ],
    ])('A1: a row of a connector %s has version 1', async (_what, more) => {
      await createBoostTable(source, [...more, row('boost.sample.group.size', '5', 5)]);
      const config = resolver();
      await config.importRows({ knex: source });
      expect(await versions()).toEqual([version('boost.sample.group.size', '@acme/sample', 1, 1)]);
      expect(await config.resolve('boost.sample.group.size')).toBe(51);
    });

    test('A1: a connector of a later version is imported, and not read until the set has that version', async () => {
      const interval = 'boost.connectors.jira.schedule.intervalMs';
      await createBoostTable(source, [
        row('boost.connectors.jira.__schemaVersion', '7', 5),
        row(interval, '600000', 5),
      ]);
      const config = resolver();
      await config.importRows({ knex: source });
      expect(await config.resolve(interval)).toBe(300_000);
      expect(problems).toMatchObject([{ code: 'newer_version', key: interval }]);
    });

    test('A1: the row of a module that is not installed is used once it is', async () => {
      await createBoostTable(source);
      const interval = 'boost.connectors.jira.schedule.intervalMs';
      const bare = createConfigResolver({ yaml: sampleYaml, overrides: place.replica() });
      expect((await bare.importRows({ knex: source })).entries).toContainEqual({
        key: interval,
        outcome: 'imported',
      });
      expect((await bare.reconcile()).entries).toContainEqual(
        expect.objectContaining({ key: interval, outcome: 'kept', code: 'unknown_key' }),
      );
      expect(await resolver().resolve(interval)).toBe(600_000);
    });

    test.each([
      ['not_overridable', 'boost.security.mode', '"full"'],
      ['removed_key', 'boost.sample.old', '"gone"'],
      ['not_json', 'boost.model.name', 'granite'],
      ['invalid_value', 'boost.model.name', 'null'],
      ['too_large', 'boost.model.name', JSON.stringify('~'.repeat(256 * 1024))],
      ['version_row', 'boost.connectors.jira.__schemaVersion', '1'],
    ])('A1: a row that is skipped with %s is left where it is', async (code, key, value) => {
      await createBoostTable(source, [row(key, value, 2)]);
      const before = await contentsOf(source, boost);
      const config = resolver();
      const { entries } = await config.importRows({ knex: source });
      expect(entries).toEqual([
        { key, outcome: 'skipped', code, reason: expect.stringMatching(/^[^~]{10,}$/) },
      ]);
      expect(await contentsOf(knex, ...own)).toEqual([]);
      expect(await contentsOf(source, boost)).toEqual(before);
      // It is judged again: the reason may be gone.
      await source(boost).where({ key }).update({ key: 'boost.systemPrompt', value: '"ok"' });
      expect((await config.importRows({ knex: source })).entries).toEqual([
        { key: 'boost.systemPrompt', outcome: 'imported' },
      ]);
    });

    test('A1: of two names of one key the later one is imported', async () => {
      await createBoostTable(source, [
        row('boost.sample.name', '"former"', 1),
        row('boost.sample.title', '"today"', 1),
      ]);
      const config = resolver();
      expect((await config.importRows({ knex: source })).entries).toMatchObject([
        { key: 'boost.sample.name', outcome: 'skipped', code: 'set_here' },
        { key: 'boost.sample.title', outcome: 'imported' },
      ]);
      expect(await config.resolve('boost.sample.title')).toBe('today');
    });

    test("A1: a table that is not Boost's is refused", async () => {
      const config = resolver();
      const refused = (table?: string) => config.importRows({ knex: source, table });
      await expect(refused()).rejects.toMatchObject({
        code: 'unsuitable_database',
        message: expect.stringContaining(boost),
        hint: expect.stringContaining('plugin boost'),
      });
      await source.schema.createTable('others', table => {
        table.string('key');
        table.string('canary');
      });
      await expect(refused('others')).rejects.toMatchObject({
        code: 'unsuitable_database',
        message: expect.stringContaining('value, schema_version'),
      });
      await createBoostTable(source, rowsOfBoost, 'renamed');
      expect((await refused('renamed')).entries).toHaveLength(rowsOfBoost.length);
    });

    test.each([undefined, {}, { knex: {} }, { knex: () => 0, table: 7 }])(
      'A1: %j in place of a source is refused',
      async given => {
        const config = resolver();
        const importRows: (from: never) => unknown = from => config.importRows(from);
        await expect(Reflect.apply(importRows, undefined, [given])).rejects.toMatchObject({
          code: 'invalid_option',
          hint: expect.stringContaining('boost_admin_config'),
        });
      },
    );

    test('Bad input: many rows of any size are imported, and imports at the same time import each once', async () => {
      const many = Array.from({ length: 450 }, (_none, index) =>
        row(`boost.elsewhere.field${index}`, JSON.stringify('ä'.repeat(index)), 5),
      );
      await createBoostTable(source, many);
      const reports = await Promise.all(
        [resolver(), resolver()].map(config => config.importRows({ knex: source })),
      );
      const imported = reports.flatMap(({ entries }) =>
        entries.filter(({ outcome }) => outcome === 'imported').map(({ key }) => key),
      );
      expect(imported).toHaveLength(many.length);
      expect(new Set(imported)).toEqual(new Set(many.map(({ key }) => key)));
      const rows = await knex(names.overrides).select('key', 'value').orderBy('key');
      expect(rows).toEqual(
        many
          .map(({ key, value }) => ({ key, value }))
          .toSorted((a, b) => (String(a.key) < String(b.key) ? -1 : 1)),
      );
      expect(await knex(names.history).pluck('key')).toHaveLength(many.length);
    });

    test('Bad input: an import that is killed before any statement is completed by the next [runtime-config/Killed import is completed]', async () => {
      const rows = [
        row('boost.elsewhere', '"unknown"', 1),
        row('boost.model.name', '"granite"', 5),
        row('boost.sample.token', legacySeal('x'), 5),
      ];
      await createBoostTable(source, rows);
      const { connection } = place;
      const task = { connection, source: boostPlace.connection };
      const start = (more: Partial<ImportTask> = {}) =>
        run(process.execPath, [program, JSON.stringify({ ...task, ...more })]);
      const contents = async () => [
        ...(await place.rows()),
        ...(await knex(names.history).select('key', 'action', 'changed_by').orderBy('key')),
        ...(await knex(names.imported).select('key', 'source_hash').orderBy('key')),
      ];
      const statements = Number((await start()).stdout);
      const expected = await contents();
      expect(expected).toHaveLength(3 * rows.length);
      const before = await contentsOf(source, boost);
      const next = resolver();
      for (let killBefore = 1; killBefore <= statements; killBefore += 1) {
        await place.clear();
        await expect(start({ killBefore })).rejects.toMatchObject({ signal: 'SIGKILL' });
        await next.importRows({ knex: source }, { actor });
        expect(await contents(), `killed before statement ${killBefore}`).toEqual(expected);
      }
      expect(await contentsOf(source, boost)).toEqual(before);
    }, 240_000);

    test('A1: both tables may be in one database', async () => {
      await createBoostTable(knex);
      const config = resolver();
      const { entries } = await config.importRows({ knex });
      expect(entries.filter(({ outcome }) => outcome === 'imported')).toHaveLength(
        rowsOfBoost.length - 1,
      );
    });
  });
}

function databaseOf(place: StorePlace): Knex {
  const knex = place.knex?.();
  if (knex === undefined) throw new Error('An import needs a database.');
  return knex;
}

function row(key: string, value: string, schema_version: number): BoostTableRow {
  return { key, value, schema_version };
}

function version(
  key: string,
  owner: string | null,
  schema_version: number,
  readable_since: number,
) {
  return { key, owner, schema_version, readable_since };
}
