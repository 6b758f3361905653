import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { followKey, takeStep } from './migration-chain.ts';

const step = (change: (value: unknown) => unknown) => ({
  to: 2,
  key: 'boost.sample.limit',
  change,
});

test.each([
  ['NaN', () => Number.NaN],
  ['infinity', () => Number.POSITIVE_INFINITY],
  ['a date', () => new Date(0)],
  ['a NaN inside a list', () => [1, Number.NaN]],
  ['a map', () => new Map([['a', 1]])],
  ['a promise', async (value: unknown) => value],
  ['a big integer', () => 10n],
  ['nothing', () => undefined],
])('a step that returns %s does not accept the value', (_what, change) => {
  expect(takeStep(step(change), { a: 'b' })).toBeUndefined();
});

test('an asynchronous step that fails later ends no process', async () => {
  expect(takeStep(step(failLater), 5)).toBeUndefined();
  await setImmediate();
});

test('a step that works on what it was given leaves the earlier value alone', () => {
  const value = { tags: ['a'] };
  expect(takeStep(step(addSize), value)).toEqual({ value: { tags: ['a'], size: 1 } });
  expect(value).toEqual({ tags: ['a'] });
});

test('a step may give an object without a prototype', () => {
  expect(takeStep(step(makeBare), 5)).toEqual({ value: { a: [1] } });
});

test.each([
  ['boost.acme.code', 1, true],
  ['boost.acme.pin', 2, true],
  ['boost.acme.pin', 3, false],
  ['boost.acme.token', 4, false],
  ['boost.acme.other', 1, false],
])('A8: %s of version %i may be plain text: %s', (key, version, wasPlain) => {
  const migrations = [
    { to: 2, renamed: { 'boost.acme.code': 'boost.acme.pin' } },
    { to: 3, becameSensitive: ['boost.acme.pin'] },
    { to: 4, renamed: { 'boost.acme.pin': 'boost.acme.token' } },
  ];
  const set = { owner: '@acme/pins', version: 4, fields: {}, migrations };
  expect(followKey(set, key, version)).toMatchObject({ wasPlain });
});

async function failLater(): Promise<never> {
  throw new Error('canary');
}

function addSize(given: unknown): unknown {
  Reflect.set(Object(given), 'size', 1);
  return given;
}

function makeBare(): unknown {
  return Object.assign(Object.create(null), { a: [1] });
}
