import type { ConfigMigration } from '@rhdh-boost/config-schema';
import { expect, test } from 'vitest';
import { groupRegistry, groupStamp, inGroup } from '../test/group-fields.fixture.ts';
import { type LeftRow, resolverOver } from '../test/memory-rows.fixture.ts';

/** Reconciles a group of the names with these migrations. */
async function reconcile(
  version: number,
  names: readonly string[],
  migrations: readonly ConfigMigration[],
  left: readonly LeftRow[],
) {
  const registry = groupRegistry(version, names, migrations);
  const { config, overrides, rows } = resolverOver(left, { registry });
  const { entries } = await config.reconcile();
  return { entries, rows: await rows(), rejected: overrides.rejected };
}

/** A migration that writes its version behind the value. */
const noting = (to: number, ...names: readonly string[]): ConfigMigration => ({
  to,
  values: Object.fromEntries(
    names.map(name => [inGroup(name), (value: unknown) => `${String(value)} ${to}`]),
  ),
});

test('a group that is many versions behind takes them all at once', async () => {
  const migrations = Array.from({ length: 24 }, (_, index) => noting(index + 2, 'size'));
  const { rows } = await reconcile(25, ['size'], migrations, [
    [groupStamp, '1', 1],
    [inGroup('size'), '"at"', 1],
  ]);
  const versions = Array.from({ length: 24 }, (_, index) => ` ${index + 2}`);
  expect(rows).toEqual({ [groupStamp]: '25', [inGroup('size')]: `"at${versions.join('')}"` });
});

test('a group is stamped with a version that has no migration', async () => {
  const { rows } = await reconcile(
    3,
    ['size'],
    [noting(2, 'size')],
    [
      [groupStamp, '1', 1],
      [inGroup('size'), '"at"', 1],
    ],
  );
  expect(rows).toEqual({ [groupStamp]: '3', [inGroup('size')]: '"at 2"' });
});

test('a version key without a value beside it is brought to today', async () => {
  const { entries, rows } = await reconcile(
    2,
    ['size'],
    [noting(2, 'size')],
    [[groupStamp, '1', 1]],
  );
  expect(entries).toEqual([{ key: groupStamp, outcome: 'migrated' }]);
  expect(rows).toEqual({ [groupStamp]: '2' });
});

test('a value that only a later version changes is changed with that one', async () => {
  const { rows } = await reconcile(
    3,
    ['size', 'other'],
    [noting(2, 'other'), noting(3, 'size')],
    [
      [groupStamp, '1', 1],
      [inGroup('other'), '"at"', 1],
      [inGroup('size'), '"at"', 1],
    ],
  );
  expect(rows).toEqual({
    [groupStamp]: '3',
    [inGroup('other')]: '"at 2"',
    [inGroup('size')]: '"at 3"',
  });
});

test('a value that is renamed twice is told of once, by its first name', async () => {
  const { entries, rows } = await reconcile(
    3,
    ['title'],
    [
      { to: 2, renamed: { [inGroup('name')]: inGroup('label') } },
      { to: 3, renamed: { [inGroup('label')]: inGroup('title') } },
    ],
    [
      [groupStamp, '1', 1],
      [inGroup('name'), '"a name"', 1],
    ],
  );
  expect(entries).toEqual([
    { key: groupStamp, outcome: 'migrated' },
    { key: inGroup('name'), outcome: 'migrated', renamedTo: inGroup('title') },
  ]);
  expect(rows).toEqual({ [groupStamp]: '3', [inGroup('title')]: '"a name"' });
});

test('a key that a version removed is moved aside from its group', async () => {
  const { entries, rows, rejected } = await reconcile(
    2,
    ['size'],
    [{ to: 2, removed: { [inGroup('old')]: 'size replaces it' } }],
    [
      [groupStamp, '1', 1],
      [inGroup('old'), '"x"', 1],
    ],
  );
  const reason = 'version 2 removed it: size replaces it';
  expect(entries).toEqual([
    { key: groupStamp, outcome: 'migrated' },
    { key: inGroup('old'), outcome: 'rejected', code: 'removed_key', reason },
  ]);
  expect(rows).toEqual({ [groupStamp]: '2' });
  expect(rejected).toMatchObject([{ key: inGroup('old'), value: '"x"', reason }]);
});

test('a row beside the group that no migration takes does not keep the group back', async () => {
  const { entries, rows } = await reconcile(
    2,
    ['size'],
    [{ to: 2, values: { 'boost.beside': () => Number.NaN, ...noting(2, 'size').values } }],
    [
      [groupStamp, '1', 1],
      [inGroup('size'), '"at"', 1],
      ['boost.beside', '"at"', 1],
    ],
  );
  expect(rows).toEqual({
    [groupStamp]: '2',
    [inGroup('size')]: '"at 2"',
    'boost.beside': '"at"',
  });
  expect(entries[0]).toMatchObject({ key: 'boost.beside', outcome: 'kept' });
});
