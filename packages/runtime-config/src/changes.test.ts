import { EventEmitter, once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { describeChanges, describeReaders } from '../test/changes-suite.fixture.ts';
import { memoryHost, sqliteHost } from '../test/database-host.fixture.ts';
import { memoryResolver } from '../test/memory-resolver.fixture.ts';
import { leaveRow, storeWith } from '../test/memory-rows.fixture.ts';
import { sampleRegistry } from '../test/sample-fields.fixture.ts';
import { callUnchecked } from '../test/unchecked-call.fixture.ts';
import type { OnStoreChange } from './change-feed.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { createKnexOverrideStore } from './knex-override-store.ts';
import { createMemoryOverrideStore } from './memory-override-store.ts';

const limit = 'boost.sample.limit';

describeChanges(memoryHost);
describeChanges(sqliteHost);
describeReaders(sqliteHost);

test('B14: on SQLite, a write of another replica is polled for within cache.ttlSeconds', async () => {
  const place = await sqliteHost.open();
  const knexes = [place.knex?.(), place.knex?.()].flatMap(knex => knex ?? []);
  const queries: string[] = [];
  knexes[0]?.on('query', ({ sql }: { readonly sql: string }) => queries.push(sql));
  const [config, other] = knexes.map(knex =>
    createConfigResolver({
      yaml: {},
      registry: sampleRegistry,
      overrides: createKnexOverrideStore(knex),
      cache: { ttlSeconds: 0.3 },
    }),
  );
  if (config === undefined || other === undefined) throw new Error('There is no database.');
  expect(await config.resolve(limit)).toBe(10);
  await pause(700);
  expect(queries).toHaveLength(1); // nobody subscribed, so nothing is polled

  const values: unknown[] = [];
  const end = config.subscribe([limit], async () => {
    values.push(await config.resolve(limit));
  });
  await config.resolve(limit);
  const writtenAt = performance.now();
  await other.set(limit, 5);
  await vi.waitFor(() => expect(values).toEqual([5]));
  expect(performance.now() - writtenAt).toBeLessThan(300 + 300);
  end();
  const before = queries.length;
  await pause(700);
  expect(queries).toHaveLength(before);
  config.close();
  other.close();
  await place.close();
});

test.each([
  ['text in place of a list of keys', limit, () => {}],
  ['a key that is no text', [5], () => {}],
  ['no callback', [limit], undefined],
])('Bad input: a subscription with %s is refused', async (_what, ...args) => {
  await expect(callUnchecked(memoryResolver(), 'subscribe', ...args)).rejects.toMatchObject({
    name: 'ConfigOverrideError',
    code: 'invalid_option',
  });
});

test('B14: a subscriber reads no value before later changes are reported', async () => {
  const gate = new EventEmitter();
  const ready = (async () => {
    await once(gate, 'open');
  })();
  let reads = 0;
  const overrides = storeWith(createMemoryOverrideStore(), rows => ({
    async read(keys) {
      reads += 1;
      return rows.read(keys);
    },
    changes: (onChange, options) => ({ ...rows.changes(onChange, options), ready }),
  }));
  const config = createConfigResolver({ yaml: {}, registry: sampleRegistry, overrides });
  config.subscribe([limit], () => {});
  const value = config.resolve(limit);
  await pause(20);
  expect(reads).toBe(0);
  gate.emit('open');
  expect(await value).toBe(10);
  config.close();
});

/** A resolver whose first read of the store waits, and another replica that sets the limit to 5 meanwhile. */
async function changedWhileRead() {
  const gate = new EventEmitter();
  const counts = { reads: 0 };
  const listeners: OnStoreChange[] = [];
  const overrides = storeWith(createMemoryOverrideStore(), rows => ({
    async read(keys) {
      counts.reads += 1;
      const found = await rows.read(keys);
      if (counts.reads === 1) await once(gate, 'open');
      return found;
    },
    changes(onChange, options) {
      listeners.push(onChange);
      return rows.changes(() => {}, options);
    },
  }));
  const config = createConfigResolver({ yaml: {}, registry: sampleRegistry, overrides });
  const early = config.resolve(limit);
  await pause(20);
  await leaveRow(overrides, { key: limit, value: '5', schemaVersion: 3 });
  for (const listener of listeners) listener([limit]);
  return { config, early, counts, open: () => gate.emit('open') };
}

test('B14: what was read before a change is for those who asked before it', async () => {
  const { config, early, counts, open } = await changedWhileRead();
  open();
  expect(await early).toBe(10);
  expect(await config.resolve(limit)).toBe(5);
  expect(counts.reads).toBe(2);
});

test('B14: what was read before a change does not replace what was read after it', async () => {
  const { config, early, counts, open } = await changedWhileRead();
  expect(await config.resolve(limit)).toBe(5);
  open();
  expect(await early).toBe(5);
  expect(await config.resolve(limit)).toBe(5);
  expect(counts.reads).toBe(2);
});
