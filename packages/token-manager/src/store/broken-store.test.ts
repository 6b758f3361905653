import { afterEach, expect, test, vi } from 'vitest';
import { startFleet } from '../../test/fixtures/replicas.fixture.ts';

afterEach(() => vi.restoreAllMocks());

const hangs = () => new Promise<void>(() => {});
const refused = Object.assign(new Error('connect to redis://user:pass-word@store:6379'), {
  code: 'ECONNREFUSED',
});
const failing = () => Promise.reject(refused);
const throwing = () => {
  throw refused;
};

test.each([
  ['rejects', failing],
  ['throws', throwing],
])(
  'a store that %s costs the sharing alone, and its message shows nowhere [shared-token-store/Store is down]',
  async (_what, before) => {
    const { endpoint, clock, store, start } = await startFleet();
    store.before = before;
    const { manager, events, lines } = start();

    expect(await manager.getToken()).toBe('token-1');
    clock.pass({ seconds: 241 });
    expect(await manager.getToken()).toBe('token-2');

    expect(store.asked).toEqual(['get', 'get']);
    expect(endpoint.requests).toHaveLength(2);
    expect(events.map(({ type }) => type)).toEqual([
      'storeFailed',
      'acquired',
      'storeFailed',
      'renewed',
    ]);
    expect(events[0]).toMatchObject({
      operation: 'get',
      reason: 'error',
      errorCode: 'ECONNREFUSED',
    });
    expect(lines.filter(line => line.startsWith('warn'))).toHaveLength(1);
    expect(lines.join()).not.toContain('pass-word');
    expect(manager.health()).toMatchObject({ storeFailures: 2 });
  },
);

class ReplyError extends Error {}

test.each([
  [Object.assign(new Error('pass-word'), { code: 'NOAUTH' }), 'NOAUTH'],
  [new Error('WRONGPASS invalid username-password pair pass-word'), 'WRONGPASS'],
  [new ReplyError('pass-word'), 'ReplyError'],
  [Object.assign(new Error('pass-word'), { name: 'ClientClosedError' }), 'ClientClosedError'],
  [new Error('pass-word'), undefined],
  [Object.assign(new Error(), { code: 'pass-word', name: 'pass-word' }), undefined],
  [Object.defineProperty(new Error(), 'name', { get: throwing }), undefined],
  ['pass-word', undefined],
])(
  'what a store rejects with is reported by its name alone, %# [shared-token-store/Store is down]',
  async (error, errorCode) => {
    const { store, start } = await startFleet();
    store.before = async () => {
      throw error;
    };
    const { manager, events, lines } = start();

    expect(await manager.getToken()).toBe('token-1');
    const failure = { type: 'storeFailed', operation: 'get', reason: 'error' };
    expect(events[0]).toStrictEqual(errorCode === undefined ? failure : { ...failure, errorCode });
    expect(lines[0]).toContain(`(get: ${errorCode ?? 'error'})`);
    expect(JSON.stringify([events, lines])).not.toContain('pass-word');
  },
);

test('a store that works again is said once [shared-token-store/Store is down]', async () => {
  const { endpoint, clock, store, start } = await startFleet();
  store.before = failing;
  const { manager, lines } = start();
  await manager.getToken();
  store.before = async () => {};
  clock.pass({ seconds: 241 });
  await manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  expect(await start().manager.getToken()).toBe('token-2');
  expect(endpoint.requests).toHaveLength(2);

  expect(lines.filter(line => line.startsWith('info: The token store works again'))).toHaveLength(
    1,
  );
  expect(manager.health()).toMatchObject({ storeFailures: 0 });
});

test('a store that is slow is waited for once a renewal, for 250 ms [shared-token-store/Store is down]', async () => {
  const fleet = await startFleet();
  fleet.store.before = hangs;
  const { manager, events } = fleet.start();
  const startMs = fleet.clock.monotonicMs();

  expect(await fleet.clock.settle(manager.getToken())).toBe('token-1');

  expect(fleet.clock.monotonicMs() - startMs).toBe(250);
  expect(fleet.store.asked).toEqual(['get']);
  expect(events[0]).toEqual({ type: 'storeFailed', operation: 'get', reason: 'timeout' });
});

test('a store that breaks between two calls is left alone from then on [shared-token-store/Store is down]', async () => {
  const fleet = await startFleet();
  fleet.store.before = async operation => (operation === 'lease' ? hangs() : undefined);
  const { manager } = fleet.start();

  expect(await fleet.clock.settle(manager.getToken())).toBe('token-1');
  expect(fleet.store.asked).toEqual(['get', 'lease']);
});

test.each([
  ['text', 'no token at all'],
  ['a form of later versions', 'token2:AAAA'],
  ['nothing behind the mark', 'token1:'],
  ['megabytes', 'token1:'.padEnd(1_000_000, 'A')],
])(
  '%s in the store is told, and overwritten [shared-token-store/Moved or changed value does not open]',
  async (_what, value) => {
    const { endpoint, clock, store, start } = await startFleet();
    await start().manager.getToken();
    await vi.waitFor(() => expect(store.asked).toContain('release'));
    const key = store.tokenKey;
    store.entries.set(key, { value, endsAtMs: clock.monotonicMs() + 60_000 });
    const { manager, events, lines } = start();

    expect(await manager.getToken()).toBe('token-2');
    expect(events).toMatchObject([
      { type: 'storeFailed', operation: 'get', reason: 'unreadable' },
      { type: 'acquired' },
    ]);
    expect(lines.filter(line => /store/.test(line))).toEqual([
      'warn: The token store holds an entry that cannot be opened: it is overwritten with the next token.',
    ]);
    expect(manager.health()).toMatchObject({ storeFailures: 0 });
    await vi.waitFor(() => expect(store.entries.get(key)?.value).not.toBe(value));
    expect(await start().manager.getToken()).toBe('token-2');
    expect(endpoint.requests).toHaveLength(2);
  },
);

test.each([
  ['null', null],
  ['a number', 7],
  ['an object without a value', {}],
  ['a value that is no text', { value: 7 }],
])(
  'a store that answers %s is taken for one with rubbish [shared-token-store/Moved or changed value does not open]',
  async (_what, answer) => {
    const { start } = await startFleet();
    const store = JSON.parse('{}');
    Object.assign(store, { get: async () => answer, set: async () => {} });
    expect(await start({ store }).manager.getToken()).toBe('token-1');
  },
);

test('a value that was changed or moved does not open [shared-token-store/Moved or changed value does not open]', async () => {
  const { endpoint, clock, store, start } = await startFleet();
  await start().manager.getToken();
  await start({ scope: 'email' }).manager.getToken();
  await vi.waitFor(() => expect(store.asked.filter(each => each === 'release')).toHaveLength(2));
  const [first, second] = [...store.entries.keys()];
  const value = store.entries.get(second ?? '')?.value ?? '';
  // Long enough for its token to be taken if it opened.
  const ends = { endsAtMs: clock.monotonicMs() + 300_000 };
  const last = value.at(-5) === 'A' ? 'B' : 'A';
  for (const changed of [
    value,
    `${value.slice(0, -5)}${last}${value.slice(-4)}`,
    value.slice(0, -4),
  ]) {
    store.entries.set(first ?? '', { value: changed, ...ends });
    const { manager, events } = start();
    const asked = endpoint.requests.length;
    await manager.getToken();
    expect(endpoint.requests).toHaveLength(asked + 1);
    expect(events[0]).toMatchObject({ reason: 'unreadable' });
    await vi.waitFor(() => expect(store.entries.get(first ?? '')?.value).not.toBe(changed));
  }
});

test('neither key nor value of the store shows token, secret, client or endpoint [shared-token-store/Stored value is encrypted]', async () => {
  const { endpoint, store, start } = await startFleet();
  await start({ clientSecret: 'a-secret-of-some-length' }).manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));

  const kept = [...store.entries, ...store.marks].flatMap(([key, { value }]) => [key, value]);
  // A text within what is encoded is at any place of it: it is sought in the bytes too.
  const bytes = kept.map(text =>
    Buffer.from(text.replace(/^\w+:/, ''), 'base64url').toString('latin1'),
  );
  const everything = [...kept, ...bytes].join(' ');
  const { port } = new URL(endpoint.origin);
  for (const text of ['token-1', 'a-secret-of-some-length', `:${port}`, '"boost"']) {
    expect(everything).not.toContain(text);
    expect(everything).not.toContain(Buffer.from(text).toString('base64url').slice(0, -2));
  }
});
