import { expect, test } from 'vitest';
import { leaveRow, resolverOver, storeWith } from '../test/memory-rows.fixture.ts';
import { migratedRegistry } from '../test/migrated-fields.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';

/** What `boost.beside` was called at first, and after that. */
const [first, second, today] = ['boost.former', 'boost.between', 'boost.beside'];
const registry = migratedRegistry([today], 3, [
  { to: 2, renamed: { [first]: second } },
  { to: 3, renamed: { [second]: today } },
]);

test('A2: a row that was renamed twice is reported by its first name, with where it went', async () => {
  const { config, rows } = resolverOver([[first, '"a"', 1]], { registry });
  expect((await config.reconcile()).entries).toEqual([
    { key: first, outcome: 'migrated', renamedTo: today },
  ]);
  expect(await rows()).toEqual({ [today]: '"a"' });
});

test('A2: of rows under two former names, the one that was written last is used', async () => {
  const left = [
    [first, '"a"', 1],
    [second, '"b"', 2],
  ] as const;
  for (const [older, newer] of [left, left.toReversed()] as const) {
    if (older === undefined || newer === undefined) throw new Error('There are two rows.');
    const { config, rejected, rows } = resolverOver([older, newer], { registry });
    const reason = `a newer value of ${today} is stored`;
    expect(await config.resolve(today)).toBe(JSON.parse(newer[1]));
    expect((await config.reconcile()).entries).toEqual(
      expect.arrayContaining([
        { key: newer[0], outcome: 'migrated', renamedTo: today },
        { key: older[0], outcome: 'rejected', code: 'superseded', reason },
      ]),
    );
    expect(await rows()).toEqual({ [today]: newer[1] });
    expect(await rejected()).toMatchObject([
      { key: older[0], value: older[1], schemaVersion: older[2], reason },
    ]);
  }
});

test('A2: a row is moved aside when a newer one of its key is written meanwhile [runtime-config/Newer write is never overwritten]', async () => {
  const { overrides, rows, rejected } = resolverOver([[first, '"a"', 1]], { registry });
  let isSet = false;
  const busy = storeWith(overrides, operations => ({
    async write(work) {
      if (!isSet) await leaveRow(overrides, { key: second, value: '"b"', schemaVersion: 2 });
      isSet = true;
      return operations.write(work);
    },
  }));
  const config = createConfigResolver({ yaml: {}, overrides: busy, registry });
  expect((await config.reconcile()).entries).toMatchObject([
    { key: first, outcome: 'rejected', code: 'superseded' },
  ]);
  expect(await rows()).toEqual({ [second]: '"b"' });
  expect(await rejected()).toMatchObject([{ key: first, value: '"a"' }]);
});
