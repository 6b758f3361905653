import { describe, expect, test } from 'vitest';
import { groupRegistry, groupStamp, inGroup } from '../test/group-fields.fixture.ts';
import { disturbed, type LeftRow, resolverOver } from '../test/memory-rows.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import type { OverrideStore, StoredOverride } from './override-store.ts';

const registry = groupRegistry(
  2,
  ['size', 'title'],
  [
    {
      to: 2,
      renamed: { [inGroup('name')]: inGroup('title') },
      values: { [inGroup('size')]: value => `${String(value)}!` },
    },
  ],
);
const oldGroup: readonly LeftRow[] = [
  [groupStamp, '1', 1],
  [inGroup('size'), '"big"', 1],
];

/** The rows in a store of their own, and another resolver on the same rows. */
function prepare(left: readonly LeftRow[]) {
  const { overrides, rows } = resolverOver(left, { registry });
  const resolver = (store: OverrideStore = overrides) =>
    createConfigResolver({ yaml: {}, overrides: store, registry, cache: { ttlSeconds: 0 } });
  return { overrides, rows, resolver };
}

/** Loses a row of this key to others, once. */
function losesOnce(key: string) {
  let isLost = false;
  return (row: StoredOverride) => {
    if (isLost || row.key !== key) return false;
    isLost = true;
    return true;
  };
}

describe('a group that others write while it is migrated', () => {
  test('is migrated once they are done', async () => {
    const { overrides, rows, resolver } = prepare(oldGroup);
    let writes = 0;
    const busy = disturbed(overrides, {
      async before() {
        if ((writes += 1) <= 5)
          await overrides.transaction(t =>
            t.put({ key: groupStamp, value: '1', schemaVersion: 1 }),
          );
      },
    });
    expect((await resolver(busy).reconcile()).entries).toEqual([
      { key: groupStamp, outcome: 'migrated' },
      { key: inGroup('size'), outcome: 'migrated' },
    ]);
    expect(writes).toBe(6);
    expect(await rows()).toEqual({ [groupStamp]: '2', [inGroup('size')]: '"big!"' });
  });

  test('again and again is left to them after twenty times', async () => {
    const { overrides, rows, resolver } = prepare(oldGroup);
    let writes = 0;
    const busy = disturbed(overrides, {
      async before() {
        writes += 1;
        await overrides.transaction(t => t.put({ key: groupStamp, value: '1', schemaVersion: 1 }));
      },
    });
    expect((await resolver(busy).reconcile()).entries).toEqual([
      { key: groupStamp, outcome: 'unchanged' },
      { key: inGroup('size'), outcome: 'waiting' },
    ]);
    expect(writes).toBe(20);
    expect(await rows()).toEqual({ [groupStamp]: '1', [inGroup('size')]: '"big"' });
  });

  test.each([
    ['a value that is to be migrated', inGroup('size'), '"big"', 'migrated'],
    ['a value that is to be moved aside', inGroup('size'), 'no JSON', 'rejected'],
    ['a value that is to be renamed', inGroup('name'), '"a name"', 'migrated'],
  ])(
    'is tried again as a whole when they wrote %s [runtime-config/Newer write is never overwritten]',
    async (_what, key, value, outcome) => {
      const { overrides, resolver } = prepare([
        [groupStamp, '1', 1],
        [key, value, 1],
      ]);
      const stamps: unknown[] = [];
      const busy = disturbed(overrides, {
        isLost: losesOnce(key),
        before: async () => stamps.push((await overrides.read([groupStamp]))[0]?.value),
      });
      expect((await resolver(busy).reconcile()).entries).toMatchObject([
        { key: groupStamp, outcome: 'migrated' },
        { key, outcome },
      ]);
      // The first transaction took no effect.
      expect(stamps).toEqual(['1', '1']);
      expect(overrides.rejected).toHaveLength(outcome === 'rejected' ? 1 : 0);
    },
  );
});

test('a row under a former name goes from its group where the new name is set', async () => {
  const { overrides, rows, resolver } = prepare([
    [groupStamp, '1', 1],
    [inGroup('name'), '"old"', 1],
    [inGroup('title'), '"new"', 1],
  ]);
  const reason = 'it is called boost.grouped.title now, which is set as well';
  expect((await resolver().reconcile()).entries).toEqual([
    { key: groupStamp, outcome: 'migrated' },
    { key: inGroup('name'), outcome: 'rejected', code: 'removed_key', reason },
    { key: inGroup('title'), outcome: 'unchanged' },
  ]);
  expect(await rows()).toEqual({ [groupStamp]: '2', [inGroup('title')]: '"new"' });
  expect(overrides.rejected).toMatchObject([{ key: inGroup('name'), value: '"old"', reason }]);
});

test('a database that fails while a group is migrated fails the reconcile [runtime-config/Secrets and writes fail in an outage]', async () => {
  const { overrides, rows, resolver } = prepare(oldGroup);
  const failing: OverrideStore = {
    read: keys => overrides.read(keys),
    transaction: () => Promise.reject(new Error('canary')),
  };
  await expect(resolver(failing).reconcile()).rejects.toMatchObject({ code: 'store_unavailable' });
  expect(await rows()).toMatchObject({ [groupStamp]: '1' });
});
