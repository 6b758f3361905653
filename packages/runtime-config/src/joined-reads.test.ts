import { EventEmitter, once } from 'node:events';
import { expect, test } from 'vitest';
import { memoryResolver } from '../test/memory-resolver.fixture.ts';
import { leaveRow, storeWith } from '../test/memory-rows.fixture.ts';
import { sampleYaml } from '../test/sample-fields.fixture.ts';
import { seal } from '../test/sealed-value.fixture.ts';
import { createMemoryOverrideStore } from './memory-override-store.ts';

const token = 'boost.sample.token';

/** A store whose reads are counted, and wait while it is closed; rows are those from before the wait. */
function gatedStore() {
  const store = createMemoryOverrideStore();
  const gate = new EventEmitter();
  const state = { reads: 0, isClosed: false, isBroken: false };
  const overrides = storeWith(store, operations => ({
    async read(keys) {
      state.reads += 1;
      const rows = await operations.read(keys);
      if (state.isClosed) await once(gate, 'open');
      if (state.isBroken) throw new Error('broken');
      return rows;
    },
  }));
  const put = (value: string) =>
    leaveRow(store, { key: token, value: seal(token, value), schemaVersion: 3 });
  const open = () => {
    state.isClosed = false;
    gate.emit('open');
  };
  return { config: memoryResolver({ yaml: sampleYaml, overrides }), put, open, state };
}

test('A3: 500 who ask for a secret at the same time share one read', async () => {
  const { config, put, state } = gatedStore();
  await put('hidden');
  const values = await Promise.all(Array.from({ length: 500 }, () => config.resolve(token)));
  expect(new Set(values)).toEqual(new Set(['hidden']));
  expect(state.reads).toBe(1);
});

test('who asks while a read runs shares the next one, and sees what was written before they asked', async () => {
  const { config, put, open, state } = gatedStore();
  await put('old');
  state.isClosed = true;
  const early = config.resolve(token);
  await expect.poll(() => state.reads).toBe(1);
  await put('new');
  const late = Promise.all(Array.from({ length: 100 }, () => config.resolve(token)));
  open();
  expect(await early).toBe('old');
  expect(new Set(await late)).toEqual(new Set(['new']));
  expect(state.reads).toBe(2);
});

test('a read that fails fails for those who share it alone', async () => {
  const { config, put, state } = gatedStore();
  await put('hidden');
  state.isBroken = true;
  const outcomes = await Promise.allSettled([config.resolve(token), config.resolve(token)]);
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({ reason: { code: 'store_unavailable' } });
  expect(state.reads).toBe(1);
  state.isBroken = false;
  expect(await config.resolve(token)).toBe('hidden');
});

test('different secrets are read each for itself', async () => {
  const { config, state } = gatedStore();
  await Promise.all([config.resolve(token), config.resolve('boost.devSpaces.credentials')]);
  expect(state.reads).toBe(2);
});
