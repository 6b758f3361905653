import { createTokenManager } from '@rhdh-boost/kagenti-client/config';
import { freePort } from '@rhdh-boost/test-support/free-port';
import { startIdentityProvider } from '@rhdh-boost/testkit';
import { AccessToken } from '@rhdh-boost/token-manager';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stepContext } from '../../../test/doctor-context.fixture.ts';
import { emptyRedis, type RedisAnswer, startRedis } from '../../../test/scripted-redis.fixture.ts';
import { silentLogger } from '../../silent-logger.ts';
import { runSteps, type StepReport } from '../run-steps.ts';
import type { StepContext } from '../step.ts';
import { storeStep } from './store.ts';

const encryptionSecret = 'canary-secret-of-all-replicas';

async function report(
  cache: object,
  boost: object = { encryptionSecret },
  more: Partial<StepContext> = {},
): Promise<StepReport> {
  const [done] = await runSteps([storeStep], stepContext({ backend: { cache }, boost }, more));
  if (done === undefined) throw new Error('No report.');
  expect(JSON.stringify(done)).not.toContain('canary');
  return done;
}

const reportOf = (connection: string, ...more: [boost?: object, more?: Partial<StepContext>]) =>
  report({ store: 'redis', connection }, ...more);

/** Refuses these commands, and answers all others as an empty Redis. */
function refusing(message: string, commands: readonly string[]): RedisAnswer {
  return command => (commands.includes(command) ? new Error(message) : emptyRedis(command));
}

test('a store that works, on a server that does not know HELLO', async () => {
  const redis = await startRedis();
  expect(await reportOf(redis.url)).toMatchObject({
    status: 'ok',
    summary: `redis at ${redis.name}`,
    details: { store: 'redis', servers: [redis.name], isShared: true, hasLease: true },
  });
});

test('tries SET only over a key that exists', async () => {
  const redis = await startRedis();
  await reportOf(redis.url);
  const sets = redis.commands.filter(line => line.startsWith('SET '));
  expect(sets).toHaveLength(2);
  for (const line of sets) expect(line).toMatch(/^SET \S+ {2}XX PX 1000$/);
});

test.each([
  ['WRONGPASS invalid username-password pair', 'store_wrong_password', 'Correct user and password'],
  ['NOAUTH Authentication required.', 'store_wrong_password', 'Correct user and password'],
  ['NOPERM this user has no permissions', 'no_permission', 'Allow the user GET and SET'],
  ['ERR invalid password', 'store_refused', "Read the server's log."],
  ['MISCONF Redis is configured to save RDB snapshots', 'store_refused', 'its disk may be full'],
  ['WRONGTYPE Operation against a key', 'store_refused', "Read the server's log."],
])('a login that the server refuses: %s', async (message, code, remedy) => {
  const redis = await startRedis(refusing(message, ['AUTH']));
  const url = redis.url.replace('//', '//boost:canary@');
  const { status, findings } = await reportOf(url);
  expect(status).toBe('failed');
  expect(findings).toEqual([
    {
      severity: 'error',
      code,
      message: expect.stringContaining(`redis at ${redis.name}, from backend.cache.connection, `),
      remedy: expect.stringContaining(remedy),
      source: 'app-config.yaml#backend.cache.connection',
    },
  ]);
  // The rest of what the server says may quote a value.
  expect(findings[0]?.message).toMatch(new RegExp(`\\(${message.split(' ')[0]}\\)\\.$`));
});

test.each([
  ['OOM command not allowed', 'store_full', 'maxmemory-policy', undefined],
  ['READONLY You can not write', 'store_read_only', 'Connect to the primary server.', undefined],
  ['LOADING Redis is loading the dataset', 'store_starting', 'Wait until it has loaded', true],
  ['MASTERDOWN Link with MASTER is down', 'store_starting', 'wait for the failover', true],
  ['CLUSTERDOWN The cluster is down', 'store_starting', 'redis-cli CLUSTER INFO', true],
  ['canary-of-a-server without a code', 'store_refused', "Read the server's log.", undefined],
])('a command that the server refuses: %s', async (message, code, remedy, isTemporary) => {
  const redis = await startRedis(refusing(message, ['SET', 'INFO']));
  const { findings } = await reportOf(redis.url);
  expect(findings).toMatchObject([
    { severity: 'error', code, remedy: expect.stringContaining(remedy) },
  ]);
  expect(findings[0]?.isTemporary).toBe(isTemporary);
});

test.each([
  [
    'role:slave\r\nmaster_host:primary.example.com\r\nmaster_port:6380\r\n',
    'Connect to its primary server: write the host and port primary.example.com:6380 in',
  ],
  [
    'role:slave\r\nmaster_host:canary host\r\nmaster_port:6380\r\n',
    'Connect to the primary server.',
  ],
  ['role:slave\r\nmaster_host:primary.example.com\r\n', 'Connect to the primary server.'],
  [7, 'Connect to the primary server.'],
])('a replica that says of its primary server: %j', async (information, remedy) => {
  const refuse = refusing("READONLY You can't write against a read only replica.", ['SET']);
  const redis = await startRedis((command, ...words) =>
    command === 'INFO' && words[0] === 'replication' ? information : refuse(command),
  );
  const { findings } = await reportOf(redis.url);
  expect(findings).toMatchObject([
    { code: 'store_read_only', remedy: expect.stringContaining(remedy) },
  ]);
});

describe('a user without permissions', () => {
  const commandRefused = "NOPERM User boost has no permissions to run the 'x' command";
  const keyRefused = 'NOPERM No permissions to access a key';

  test.each([
    ['for SET', commandRefused, ['SET'], ['+set'], ['+set']],
    [
      'for any command',
      commandRefused,
      ['GET', 'SET'],
      ['+get', '+set', "'~boost:*'"],
      ['+get', '+set'],
    ],
    ['for the keys', keyRefused, ['SET'], ['+set', "'~boost:*'"], ['+set', "'~boost-token*'"]],
  ])('%s', async (_what, message, refused, ofCache, ofLease) => {
    const refuse = refusing(message, refused);
    const redis = await startRedis(command => (command === 'ACL' ? 'boost' : refuse(command)));
    const { status, findings } = await reportOf(redis.url);
    const [host, port] = redis.name.split(':');
    const command = `redis-cli -h ${host} -p ${port} ACL SETUSER boost`;
    expect(status).toBe('failed');
    expect(findings).toMatchObject([
      {
        code: 'no_permission',
        message: expect.stringContaining('The user boost of redis'),
        commands: [[command, ...ofCache].join(' '), [command, ...ofLease].join(' ')],
      },
    ]);
  });

  test('for leases alone has shared tokens', async () => {
    const refuse = refusing(commandRefused, ['EVAL', 'PTTL']);
    const redis = await startRedis(command => (command === 'ACL' ? 'boost' : refuse(command)));
    expect(await reportOf(redis.url)).toMatchObject({
      status: 'warning',
      findings: [
        {
          code: 'no_lease_permission',
          commands: [expect.stringMatching(/ ACL SETUSER boost \+pttl \+eval$/)],
        },
      ],
      details: { isShared: true, hasLease: false },
    });
  });

  test.each([
    [
      new Error("NOPERM User boost has no permissions to run the 'acl' command"),
      'of the connection',
      'USER',
    ],
    [null, 'default', 'default'],
  ])('whose name is not known: %s', async (answer, described, name) => {
    const refuse = refusing(commandRefused, ['SET']);
    const redis = await startRedis(command => (command === 'ACL' ? answer : refuse(command)));
    const [finding] = (await reportOf(redis.url)).findings;
    expect(finding?.message).toContain(`The user ${described} of redis`);
    expect(finding?.commands?.[0]).toContain(` ACL SETUSER ${name} +set`);
  });
});

test.each(['MOVED 3999 127.0.0.1:1', 'ASK 3999 127.0.0.1:1'])(
  'a node of a cluster that answers %s allows the command',
  async message => {
    const node = await startRedis(refusing(message, ['GET', 'SET', 'PTTL', 'DEL', 'EVAL']));
    const cluster = { rootNodes: [{ url: node.url }] };
    expect(
      await report({ store: 'redis', connection: node.url, redis: { cluster } }),
    ).toMatchObject({ status: 'ok', details: { hasLease: true } });
  },
);

test('a node that does not answer is a warning where another one does', async () => {
  const down = `127.0.0.1:${await freePort()}`;
  const node = await startRedis();
  const cluster = { rootNodes: [{ url: `redis://${down}` }, { url: node.url }] };
  const done = await report({ store: 'redis', connection: node.url, redis: { cluster } });
  expect(done).toMatchObject({
    status: 'warning',
    summary: `redis at ${down}, ${node.name}`,
    findings: [
      { severity: 'warning', code: 'store_unreachable', message: expect.stringContaining(down) },
    ],
  });
});

test('nothing listens', async () => {
  const name = `127.0.0.1:${await freePort()}`;
  expect(await reportOf(`redis://${name}`)).toMatchObject({
    status: 'failed',
    findings: [
      {
        code: 'store_unreachable',
        message: `redis at ${name}, from backend.cache.connection, refused the connection (ECONNREFUSED).`,
        isTemporary: true,
      },
    ],
  });
});

test('TLS to a server without it', async () => {
  const redis = await startRedis();
  const { findings } = await reportOf(redis.url.replace('redis:', 'rediss:'));
  expect(findings).toMatchObject([
    { code: 'store_tls', remedy: expect.stringContaining('write redis:') },
  ]);
});

test('a server that never answers does not hold up the end of the step', async () => {
  const redis = await startRedis(() => undefined);
  const stop = new AbortController();
  const done = storeStep.run(
    stepContext(
      { backend: { cache: { store: 'redis', connection: redis.url } } },
      { signal: stop.signal },
    ),
  );
  await expect.poll(() => redis.commands.some(line => line.startsWith('GET '))).toBe(true);
  stop.abort();
  expect(await done).toMatchObject({ findings: [{ severity: 'error' }] });
});

test('without a secret nothing is shared', async () => {
  const redis = await startRedis();
  expect(await reportOf(redis.url, {})).toMatchObject({
    status: 'warning',
    findings: [
      {
        severity: 'warning',
        code: 'no_encryption_secret',
        commands: ['openssl rand -base64 32'],
      },
    ],
    details: { isShared: false },
  });
});

describe.each(['memcache', 'infinispan'])('%s', store => {
  const settings = (host: string, port: number) =>
    store === 'memcache'
      ? { store, connection: `user:canary@${host}:${port}` }
      : { store, infinispan: { servers: [{ host, port }] } };

  test('that can be reached', async () => {
    const { name } = await startRedis();
    const port = Number(name.split(':')[1]);
    expect(await report(settings('127.0.0.1', port))).toMatchObject({
      status: 'ok',
      summary: `${store} at ${name}`,
      details: { store, servers: [name] },
    });
    expect((await report(settings('127.0.0.1', port), {})).findings).toMatchObject([
      { severity: 'warning', code: 'no_encryption_secret' },
    ]);
  });

  test.each([
    ['where nothing listens', '127.0.0.1', 'refused the connection (ECONNREFUSED)'],
    ['on a port that does not exist', '127.0.0.1', 'cannot be reached'],
  ])('%s', async (what, host, text) => {
    const port = what.endsWith('exist') ? 70_000 : await freePort();
    expect(await report(settings(host, port))).toMatchObject({
      status: 'failed',
      findings: [
        {
          code: 'store_unreachable',
          message: `${store} at ${host}:${port}, from backend.cache, ${text}.`,
          isTemporary: true,
          source: expect.stringMatching(/^app-config\.yaml#backend\.cache/),
        },
      ],
    });
  });
});

test.each<[string, object, object]>([
  ['in memory', { store: 'memory' }, { status: 'ok', details: { isShared: false } }],
  ['unknown', { store: 'reddis' }, { status: 'failed', findings: [{ code: 'invalid_cache' }] }],
])('a cache %s', async (_what, cache, expected) => {
  expect(await report(cache)).toMatchObject(expected);
});

test('without a cache the step does not apply', async () => {
  const [done] = await runSteps([storeStep], stepContext({ boost: {} }));
  expect(done).toMatchObject({ status: 'skipped' });
});

/** The key of a mark in the cache of a plugin, as Keyv writes it. */
const inCache = (name: string) => `boost:${Buffer.from(name).toString('base64')}`;

describe('with marks of replicas', () => {
  const account = { clientId: 'boost', clientSecret: 'canary-client-secret' };
  let keycloak: Awaited<ReturnType<typeof startIdentityProvider>>;
  let boost: object;
  let own: readonly [name: string, value: string];
  let other: readonly [name: string, value: string];
  beforeAll(async () => {
    keycloak = await startIdentityProvider({ clients: [account] });
    boost = {
      kagenti: { auth: { ...account, tokenEndpoint: keycloak.tokenEndpoint } },
      encryptionSecret,
    };
    own = await markOf(encryptionSecret);
    other = await markOf('canary-another-secret');
  });
  afterAll(() => keycloak.stop());

  /** What a replica with a secret leaves beside its token. */
  async function markOf(secret: string): Promise<readonly [name: string, value: string]> {
    const left: (readonly [name: string, value: string])[] = [];
    const store = {
      get: async () => undefined,
      async set(name: string, value: string) {
        if (name.startsWith('boost-token-key:')) left.push([name, value]);
      },
    };
    const values = { boost: { ...boost, encryptionSecret: secret } };
    const manager = createTokenManager(values, { logger: silentLogger, store });
    await manager.getToken();
    while (left[0] === undefined) await new Promise(next => setTimeout(next, 10));
    await manager.close();
    return left[0];
  }

  /** Examines a Redis that has these keys; a search returns one on each page. */
  async function reportWith(
    stored: Readonly<Record<string, string>>,
    scan: RedisAnswer = (_command, cursor, _match, pattern = '') => {
      const keys = Object.keys(stored).filter(key => key.endsWith(pattern.slice(1)));
      const next = Number(cursor) + 1;
      return [String(next < keys.length ? next : 0), keys.slice(next - 1, next)];
    },
  ): Promise<StepReport> {
    const redis = await startRedis((command, ...words) => {
      if (command === 'SCAN') return scan(command, ...words);
      return command === 'GET' ? (stored[words[0] ?? ''] ?? null) : emptyRedis(command);
    });
    const token = new AccessToken({ value: 'x', expiresAt: new Date(), scope: undefined });
    return reportOf(redis.url, boost, { facts: { token } });
  }

  const otherSecret = {
    status: 'failed',
    findings: [
      {
        severity: 'error',
        code: 'other_encryption_secret',
        source: 'app-config.yaml#boost.encryptionSecret',
      },
    ],
    details: { sameSecret: false },
  };

  test('another secret, stored without a cache', async () => {
    expect(await reportWith({ [other[0]]: other[1] })).toMatchObject(otherSecret);
  });

  test('another secret, in the cache of one of several plugins', async () => {
    const [name, value] = other;
    expect(
      await reportWith({
        [inCache(name)]: JSON.stringify({ value: own[1], expires: 1 }),
        [`portal-${inCache(name)}`]: JSON.stringify({ value, expires: 1 }),
      }),
    ).toMatchObject(otherSecret);
  });

  test('the same secret', async () => {
    const [name, value] = own;
    const stored = { [name]: value, [inCache(name)]: JSON.stringify({ value }) };
    expect(await reportWith(stored)).toMatchObject({
      status: 'ok',
      details: { sameSecret: true },
    });
  });

  test('a mark in the form of a later version cannot be compared', async () => {
    const done = await reportWith({ [other[0]]: 'key2:0123' });
    expect(done.status).toBe('ok');
    expect(done.details).not.toHaveProperty('sameSecret');
  });

  test.each<[string, unknown]>([
    ['refused', new Error("NOPERM User boost has no permissions to run the 'scan' command")],
    ['answered in another form', 'canary'],
  ])(
    'a search that is %s finds nothing, and what needs no search is compared',
    async (_what, answer) => {
      const [name, value] = other;
      const unseen = await reportWith({ [inCache(name)]: JSON.stringify({ value }) }, () => answer);
      expect(unseen.status).toBe('ok');
      expect(unseen.details).not.toHaveProperty('sameSecret');
      expect(await reportWith({ [name]: value }, () => answer)).toMatchObject(otherSecret);
    },
  );

  test('without a mark nothing is said', async () => {
    const done = await reportWith({});
    expect(done.status).toBe('ok');
    expect(done.details).not.toHaveProperty('sameSecret');
  });

  test('without a token of the account nothing is said', async () => {
    keycloak.faults.next({ kind: 'respond', status: 401, body: { error: 'invalid_client' } });
    const done = await reportWith({ [other[0]]: other[1] });
    keycloak.faults.clear();
    expect(done.status).toBe('ok');
    expect(done.details).not.toHaveProperty('sameSecret');
  });
});
