import { once } from 'node:events';
import { get } from 'node:http';
import { networkInterfaces } from 'node:os';
import { skipsPostgres } from '@rhdh-boost/test-support/postgres-server';
import { RedisServer, skipsRedis } from '@rhdh-boost/test-support/redis-server';
import { startKagentiBackend } from '@rhdh-boost/testkit';
import { findKeycloak, skipsRealSuite, startKeycloak } from '@rhdh-boost/testkit/keycloak';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startPostgres } from '../../../packages/runtime-config/test/postgres.fixture.ts';
import { queryDatabase } from '../../../packages/runtime-config/test/postgres-query.fixture.ts';
import { skipsBackstage } from './fixtures/skips-backstage.fixture.ts';
import { auditedBy } from './fixtures/started-backend.fixture.ts';
import {
  portalAgents,
  type StartedPortal,
  startPortal,
} from './fixtures/started-portal.fixture.ts';

const keycloak = await findKeycloak();
const distribution = keycloak.available ? { keycloak } : {};
const lacksServers = [skipsPostgres(), skipsRedis(), skipsRealSuite(keycloak)].includes(true);
const agents = '/api/portal/agents';
const weather = `${agents}/team1/weather-agent`;
const travel = `${agents}/team2/travel-agent`;
const settings = '/api/boost-config/settings';
const hello = { method: 'POST', body: { message: 'Hello' } };

describe.skipIf(await skipsBackstage())('a portal', () => {
  let portal: StartedPortal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal?.[Symbol.asyncDispose]());

  const statusOf = async (...sent: Parameters<StartedPortal['send']>): Promise<number> =>
    (await portal.send(...sent)).status;
  const bodyOf = async (...sent: Parameters<StartedPortal['send']>): Promise<unknown> =>
    (await portal.send(...sent)).json();

  const textOf = async (...sent: Parameters<StartedPortal['send']>): Promise<string> =>
    (await portal.send(...sent)).text();

  test('Portal: serves its page without a sign-in, under a policy that allows no inline script', async () => {
    const page = await fetch(portal.url);

    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<script type="module" src="main.js">');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect((await fetch(`${portal.url}/main.js`)).status).toBe(200);
  });

  test('Portal: lists who may sign in, and Backstage issues their tokens', async () => {
    const listed = await (await fetch(`${portal.url}/api/portal/people`)).json();
    const headers = { 'x-portal-person': 'jane' };
    const signedIn = await fetch(`${portal.url}/api/auth/people/refresh`, { headers });
    const unknown = await fetch(`${portal.url}/api/auth/people/refresh`);

    expect(listed).toMatchObject(['jane', 'bob', 'ada', 'carl'].map(name => ({ name })));
    expect(await signedIn.json()).toMatchObject({
      backstageIdentity: { identity: { userEntityRef: 'user:default/jane' } },
    });
    expect(unknown.status).toBe(401);
    expect((await fetch(`${portal.url}${agents}`)).status).toBe(401);
  });

  test('Portal: nobody signs in from another machine, or through a foreign name', async () => {
    await using open = await startPortal({
      appConfig: { backend: { listen: { host: '0.0.0.0' } } },
    });
    const { port } = new URL(open.url);
    const statusAt = (hostname: string, host: string) => {
      const headers = { host: `${host}:${port}`, 'x-portal-person': 'ada' };
      const sent = get({ hostname, port, path: '/api/auth/people/refresh', headers });
      return once(sent, 'response').then(([{ statusCode }]) => statusCode);
    };

    expect(await statusAt('127.0.0.1', 'localhost')).toBe(200);
    expect(await statusAt('127.0.0.1', 'site.example')).toBe(403);
    const others = Object.values(networkInterfaces()).flatMap(addresses => addresses ?? []);
    for (const { address } of others.filter(
      ({ internal, family }) => !internal && family === 'IPv4',
    )) {
      expect(await statusAt(address, 'localhost')).toBe(403);
    }
  });

  test('Portal: the policy decides who sees, chats with and deletes an agent [portal/Policy decides by group and owner]', async () => {
    expect(await bodyOf('jane', agents)).toMatchObject({
      items: [{ name: 'weather-agent' }],
      failed: [],
    });
    expect(await bodyOf('bob', agents)).toMatchObject({
      items: [{ name: 'weather-agent' }, { name: 'travel-agent' }],
    });
    expect(await statusOf('carl', agents)).toBe(403);

    const long = { method: 'POST', body: { message: 'x'.repeat(500_000) } };
    expect(await statusOf('jane', `${weather}/chat`, long)).toBe(200);
    expect(await statusOf('jane', `${weather}/chat`, hello)).toBe(200);
    expect(await statusOf('jane', `${travel}/chat`, hello)).toBe(403);
    expect(await statusOf('carl', `${weather}/chat`, hello)).toBe(403);

    expect(await statusOf('jane', weather, { method: 'DELETE' })).toBe(403);
    expect(await statusOf('bob', weather, { method: 'DELETE' })).toBe(403);
    expect(await statusOf('bob', travel, { method: 'DELETE' })).toBe(200);
    const deleted = portal.servers.kagenti.requests.filter(
      ({ operation }) => operation === 'agents.delete',
    );
    expect(deleted).toMatchObject([{ user: 'user:default/bob', status: 200 }]);
  });

  test('Portal: the audit log names who was refused', async () => {
    await portal.send('carl', `${weather}/chat`, hello);

    await expect
      .poll(() => auditedBy(portal.backend, 'portal'))
      .toContainEqual(
        expect.objectContaining({
          eventId: 'kagenti-chat-stream',
          status: 'failed',
          actor: expect.objectContaining({ actorId: 'user:default/carl' }),
          meta: expect.objectContaining({ outcome: 'denied', errorType: 'permission' }),
        }),
      );
  });

  test('Portal: a setting that an administrator changes applies to the next conversation [portal/Changed setting takes effect]', async () => {
    const change = { changes: [{ key: 'boost.systemPrompt', value: 'Be brief.' }] };
    const request = { method: 'PATCH', body: change };

    expect(await statusOf('jane', settings, request)).toBe(403);
    expect(await textOf('jane', `${weather}/chat`, hello)).not.toContain('Be brief.');
    expect(await statusOf('ada', settings, request)).toBe(200);

    // The agent of the test kit repeats what it is sent.
    expect(await textOf('jane', `${weather}/chat`, hello)).toContain('Be brief.');
    expect(await bodyOf('ada', `/api/boost-config/history?key=boost.systemPrompt`)).toMatchObject({
      items: [{ actor: 'user:default/ada' }],
    });
  });

  test('Portal: reports the health of Kagenti without a sign-in', async () => {
    const health = await fetch(`${portal.url}/api/portal/health`);

    expect(health.status).toBe(200);
    expect(await health.json()).toMatchObject({ status: 'ok', kagenti: { status: 'ok' } });
  });

  test.skipIf(lacksServers)(
    'Portal: uses the Keycloak of --config, and PostgreSQL and Redis of the environment [portal/Servers of the environment are used]',
    async () => {
      const postgres = await startPostgres();
      await using redis = await RedisServer.start();
      onTestFinished(() => postgres.stop());
      const { settings: database } = await postgres.open();
      const account = { clientId: 'boost', clientSecret: 'of this test' };
      const clients = [{ ...account, roles: ['rossoctl-operator'] }];
      await using identityProvider = await startKeycloak({ clients, ...distribution });
      await using kagenti = await startKagentiBackend({ ...portalAgents, identityProvider });
      const { tokenEndpoint } = identityProvider;
      await using other = await startPortal({
        appConfig: {
          boost: {
            kagenti: { auth: { ...account, tokenEndpoint } },
            providers: { kagenti: { baseUrl: kagenti.baseUrl } },
          },
        },
        environment: {
          POSTGRES_HOST: database.host,
          POSTGRES_PORT: String(database.port),
          POSTGRES_USER: database.user,
          POSTGRES_PASSWORD: 'not checked',
          REDIS_URL: redis.url,
        },
      });

      expect((await other.send('jane', agents)).status).toBe(200);
      expect(kagenti.requests).toContainEqual(
        expect.objectContaining({ account: 'boost', user: 'user:default/jane', status: 200 }),
      );
      expect((await other.send('ada', settings)).status).toBe(200);

      const made = await queryDatabase(
        { client: 'pg', connection: database },
        'backstage_plugin_boost-config',
        'select * from boost_config_overrides',
      );
      expect(made).toEqual([]);
      await expect.poll(() => redis.content()).not.toHaveLength(0);
    },
    240_000, // a Keycloak starts in half a minute, and much later on a busy machine
  );
});
