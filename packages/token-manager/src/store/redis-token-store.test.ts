import { expect, test, vi } from 'vitest';
import { failureOf } from '../../test/fixtures/test-manager.fixture.ts';
import { createRedisTokenStore } from './redis-token-store.ts';

// What Redis makes of these commands is tried on a real one, in redis.real.test.ts.

/** A store whose commands are kept, and answered with one reply. */
function storeThatHears(reply: unknown) {
  const heard: (readonly string[])[] = [];
  const store = createRedisTokenStore(async words => {
    heard.push(words);
    return reply;
  });
  return { heard, store };
}

test('each call is one command, and touches one key [shared-token-store/Redis or Valkey]', async () => {
  const { heard, store } = storeThatHears('OK');

  await store.get('key');
  await store.set('key', 'value', 1500);
  await store.lease?.acquire('lease', 'owner', 10_000);
  await store.lease?.release('lease', 'owner');

  expect(heard).toEqual([
    ['EVAL', expect.stringMatching(/'GET'.*'PTTL'/s), '1', 'key'],
    ['EVAL', expect.stringMatching(/'SET'.*'PX'/), '1', 'key', 'value', '1500'],
    ['EVAL', expect.stringMatching(/'SET'.*'NX', 'PX'/), '1', 'lease', 'owner', '10000'],
    ['EVAL', expect.stringMatching(/'GET'.*== ARGV\[1\].*'DEL'/s), '1', 'lease', 'owner'],
  ]);
});

test.each<[string, unknown, unknown]>([
  ['a value and its time', ['value', 1500], { value: 'value', ttlMs: 1500 }],
  ['a value that ends now', ['value', 0], { value: 'value', ttlMs: 0 }],
  ['a value without an end', ['value', -1], { value: 'value' }],
  ['a time that is text', ['value', '1500'], { value: 'value' }],
  ['a value as bytes', [Buffer.from('value'), 1500], { value: 'value', ttlMs: 1500 }],
  ['nothing', null, undefined],
  ['what is no list', 'OK', undefined],
])(
  'the reply %s is read as what it says [shared-token-store/Redis or Valkey]',
  async (_what, reply, stored) => {
    // Not toMatchObject: a time that says nothing must not be there.
    expect(await storeThatHears(reply).store.get('key')).toStrictEqual(stored);
  },
);

test('a lease is taken unless the reply is null [shared-token-store/Redis or Valkey]', async () => {
  const taken: (boolean | undefined)[] = [];
  for (const reply of ['OK', null]) {
    const { store } = storeThatHears(reply);
    taken.push(await store.lease?.acquire('lease', 'owner', 10_000));
  }
  expect(taken).toEqual([true, false]);
});

test('a client of ioredis, which has eval too, is asked by call [shared-token-store/Redis or Valkey]', async () => {
  const call = vi.fn<() => Promise<string>>(async () => 'OK');
  const evaluate = vi.fn<() => Promise<string>>(async () => 'OK');

  await createRedisTokenStore({ call, eval: evaluate }).set('key', 'value', 1500);

  const script = expect.stringContaining("'SET'");
  expect(call.mock.calls).toEqual([['EVAL', script, '1', 'key', 'value', '1500']]);
  expect(evaluate).not.toHaveBeenCalled();
});

test('a client of redis is asked by eval, which all its kinds have [shared-token-store/Redis or Valkey]', async () => {
  const evaluate = vi.fn<() => Promise<unknown>>(async () => ['value', 1500]);
  const sendCommand = vi.fn<() => Promise<unknown>>();
  const client = { eval: evaluate, sendCommand };

  expect(await createRedisTokenStore(client).get('key')).toEqual({ value: 'value', ttlMs: 1500 });
  const script = expect.stringContaining("'PTTL'");
  expect(evaluate.mock.calls).toEqual([[script, { keys: ['key'], arguments: [] }]]);
  expect(sendCommand).not.toHaveBeenCalled();
});

test('what is no client is refused with what fits [shared-token-store/Client in place of a store]', async () => {
  const error = await failureOf(() => Reflect.apply(createRedisTokenStore, undefined, [{}]));
  expect(error.hint).toMatch(/redis, ioredis or iovalkey, or a function/);
});
