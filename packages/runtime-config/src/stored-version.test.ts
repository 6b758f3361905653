import {
  boostConfigFields,
  type ConfigMigration,
  defineConfigFields,
} from '@rhdh-boost/config-schema';
import { expect, test } from 'vitest';
import { operationsOf } from '../test/database-host.fixture.ts';
import { leaveRow, resolverOver } from '../test/memory-rows.fixture.ts';
import { migratedRegistry } from '../test/migrated-fields.fixture.ts';
import { sampleYaml } from '../test/sample-fields.fixture.ts';
import { seal, unseal } from '../test/sealed-value.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { createMemoryOverrideStore } from './memory-override-store.ts';
import { readableSince } from './stored-version.ts';

const key = 'boost.acme.text';
const noting = (to: number): ConfigMigration => ({
  to,
  values: { [key]: value => `${String(value)} ${to}` },
});
const renaming = (to: number, before: string, after: string): ConfigMigration => ({
  to,
  renamed: { [`boost.acme.${before}`]: `boost.acme.${after}` },
});

/** The rows of a store with their versions. */
async function versionsIn(overrides: ReturnType<typeof createMemoryOverrideStore>) {
  const rows = await operationsOf(overrides).read();
  return rows.map(row => [row.key, row.value, row.schemaVersion, row.readableSince]);
}

function replica(
  overrides: ReturnType<typeof createMemoryOverrideStore>,
  registry: ReturnType<typeof migratedRegistry>,
) {
  return createConfigResolver({ yaml: {}, overrides, registry, cache: { ttlSeconds: 0 } });
}

const set = defineConfigFields({
  owner: '@acme/texts',
  version: 6,
  fields: {
    'boost.acme.c': {
      schema: boostConfigFields['boost.systemPrompt'].schema,
      configScope: 'db-overridable',
      description: 'A text.',
      visibility: 'backend',
      since: 1,
    },
  },
  migrations: [
    renaming(2, 'a', 'b'),
    { to: 3, values: { 'boost.acme.b': value => value } },
    renaming(5, 'b', 'c'),
  ],
});

test.each([
  ['a', 1, 1],
  ['b', 2, 2],
  ['b', 3, 3],
  ['b', 4, 3],
  ['c', 5, 5],
  ['c', 6, 5],
  ['new', 6, 1],
])('A2: a value of %s at version %i is read the same since version %i', (name, version, since) => {
  expect(readableSince(set, `boost.acme.${name}`, version)).toBe(since);
});

test('A2: a replica several versions ahead leaves a value readable for those that read it the same', async () => {
  const overrides = createMemoryOverrideStore([{ key, value: '"at"', schemaVersion: 1 }]);
  await replica(overrides, migratedRegistry([key], 9, [noting(2), noting(4)])).reconcile();
  expect(await versionsIn(overrides)).toEqual([[key, '"at 2 4"', 4, 4]]);
  await replica(overrides, migratedRegistry([key], 9, [noting(2), noting(4)])).set(key, 'set');
  expect(await versionsIn(overrides)).toEqual([[key, '"set"', 9, 4]]);
  const at = (version: number, ...migrations: ConfigMigration[]) =>
    replica(overrides, migratedRegistry([key], version, migrations)).resolve(key);
  expect(await at(1)).toBeUndefined();
  expect(await at(3, noting(2))).toBeUndefined();
  expect(await at(4, noting(2), noting(4))).toBe('set');
  expect(await at(5, noting(2), noting(4))).toBe('set');
});

test('A6: each row has the version of the last migration that ran on it, and no migration runs again', async () => {
  const overrides = createMemoryOverrideStore([{ key, value: '"at"', schemaVersion: 1 }]);
  for (const to of [2, 3, 4]) {
    const migrations = [noting(2), noting(3), noting(4)].filter(step => step.to <= to);
    const config = replica(overrides, migratedRegistry([key], to, migrations));
    await config.reconcile();
    await config.reconcile();
  }
  expect(await versionsIn(overrides)).toEqual([[key, '"at 2 3 4"', 4, 4]]);
});

test('A2: a name that was given up and came back in between is followed by the version of its row', async () => {
  const [a, b, c] = ['boost.acme.a', 'boost.acme.b', 'boost.acme.c'] as const;
  const migrations = [renaming(2, 'a', 'b'), renaming(3, 'b', 'a'), renaming(4, 'a', 'c')];
  const registry = migratedRegistry([c], 4, migrations);
  for (const [name, version] of [
    [a, 1],
    [b, 2],
    [a, 3],
    [c, 4],
  ] as const) {
    const { config, rows } = resolverOver([[name, '"kept"', version]], { registry });
    expect(await config.resolve(c)).toBe('kept');
    await config.reconcile();
    expect(await rows()).toEqual({ [c]: '"kept"' });
  }
  expect(() => migratedRegistry([a], 3, migrations.slice(0, 2))).toThrow('is still a field');
});

test('A2: rows of a key that a later version removed stay until reconcile, and are moved aside whole', async () => {
  const removing = migratedRegistry([], 2, [{ to: 2, removed: { [key]: 'nothing replaces it' } }]);
  const overrides = createMemoryOverrideStore();
  const old = replica(overrides, migratedRegistry([key], 1, []));
  await old.set(key, 'kept', { actor: 'user:default/ada' });
  const next = replica(overrides, removing);
  await next.resolveAll();
  expect(await old.resolve(key)).toBe('kept');
  const [before] = await operationsOf(overrides).read();
  await next.reconcile();
  expect(await operationsOf(overrides).readRejected()).toMatchObject([
    { key, value: '"kept"', updatedAt: before?.updatedAt, updatedBy: 'user:default/ada' },
  ]);
  expect(await old.resolve(key)).toBeUndefined();
});

test('A2: nothing but reconcile rewrites an older row [runtime-config/Old row is read before it is migrated]', async () => {
  const overrides = createMemoryOverrideStore([{ key, value: '"at"', schemaVersion: 1 }]);
  const other = 'boost.acme.other';
  const config = replica(overrides, migratedRegistry([key, other], 2, [noting(2)]));
  const before = await operationsOf(overrides).read();
  expect(await config.resolve(key)).toBe('at 2');
  await config.resolveAll();
  await config.set(other, 'x');
  await config.unset(other);
  config.close();
  expect(await operationsOf(overrides).read()).toEqual(before);
});

test('A2: reconcile keeps who set a value and when', async () => {
  const { config, overrides } = resolverOver([]);
  const written = { updatedAt: '2026-01-01T00:00:00.000001Z', updatedBy: 'user:default/ada' };
  await leaveRow(overrides, { key: 'boost.sample.name', value: '"a name"', ...written });
  await config.reconcile();
  expect(await operationsOf(overrides).read()).toMatchObject([
    { key: 'boost.sample.title', ...written },
  ]);
});

test('A2: of two rows of one key that were written at the same time, the later name is used', async () => {
  const { config, overrides } = resolverOver([]);
  const updatedAt = '2026-01-01T00:00:00.000Z';
  await leaveRow(overrides, { key: 'boost.sample.name', value: '"former"', updatedAt });
  await leaveRow(overrides, { key: 'boost.sample.title', value: '"later"', updatedAt });
  expect(await config.resolve('boost.sample.title')).toBe('later');
});

test('A2: a newer value under another name is named in the report, with what to do', async () => {
  const { config, lines } = resolverOver([
    ['boost.sample.name', '"older"', 1],
    ['boost.sample.title', '"newer"', 3],
  ]);
  expect(await config.resolve('boost.sample.title')).toBe('newer');
  expect(lines).toEqual([
    'The stored value of boost.sample.name is ignored: a newer value of boost.sample.title is stored. The newer one is used. Run reconcile after the rollout, which moves the older one aside.',
  ]);
});

test('A2: a secret that a later version changed is not used, and reported with both versions', async () => {
  const token = 'boost.sample.token';
  const { config, overrides, problems } = resolverOver([], {
    yaml: { boost: { ...sampleYaml.boost, sample: { token: 'of app-config' } } },
  });
  const newer = { owner: '@acme/sample', schemaVersion: 8, readableSince: 7 };
  await leaveRow(overrides, { key: token, value: seal(token, 'newer'), ...newer });
  const before = await operationsOf(overrides).read();
  expect(await config.resolve(token)).toBe('of app-config');
  expect((await config.resolveAll())[token]?.source).toBe('yaml');
  expect(problems).toMatchObject([
    { code: 'newer_version', key: token, message: expect.stringMatching(/version 8 .* version 3/) },
  ]);
  await config.reconcile();
  expect(await operationsOf(overrides).read()).toEqual(before);
});

test('A2: a key that only a later version has is reported to those who have its set', async () => {
  const { config, overrides, problems } = resolverOver([]);
  const later = { schemaVersion: 4, readableSince: 1, value: '"x"' };
  await leaveRow(overrides, { key: 'boost.sample.later', owner: '@acme/sample', ...later });
  await leaveRow(overrides, { key: 'boost.elsewhere.later', owner: '@acme/elsewhere', ...later });
  await config.resolve('boost.sample.title');
  expect(problems).toMatchObject([
    {
      code: 'newer_version',
      key: 'boost.sample.later',
      message: expect.stringContaining(
        'version 4 of @acme/sample wrote it, and this backend has version 3, which does not know the key',
      ),
    },
  ]);
});

test('A2: of a secret under two names the newest is used, and encrypted for its name by reconcile', async () => {
  const [former, today] = ['boost.sample.secret', 'boost.sample.token'];
  const { config, rows, rejected } = resolverOver([
    [today, seal(today, 'older'), 3],
    [former, seal(former, 'newer'), 2],
  ]);
  expect(await config.resolve(today)).toBe('newer');
  expect((await config.reconcile()).entries).toMatchObject([
    { key: former, outcome: 'migrated', renamedTo: today },
    { key: today, outcome: 'rejected', code: 'superseded' },
  ]);
  const { [today]: stored, ...others } = await rows();
  expect(unseal(today, stored)).toBe('newer');
  expect(others).toEqual({});
  expect(await rejected()).toMatchObject([{ key: today }]);
});

test('A2: an ignored value of another set is not said to be of this one', async () => {
  const overrides = createMemoryOverrideStore();
  await leaveRow(overrides, {
    key,
    value: '"x"',
    owner: '@acme/a',
    schemaVersion: 3,
    readableSince: 2,
  });
  const config = replica(overrides, migratedRegistry([key], 1, []));
  expect((await config.reconcile()).entries).toMatchObject([
    {
      code: 'newer_version',
      reason: 'version 3 of another set of fields wrote it, and @acme/migrated has version 1',
    },
  ]);
});

function refuse(): never {
  throw new Error('refused');
}

test('Bad input: rows that are each in the place of the other wait', async () => {
  const [c, d] = ['boost.acme.c', 'boost.acme.d'];
  const swapped = { 'boost.acme.a': 'boost.acme.b', 'boost.acme.b': 'boost.acme.a' };
  const registry = migratedRegistry([c, d], 3, [
    { to: 2, renamed: swapped },
    {
      to: 3,
      renamed: { 'boost.acme.a': c, 'boost.acme.b': d },
      values: { [c]: refuse, [d]: refuse },
    },
  ]);
  const config = replica(
    createMemoryOverrideStore([
      { key: 'boost.acme.a', value: '"a"' },
      { key: 'boost.acme.b', value: '"b"' },
    ]),
    registry,
  );
  const waiting = [{ outcome: 'waiting' }, { outcome: 'waiting' }];
  expect((await config.reconcile({ dryRun: true })).entries).toMatchObject(waiting);
  expect((await config.reconcile()).entries).toMatchObject(waiting);
  expect(await config.health()).toMatchObject({ status: 'warning', counts: { waiting: 2 } });
});

test('B12: a rollback to a value that a migration makes none sets none', async () => {
  const overrides = createMemoryOverrideStore();
  const { revision } = await replica(overrides, migratedRegistry([key], 1, [])).set(key, 'off');
  const migration = {
    to: 2,
    values: { [key]: (value: unknown) => (value === 'off' ? null : value) },
  };
  const config = replica(overrides, migratedRegistry([key], 2, [migration]));
  await config.rollback(key, revision);
  expect(await config.resolve(key)).toBeUndefined();
});
