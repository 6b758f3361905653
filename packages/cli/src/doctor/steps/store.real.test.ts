import { createServer } from 'node:net';
import { createTokenManager } from '@rhdh-boost/kagenti-client/config';
import { RedisServer, skipsRedis } from '@rhdh-boost/test-support/redis-server';
import { startIdentityProvider } from '@rhdh-boost/testkit';
import { AccessToken, createRedisTokenStore } from '@rhdh-boost/token-manager';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { stepContext } from '../../../test/doctor-context.fixture.ts';
import { portOf } from '../../../test/listening.fixture.ts';
import { silentLogger } from '../../silent-logger.ts';
import { runSteps, type StepReport } from '../run-steps.ts';
import { storeStep } from './store.ts';

const password = 'canary-9c1d77';
const encryptionSecret = 'canary-secret-of-all-replicas';

const valuesOf = (connection: unknown, boost: object = { encryptionSecret }) => ({
  backend: { cache: { store: 'redis', connection } },
  boost,
});

describe.skipIf(skipsRedis())('with a real Redis', () => {
  let redis: RedisServer;
  const client = () => `redis-cli -h 127.0.0.1 -p ${redis.port}`;
  /** What a command sends. */
  const wordsOf = (command: string) =>
    command
      .slice(client().length + 1)
      .replaceAll("'", '')
      .split(' ');
  const keycloaks: { stop(): Promise<void> }[] = [];
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(async () => {
    await redis?.kill();
    for (const keycloak of keycloaks) await keycloak.stop();
  });
  afterEach(async () => {
    await redis.send('ACL', 'SETUSER', 'boost', 'reset');
  });

  async function report(values: object, facts = {}): Promise<StepReport> {
    const before = await keysOf(redis);
    const [done] = await runSteps([storeStep], stepContext({ ...values }, { facts }));
    if (done === undefined) throw new Error('No report.');
    expect(JSON.stringify(done)).not.toContain('canary');
    expect(await keysOf(redis)).toEqual(before);
    return done;
  }

  /** The user boost, with what it may do. */
  async function urlOf(...rules: string[]): Promise<string> {
    await redis.send('ACL', 'SETUSER', 'boost', 'on', `>${password}`, ...rules);
    return `redis://boost:${password}@127.0.0.1:${redis.port}`;
  }

  test('a store that works', async () => {
    expect(await report(valuesOf(redis.url))).toMatchObject({
      status: 'ok',
      summary: `redis at 127.0.0.1:${redis.port}`,
      details: { isShared: true, hasLease: true },
    });
  });

  test('a user with exactly the documented permissions is enough', async () => {
    const url = await urlOf('+eval', '+get', '+set', '+pttl', '+del', '~boost-token*', '~boost:*');
    expect(await report(valuesOf(url))).toMatchObject({ status: 'ok' });
  });

  test('a server that is down may come back [doctor/Store that cannot be used]', async () => {
    expect(await report(valuesOf('redis://127.0.0.1:1'))).toMatchObject({
      status: 'failed',
      findings: [
        {
          code: 'store_unreachable',
          isTemporary: true,
          message: expect.stringMatching(/127\.0\.0\.1:1, from backend\.cache\.connection/),
        },
      ],
    });
  });

  test('a wrong password', async () => {
    await urlOf('+@all', '~*');
    const url = `redis://boost:canary-wrong@127.0.0.1:${redis.port}`;
    expect(await report(valuesOf(url))).toMatchObject({
      findings: [{ code: 'store_wrong_password', source: expect.any(String) }],
    });
  });

  test('TLS to a server without it', async () => {
    const url = `rediss://127.0.0.1:${redis.port}`;
    expect((await report(valuesOf(url))).findings).toMatchObject([
      {
        code: expect.stringMatching(/^store_(?:tls|unreachable)$/),
        remedy: expect.stringContaining('write redis:'),
      },
    ]);
  });

  test('a server that accepts connections and does not answer', async () => {
    const port = await portOf(createServer(socket => void socket.on('error', () => {})));
    expect(await report(valuesOf(`redis://127.0.0.1:${port}`))).toMatchObject({
      findings: [{ code: 'store_unreachable', message: expect.stringContaining('in time') }],
    });
  }, 20_000);

  test('a user who may not store, and the command that allows it [doctor/Missing permission of the cache]', async () => {
    const url = await urlOf('+get', '+acl|whoami', '~*');
    const { status, findings } = await report(valuesOf(url));
    expect(status).toBe('failed');
    expect(findings).toMatchObject([{ code: 'no_permission' }]);
    const [command = ''] = findings[0]?.commands ?? [];
    expect(command).toBe(`${client()} ACL SETUSER boost +set`);

    await redis.send(...wordsOf(command));
    expect((await report(valuesOf(url))).status).toBe('warning');
  });

  test('a user of other keys', async () => {
    const url = await urlOf('+@all', '~other*');
    const { findings } = await report(valuesOf(url));
    const commands = [
      `${client()} ACL SETUSER boost +get +set '~boost:*'`,
      `${client()} ACL SETUSER boost +get +set +pttl +del +eval '~boost-token*'`,
    ];
    expect(findings).toMatchObject([{ code: 'no_permission', commands }]);

    for (const command of commands) {
      await redis.send(...wordsOf(command));
    }
    expect((await report(valuesOf(url))).status).toBe('ok');
  });

  test('a user without EVAL has no leases', async () => {
    const url = await urlOf('+get', '+set', '+pttl', '+del', '+acl|whoami', '~*');
    const { status, findings } = await report(valuesOf(url));
    expect(status).toBe('warning');
    expect(findings).toMatchObject([
      {
        code: 'no_lease_permission',
        commands: [`${client()} ACL SETUSER boost +eval`],
      },
    ]);
  });

  test('without a secret nothing is shared', async () => {
    expect(await report(valuesOf(redis.url, {}))).toMatchObject({
      status: 'warning',
      findings: [{ code: 'no_encryption_secret' }],
    });
  });

  test('a server without memory', async () => {
    await using full = await RedisServer.start({ arguments: ['--maxmemory', '1'] });
    expect(await report(valuesOf(full.url))).toMatchObject({
      findings: [{ code: 'store_full' }],
    });
  });

  test('a read-only replica [doctor/Read-only replica of the cache]', async () => {
    await using replica = await RedisServer.start({
      arguments: ['--replicaof', '127.0.0.1', String(redis.port)],
    });
    // Before it has the data of its primary, it is starting.
    await expect
      .poll(async () => (await report(valuesOf(replica.url))).findings, { timeout: 10_000 })
      .toMatchObject([
        {
          code: 'store_read_only',
          remedy: expect.stringContaining(`the host and port 127.0.0.1:${redis.port} in`),
        },
      ]);
  });

  describe('with replicas that share a token', () => {
    const account = { clientId: 'boost', clientSecret: 'canary-client-secret' };
    let boost: { kagenti: { auth: object } };
    beforeAll(async () => {
      const keycloak = await startIdentityProvider({ clients: [account] });
      keycloaks.push(keycloak);
      boost = { kagenti: { auth: { ...account, tokenEndpoint: keycloak.tokenEndpoint } } };
    });
    afterEach(() => redis.send('FLUSHALL'));
    const facts = {
      token: new AccessToken({ value: 'x', expiresAt: new Date(), scope: undefined }),
    };

    /** A replica that gets a token and leaves its mark in Redis or, as Keyv writes it, in the cache of a plugin. */
    async function replica(secret: string, place: 'redis' | 'cache'): Promise<void> {
      const direct = createRedisTokenStore(async words => redis.send(...words));
      const cached = {
        get: async () => undefined,
        async set(key: string, value: string, ttlMs: number) {
          const name = `boost:${Buffer.from(key).toString('base64')}`;
          await redis.send('SET', name, JSON.stringify({ value }), 'PX', String(ttlMs));
        },
      };
      const manager = createTokenManager(
        { boost: { ...boost, encryptionSecret: secret } },
        { store: place === 'redis' ? direct : cached, logger: silentLogger },
      );
      await manager.getToken();
      await vi.waitUntil(async () => (await keysOf(redis)).length >= 2, { timeout: 20_000 });
      await manager.close();
    }

    test.each(['redis', 'cache'] as const)(
      'a replica with another secret is found in the %s [doctor/Replicas with different secrets]',
      async place => {
        await replica('canary-another-secret', place);
        expect(
          await report(valuesOf(redis.url, { ...boost, encryptionSecret }), facts),
        ).toMatchObject({ status: 'failed', findings: [{ code: 'other_encryption_secret' }] });
      },
    );

    test('replicas with the same secret', async () => {
      await replica(encryptionSecret, 'cache');
      expect(
        await report(valuesOf(redis.url, { ...boost, encryptionSecret }), facts),
      ).toMatchObject({ status: 'ok', details: { sameSecret: true } });
    });
  });
});

async function keysOf(redis: RedisServer): Promise<string[]> {
  return (await redis.content()).map(([key]) => key).toSorted();
}
