import { expect, test } from 'vitest';
import { groupRegistry } from '../test/group-fields.fixture.ts';
import { disturbed, leaveRow, resolverOver } from '../test/memory-rows.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';

/** What `boost.beside` was called at first, and after that. */
const [first, second, today] = ['boost.former', 'boost.between', 'boost.beside'];
const registry = groupRegistry(
  3,
  [],
  [
    { to: 2, renamed: { [first]: second } },
    { to: 3, renamed: { [second]: today } },
  ],
);

test('a row is told of by its first name, and where it went', async () => {
  const { config, rows } = resolverOver([[first, '"a"', 1]], { registry });
  expect((await config.reconcile()).entries).toEqual([
    { key: first, outcome: 'migrated', renamedTo: today },
  ]);
  expect(await rows()).toEqual({ [today]: '"a"' });
});

test('a row under the first name is moved aside where the second is set', async () => {
  const left = [
    [first, '"a"', 1],
    [second, '"b"', 2],
  ] as const;
  const { config, overrides, rows } = resolverOver(left, { registry });
  const reason = 'it is called boost.between now, which is set as well';
  expect((await config.reconcile()).entries).toEqual([
    { key: second, outcome: 'migrated', renamedTo: today },
    { key: first, outcome: 'rejected', code: 'removed_key', reason },
  ]);
  expect(await rows()).toEqual({ [today]: '"b"' });
  expect(overrides.rejected).toMatchObject([
    { key: first, value: '"a"', schemaVersion: 1, reason },
  ]);
});

test('a row is moved aside when its new name is set meanwhile [runtime-config/Newer write is never overwritten]', async () => {
  const { overrides, rows } = resolverOver([[first, '"a"', 1]], { registry });
  let isSet = false;
  const busy = disturbed(overrides, {
    async before() {
      if (isSet) return;
      isSet = true;
      await leaveRow(overrides, { key: second, value: '"b"', schemaVersion: 2 });
    },
  });
  const config = createConfigResolver({ yaml: {}, overrides: busy, registry });
  expect((await config.reconcile()).entries).toMatchObject([
    { key: first, outcome: 'rejected', code: 'removed_key' },
  ]);
  expect(await rows()).toEqual({ [second]: '"b"' });
  expect(overrides.rejected).toMatchObject([{ key: first, value: '"a"' }]);
});
