import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { leaveRow, storeWith } from '../test/memory-rows.fixture.ts';
import { sampleRegistry, sampleYaml } from '../test/sample-fields.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { createMemoryOverrideStore } from './memory-override-store.ts';
import type { OverrideCacheOptions } from './override-cache.ts';
import type { ConfigOverrideProblem } from './override-problem.ts';

const limit = 'boost.sample.limit';
const title = 'boost.sample.title';
const canaryError = Object.assign(
  new Error('insert into boost_admin_config values (canary) - connection lost'),
  { code: 'ECONNREFUSED' },
);

afterEach(() => {
  vi.useRealTimers();
});

/** A store that can be made to fail or to be silent, and counts how often it is read. */
function faultyStore(cache: OverrideCacheOptions) {
  const store = createMemoryOverrideStore([{ key: limit, value: '5', schemaVersion: 3 }]);
  const state = { fault: 'none' as 'none' | 'error' | 'silence', reads: 0 };
  const meet = () => {
    if (state.fault === 'error') throw canaryError;
    return state.fault === 'silence' ? new Promise<never>(() => {}) : undefined;
  };
  const overrides = storeWith(store, rows => ({
    async read(keys) {
      state.reads += 1;
      await meet();
      return rows.read(keys);
    },
    async write(work) {
      await meet();
      return rows.write(work);
    },
  }));
  const problems: ConfigOverrideProblem[] = [];
  const config = createConfigResolver({
    yaml: { boost: { ...sampleYaml.boost, sample: { limit: 20 } } },
    overrides,
    registry: sampleRegistry,
    cache,
    onProblem: problem => problems.push(problem),
  });
  return { store, state, config, problems };
}

test('the values that were read last are used while the database fails [runtime-config/Last known values are used]', async () => {
  const { config, state, problems } = faultyStore({ ttlSeconds: 0 });
  await config.resolve(limit);
  await config.set(title, 'own write');
  state.fault = 'error';
  for (let reading = 0; reading < 3; reading += 1) {
    expect(await config.resolve(limit)).toBe(5);
    expect(await config.resolve(title)).toBe('own write');
  }
  expect(problems).toMatchObject([{ code: 'store_unavailable' }]);
  expect(problems[0]?.message).toContain('ECONNREFUSED');
  expect(problems[0]?.message).not.toContain('canary');
});

test('a database that fails is asked again after the time of the cache', async () => {
  const { config, state } = faultyStore({ ttlSeconds: 0.1 });
  await config.resolve(limit);
  state.fault = 'error';
  await wait(110);
  const before = state.reads;
  for (let reading = 0; reading < 5; reading += 1) await config.resolve(limit);
  expect(state.reads).toBe(before + 1);
});

test('a silent database is waited for two seconds', async () => {
  const { config, state, problems } = faultyStore({ ttlSeconds: 0.05 });
  await config.resolve(limit);
  state.fault = 'silence';
  await wait(60);
  const startedAt = performance.now();
  expect(await config.resolve(limit)).toBe(5);
  expect(performance.now() - startedAt).toBeGreaterThan(1900);
  expect(performance.now() - startedAt).toBeLessThan(4000);
  expect(problems).toMatchObject([{ code: 'store_unavailable' }]);
});

test('after the longest time an outage is an error [runtime-config/Too old values are an error]', async () => {
  const { config, state } = faultyStore({ ttlSeconds: 0, maxStaleSeconds: 0.2 });
  await config.resolve(limit);
  state.fault = 'error';
  expect(await config.resolve(limit)).toBe(5);
  await wait(210);
  await expect(config.resolve(limit)).rejects.toMatchObject({ code: 'store_unavailable' });
  expect(await config.resolve('boost.security.mode')).toBe('full');
});

test('14: values older than maxStaleSeconds are not used, whatever the time of the cache', async () => {
  const { config, state } = faultyStore({ ttlSeconds: 0.3, maxStaleSeconds: 0.4 });
  await config.resolve(limit);
  state.fault = 'error';
  await wait(310);
  expect(await config.resolve(limit)).toBe(5);
  await wait(120);
  await expect(config.resolve(limit)).rejects.toMatchObject({ code: 'store_unavailable' });
});

test('nothing is made up when nothing was read before [runtime-config/Too old values are an error]', async () => {
  const { config, state } = faultyStore({});
  state.fault = 'error';
  await expect(config.resolve(limit)).rejects.toMatchObject({ code: 'store_unavailable' });
  await expect(config.resolveAll()).rejects.toMatchObject({ code: 'store_unavailable' });
  expect(await config.resolve('boost.security.mode')).toBe('full');
});

test('secrets and writes fail during an outage [runtime-config/Secrets and writes fail in an outage]', async () => {
  const { config, state } = faultyStore({});
  await config.resolve(limit);
  state.fault = 'error';
  const calls = [
    config.resolve('boost.sample.token'),
    config.set(limit, 6),
    config.unset(limit),
    config.reconcile(),
    config.reencrypt(),
  ];
  for (const result of await Promise.allSettled(calls)) {
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'store_unavailable' } });
    expect(JSON.stringify(result)).not.toContain('canary');
    expect(String(result.status === 'rejected' && result.reason)).not.toContain('canary');
  }
});

test('a database that comes back is used', async () => {
  const { config, state, store, problems } = faultyStore({ ttlSeconds: 0 });
  await config.resolve(limit);
  for (const value of ['6', '7']) {
    state.fault = 'error';
    await config.resolve(limit);
    state.fault = 'none';
    await leaveRow(store, { key: limit, value, schemaVersion: 3 });
    expect(await config.resolve(limit)).toBe(Number(value));
  }
  expect(problems.map(({ code }) => code)).toEqual(['store_unavailable', 'store_unavailable']);
});

test('all who ask at the same time share one reading', async () => {
  const { config, state } = faultyStore({});
  const keys = Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? limit : title));
  await Promise.all(keys.map(key => config.resolve(key)));
  await Promise.all(keys.map(key => config.resolve(key)));
  expect(state.reads).toBe(1);
  expect(await config.resolve(limit)).toBe(5);
});

test('without a cache each reads the store', async () => {
  const { config, state } = faultyStore({ ttlSeconds: 0 });
  await Promise.all([limit, title, limit].map(key => config.resolve(key)));
  expect(state.reads).toBe(3);
});

test('a secret is read from the store each time [runtime-config/Secrets are not kept]', async () => {
  const { config, state } = faultyStore({});
  await config.set('boost.sample.token', 'hidden');
  const before = state.reads;
  for (let reading = 0; reading < 3; reading += 1)
    expect(await config.resolve('boost.sample.token')).toBe('hidden');
  expect(state.reads).toBe(before + 3);
});

test('a reading that began before an own write does not undo it [runtime-config/Own write is seen immediately]', async () => {
  const store = createMemoryOverrideStore();
  const gate = new EventEmitter();
  const held = once(gate, 'open');
  let isFirst = true;
  const config = createConfigResolver({
    yaml: {},
    registry: sampleRegistry,
    overrides: storeWith(store, operations => ({
      async read(keys) {
        const rows = await operations.read(keys);
        if (isFirst) {
          isFirst = false;
          await held;
        }
        return rows;
      },
    })),
  });
  const early = config.resolve(limit);
  await config.set(limit, 7);
  gate.emit('open');
  expect(await early).toBe(7);
  expect(await config.resolve(limit)).toBe(7);
});

test('a reading that fails after rows were changed leaves it to the next', async () => {
  const store = createMemoryOverrideStore([{ key: limit, value: '5', schemaVersion: 3 }]);
  const gate = new EventEmitter();
  let isHeld = false;
  const config = createConfigResolver({
    yaml: {},
    registry: sampleRegistry,
    cache: { ttlSeconds: 0.05 },
    overrides: storeWith(store, rows => ({
      async read(keys) {
        if (!isHeld) return rows.read(keys);
        await once(gate, 'open');
        throw canaryError;
      },
    })),
  });
  expect(await config.resolve(limit)).toBe(5);
  await wait(60);
  isHeld = true;
  const early = config.resolve(limit);
  isHeld = false;
  await leaveRow(store, { key: limit, value: '6', schemaVersion: 3 });
  await config.reconcile();
  gate.emit('open');
  expect(await early).toBe(6);
  expect(await config.resolve(limit)).toBe(6);
});

test('nobody waits longer than ten seconds for a silent database', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { config, state } = faultyStore({});
  state.fault = 'silence';
  const calls = [
    config.resolve(limit),
    config.resolve('boost.sample.token'),
    config.resolveAll(),
    config.set(limit, 6),
  ];
  const outcomes = Promise.allSettled(calls);
  await vi.advanceTimersByTimeAsync(9_990);
  expect(await Promise.race([outcomes, Promise.resolve('waiting')])).toBe('waiting');
  const later = config.set(limit, 7);
  state.fault = 'none';
  await vi.advanceTimersByTimeAsync(20);
  for (const outcome of await outcomes)
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'store_unavailable' } });
  await later;
  expect(await config.resolve(limit)).toBe(7);
});

test.each([
  ['before it commits', false, 5],
  ['after it has committed', true, 6],
])('a write that is given up %s ends as in the store', async (_what, isCommitted, expected) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const store = createMemoryOverrideStore([{ key: limit, value: '5', schemaVersion: 3 }]);
  const gate = new EventEmitter();
  const config = createConfigResolver({
    yaml: {},
    registry: sampleRegistry,
    cache: { ttlSeconds: 600 },
    overrides: storeWith(store, operations => ({
      async write(work) {
        if (!isCommitted) await once(gate, 'open');
        const result = await operations.write(work);
        if (isCommitted) await once(gate, 'open');
        return result;
      },
    })),
  });
  const write = config.set(limit, 6).catch((error: unknown) => inspect(error));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await write).toContain('may have been committed');
  expect(await config.resolve(limit)).toBe(expected);
  await leaveRow(store, { key: 'boost.sample.title', value: '"x"', schemaVersion: 3 });
  gate.emit('open');
  await vi.advanceTimersByTimeAsync(1);
  expect(await config.resolve(limit)).toBe(expected);
  expect(await config.resolve('boost.sample.title')).toBe('x');
});
