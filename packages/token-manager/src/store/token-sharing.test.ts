import { setImmediate } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { canarySecret, leaksIn } from '../../test/fixtures/canaries.fixture.ts';
import { withoutLease } from '../../test/fixtures/memory-token-store.fixture.ts';
import { encryptionKey, startFleet } from '../../test/fixtures/replicas.fixture.ts';
import { json } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, type TestManagerOptions } from '../../test/fixtures/test-manager.fixture.ts';

test('a second replica takes the token of the first, with its end and scope [shared-token-store/Token of another replica is taken]', async () => {
  const { endpoint, clock, store, start } = await startFleet();
  // More than was requested, so that what the second replica returns can only be from the store.
  const body = { access_token: 'token-1', token_type: 'Bearer', expires_in: 300 };
  endpoint.answer = json({ ...body, scope: 'email profile' });
  const [first, second] = [start({ scope: 'email' }), start({ scope: 'email' })];
  const issued = await first.manager.getAccessToken();
  await vi.waitFor(() => expect(store.asked).toContain('set'));
  clock.pass({ seconds: 100 });

  const shared = await second.manager.getAccessToken();

  expect(shared.value).toBe('token-1');
  expect(shared).toMatchObject({ expiresAt: issued.expiresAt, scope: 'email profile' });
  expect(second.manager.health()).toMatchObject({ state: 'fresh', secondsLeft: 200 });
  expect(second.events).toMatchObject([{ type: 'shared', requests: 0, lifetimeSeconds: 300 }]);
  expect(endpoint.requests).toHaveLength(1);
});

test('a fresh token is given without asking the store [shared-token-store/Token of another replica is taken]', async () => {
  const { store, start } = await startFleet();
  const { manager } = start();
  await manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  store.forgetAsked();

  await Promise.all([manager.getToken(), manager.getToken({ minValidSeconds: 300 })]);

  expect(store.asked).toEqual([]);
});

test('a replica renews early with the token that another one renewed to [shared-token-store/Token of another replica is taken]', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  const { endpoint, clock, store, start } = await startFleet();
  const [first, second] = [start(), start()];
  await first.manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  await second.manager.getToken();
  clock.pass({ seconds: 217 });
  await first.manager.getToken();
  await vi.waitFor(() => expect(first.events).toHaveLength(2));
  await vi.waitFor(() => expect(store.asked.filter(each => each === 'release')).toHaveLength(2));

  expect(await second.manager.getToken()).toBe('token-1');
  await vi.waitFor(async () => expect(await second.manager.getToken()).toBe('token-2'));

  expect(endpoint.requests).toHaveLength(2);
  vi.restoreAllMocks();
});

test.each([
  ['the token in hand', 241],
  ['a token inside the buffer', 290],
  ['an expired token', 301],
])(
  '%s is left in the store [shared-token-store/Unusable token is left in the store]',
  async (_what, seconds) => {
    const { endpoint, clock, store, start } = await startFleet();
    const [first, second] = [start(), start()];
    await first.manager.getToken();
    await vi.waitFor(() => expect(store.asked).toContain('release'));
    clock.pass({ seconds });

    const replica = seconds === 241 ? first : second;
    expect(await replica.manager.getToken()).toBe('token-2');
    expect(endpoint.requests).toHaveLength(2);
  },
);

test('a token that was refused is not taken back from the store [shared-token-store/Unusable token is left in the store]', async () => {
  const { endpoint, store, start } = await startFleet();
  const { manager } = start();
  const refused = await manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));

  manager.invalidate(refused);

  expect(await manager.getToken()).toBe('token-2');
  expect(endpoint.requests).toHaveLength(2);
});

test('replicas that report one revoked token get one new one [shared-token-store/Revoked token renewed once by the fleet]', async () => {
  const { endpoint, clock, store, start } = await startFleet();
  const replicas = Array.from({ length: 5 }, () => start());
  await replicas[0]?.manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  await Promise.all(replicas.map(({ manager }) => manager.getToken()));
  expect(endpoint.requests).toHaveLength(1);

  for (const { manager } of replicas) expect(manager.invalidate('token-1')).toBe(true);
  const renewed = await clock.settle(
    Promise.all(replicas.map(({ manager }) => manager.getToken())),
  );

  expect(endpoint.requests).toHaveLength(2);
  expect(new Set(renewed)).toEqual(new Set(['token-2']));
});

test('without leases what was fetched is shared all the same', async () => {
  const { endpoint, store, start } = await startFleet();
  const [first, second] = [
    start({ store: withoutLease(store) }),
    start({ store: withoutLease(store) }),
  ];
  await first.manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('set'));
  await setImmediate();

  expect(await second.manager.getToken()).toBe('token-1');
  expect(endpoint.requests).toHaveLength(1);
});

test.each<[string, TestManagerOptions & { readonly query?: string }]>([
  ['endpoint', { query: '?tenant=other' }],
  ['client', { clientId: 'other' }],
  ['scope', { scope: 'email' }],
  ['audience', { audience: 'other' }],
  ['resource', { resource: 'https://api.example.com' }],
  ['encryption key', { encryptionKey: `${encryptionKey} of another fleet` }],
])(
  'another %s has an entry of its own [shared-token-store/Other account or other key, other entry]',
  async (_what, { query = '', ...options }) => {
    const { endpoint, store, start } = await startFleet();
    await start().manager.getToken();
    const tokenEndpoint = `${endpoint.tokenEndpoint}${query}`;
    await start({ tokenEndpoint, ...options }).manager.getToken();
    await vi.waitFor(() => expect(store.asked.filter(each => each === 'release')).toHaveLength(2));

    expect(endpoint.requests).toHaveLength(2);
    expect([...store.entries.keys()].filter(key => !key.endsWith(':lease'))).toHaveLength(2);
  },
);

test.each([
  ['none', undefined],
  ['a short text', 'too short'],
  ['few bytes', new Uint8Array(15)],
])(
  'a store with %s as encryption key is refused [shared-token-store/Encryption key is required]',
  async (_what, key) => {
    const { start } = await startFleet();
    const error = await failureOf(() => start({ encryptionKey: key }));
    expect(error).toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringContaining('encryptionKey'),
      hint: expect.stringContaining('openssl rand'),
    });
  },
);

test('a shared token that would not last as long as a caller needs is left, where a new one would [shared-token-store/Unusable token is left in the store]', async () => {
  const { endpoint, clock, store, start } = await startFleet();
  await start().manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  clock.pass({ seconds: 100 });

  expect(await start().manager.getToken({ minValidSeconds: 250 })).toBe('token-2');
  expect(await start().manager.getToken({ minValidSeconds: 250 })).toBe('token-2');
  expect(endpoint.requests).toHaveLength(2);
});

test('after clearCache the token of the store is not taken back [shared-token-store/Unusable token is left in the store]', async () => {
  const { endpoint, clock, store, start } = await startFleet();
  const { manager } = start();
  await manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  clock.pass({ seconds: 1 });

  manager.clearCache();

  expect(await manager.getToken()).toBe('token-2');
  expect(endpoint.requests).toHaveLength(2);
});

test('a scope in which a server echoes the secret is shared without it [shared-token-store/Stored value is encrypted]', async () => {
  const { endpoint, store, start } = await startFleet();
  const body = { access_token: 'token-1', token_type: 'Bearer', expires_in: 300 };
  endpoint.answer = json({ ...body, scope: `email ${canarySecret}` });
  await start({ clientSecret: canarySecret }).manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));

  const token = await start({ clientSecret: canarySecret }).manager.getAccessToken();
  expect(token.scope).toBe('email [redacted]');
  expect(leaksIn(token)).toEqual([]);
});

test.each([
  ['no number', Number.NaN],
  ['text', 'soon'],
  ['text that is a number', '0'],
  ['null', null],
  ['an object', {}],
  ['less than nothing', -5],
])(
  'a store whose time is %s makes no token live for ever [shared-token-store/Clocks of replicas differ]',
  async (_what, ttlMs) => {
    const { endpoint, clock, store, start } = await startFleet();
    await start().manager.getToken();
    await vi.waitFor(() => expect(store.asked).toContain('release'));
    const odd = JSON.parse('{}');
    Object.assign(odd, {
      get: async (key: string) => ({ value: (await store.get(key))?.value, ttlMs }),
      set: async () => {},
    });
    const { manager } = start({ store: odd });
    expect(await manager.getToken()).toBe('token-1');
    clock.pass({ seconds: 301 });
    expect(await manager.getToken()).toBe('token-2');
    expect(endpoint.requests).toHaveLength(2);
  },
);

test('a store whose answer throws when it is looked at costs the sharing alone [shared-token-store/Moved or changed value does not open]', async () => {
  const { start } = await startFleet();
  const hostile = Object.defineProperty({}, 'value', {
    get() {
      throw new Error('looked at');
    },
  });
  const store = JSON.parse('{}');
  Object.assign(store, { get: async () => hostile, set: async () => {} });
  expect(await start({ store }).manager.getToken()).toBe('token-1');
});
