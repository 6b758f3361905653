// The operator's faults on the running portal, each compared with its row of docs/portal-faults.md.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startIdentityProvider, startKagentiBackend } from '@rhdh-boost/testkit';
import createKnex from 'knex';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  type Postgres,
  skipsPostgres,
  startPostgres,
} from '../../../packages/runtime-config/test/postgres.fixture.ts';
import { exampleFolder } from '../src/installed-example.ts';
import { skipsBackstage } from './fixtures/skips-backstage.fixture.ts';
import {
  portalAgents,
  type StartedPortal,
  startPortal,
} from './fixtures/started-portal.fixture.ts';

const agents = '/api/portal/agents';
const chat = `${agents}/team1/weather-agent/chat`;
const settings = '/api/boost-config/settings';
const hello = { method: 'POST', body: { message: 'Hello' } };
const production = join(exampleFolder, 'src', 'backend.ts');

/** The rows of the table by fault: what the page receives, and what the log says. */
const rows = new Map(
  readFileSync(join(exampleFolder, '../../docs/portal-faults.md'), 'utf8')
    .split('\n')
    .filter(line => /^\| [A-Z]/.test(line))
    .map(line => line.split(' | ').map(cell => cell.replace(/^\| | \|$/g, '')))
    .map(([fault = '', page = '', log = '']) => [fault, { page, log: log.slice(1, -1) }]),
);
const proven = new Set<string>();

type Sent = Parameters<StartedPortal['send']>;

/** Sends a request while a fault lasts, and compares answer and log with the row of the fault. */
async function expectFault(fault: string, portal: StartedPortal, ...sent: Sent): Promise<void> {
  const row = rowOf(fault);
  const from = portal.backend.output.length;
  const response = await portal.send(...sent);
  const { error }: { error?: { message: string } } = Object(await response.json());

  expect([response.status, error?.message].filter(Boolean).join(' ')).toBe(row.page);
  await expectLog(portal, row.log, row.page === '200' ? 0 : from);
}

function rowOf(fault: string): { page: string; log: string } {
  const row = rows.get(fault);
  if (row === undefined) throw new Error(`The table has no row "${fault}".`);
  proven.add(fault);
  return row;
}

async function expectLog(
  portal: Pick<StartedPortal, 'backend'>,
  text: string,
  from: number,
): Promise<void> {
  const pattern = text.split('…').map(RegExp.escape).join('.*');
  await expect
    .poll(() => messagesOf(portal.backend.output.slice(from)), { timeout: 30_000 })
    .toContainEqual(expect.stringMatching(new RegExp(pattern)));
}

/** The messages of the log, without those that are for auditors. */
function messagesOf(output: string): string[] {
  return output.split('\n').flatMap(line => {
    if (!line.startsWith('{')) return [];
    const { message, isAuditEvent } = JSON.parse(line);
    return isAuditEvent === true ? [] : [String(message)];
  });
}

/** Waits until a request succeeds, without a restart. */
const expectRecovery = (portal: StartedPortal, ...sent: Sent) =>
  expect
    .poll(async () => (await portal.send(...sent)).status, { timeout: 20_000, interval: 250 })
    .toBe(200);

describe.skipIf([await skipsBackstage(), skipsPostgres()].includes(true))('on a portal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portal-faults-'));
  const secretFile = join(folder, 'secret.txt');
  const account = {
    clientId: 'boost',
    clientSecret: 'of this test',
    accessTokenLifetimeSeconds: 2,
  };
  const resources = new AsyncDisposableStack();
  /** On PostgreSQL, with the secret in a file; and beside it. */
  let portal: StartedPortal;
  let postgres: Postgres;
  let weak: StartedPortal;
  let open: StartedPortal;
  let withoutPermissionBackend: StartedPortal;
  let misspelled: StartedPortal;
  /** Of the first portal. */
  let sessionId = '';

  beforeAll(async () => {
    resources.defer(() => rmSync(folder, { recursive: true }));
    postgres = resources.adopt(await startPostgres(), server => server.stop());
    const database = (await postgres.open()).settings;
    writeFileSync(secretFile, 'a wrong secret');
    const start = async (options: Parameters<typeof startPortal>[0]) =>
      resources.use(await startPortal(options));
    [portal, weak, open, withoutPermissionBackend, misspelled] = await Promise.all([
      start({
        servers: { kagenti: { ...portalAgents, tokenCheck: 'introspection' } },
        appConfig: { boost: { kagenti: { auth: { clientSecret: { $file: secretFile } } } } },
        environment: {
          POSTGRES_HOST: database.host,
          POSTGRES_PORT: String(database.port),
          POSTGRES_USER: database.user,
          POSTGRES_PASSWORD: 'not checked',
        },
      }),
      start({
        servers: {
          identityProvider: { clients: [{ ...account, roles: ['rossoctl-viewer'] }] },
          kagenti: portalAgents,
        },
      }),
      start({
        program: production,
        appConfig: {
          backend: { database: { client: 'better-sqlite3', connection: { directory: folder } } },
          permission: { enabled: false },
          boost: { providers: { kagenti: { namespace: 'team1' } } },
        },
      }),
      start({
        program: join(import.meta.dirname, 'fixtures/portal-without-permission-backend.fixture.ts'),
      }),
      start({
        program: production,
        becomesReady: false,
        appConfig: {
          boost: { kagenti: { auth: { clientSecret: null, clientSecrets: 'a value' } } },
        },
      }),
    ]);
  });
  afterAll(() => resources.disposeAsync());

  test('Fault: wrong secret [portal/Fault leads to its cause]', async () => {
    await expectFault('Wrong secret', portal, 'jane', agents);
    writeFileSync(secretFile, portal.servers.account.clientSecret);
    await expectRecovery(portal, 'jane', agents);
  });

  test('Fault: secret rotated', async () => {
    const secret = await portal.servers.identityProvider.rotateSecret('boost');
    await portal.servers.identityProvider.revokeTokens('boost');
    await expectFault('Secret was rotated', portal, 'jane', agents);
    writeFileSync(secretFile, secret);
    await expectRecovery(portal, 'jane', agents);
  });

  test('Fault: namespace not listed', async () => {
    await expectFault('Namespace is not listed', portal, 'bob', `${agents}/team9/x/chat`, hello);
  });

  test('Fault: database locked, PostgreSQL', async () => {
    const database = 'backstage_plugin_boost-config';
    const { connection } = (await postgres.openEmpty()).connection;
    const knex = createKnex({ client: 'pg', connection: { ...Object(connection), database } });
    const lock = await knex.transaction();
    await lock.raw('lock table boost_config_overrides in access exclusive mode');

    await expectFault('PostgreSQL table is locked', portal, 'ada', settings);

    await lock.rollback();
    await knex.destroy();
    await expectRecovery(portal, 'ada', settings);
  });

  test('Fault: session key changed', async () => {
    const reply = await portal.send('jane', chat, hello);
    sessionId = /"sessionId":"([^"]+)"/.exec(await reply.text())?.[1] ?? '';
    expect(sessionId).not.toBe('');

    // Another portal with another key, as after a restart.
    const continued = { method: 'POST', body: { message: 'Hello', sessionId } };
    await expectFault('Session key was changed', weak, 'jane', chat, continued);
  });

  test('Fault: Kagenti down', async () => {
    const { kagenti, identityProvider } = portal.servers;
    await kagenti.stop();
    await expectFault('Kagenti is down', portal, 'jane', agents);
    const port = Number(new URL(kagenti.baseUrl).port);
    const again = await startKagentiBackend({ ...portalAgents, identityProvider, port });
    onTestFinished(() => again.stop());
    await expectRecovery(portal, 'jane', agents);
  });

  test('Fault: wrong role, and Keycloak down', async () => {
    await expectFault('Wrong role of the account', weak, 'jane', chat, hello);

    const { identityProvider } = weak.servers;
    await identityProvider.stop();
    await new Promise(resolve => setTimeout(resolve, 2000)); // the token expires
    await expectFault('Keycloak is down', weak, 'jane', agents);

    const port = Number(new URL(identityProvider.issuer).port);
    const roles = ['rossoctl-operator'];
    const again = await startIdentityProvider({ port, clients: [{ ...account, roles }] });
    onTestFinished(() => again.stop());
    await expectRecovery(weak, 'jane', agents);
    expect((await weak.send('jane', chat, hello)).status).toBe(200);
  });

  test('Fault: permissions switched off', async () => {
    await expectFault('Permissions are switched off', open, 'carl', agents);
  });

  test('Fault: typo in an optional key', async () => {
    await expectFault('Optional key is misspelled', open, 'carl', agents);
  });

  test('Fault: database locked, SQLite', async () => {
    const Database = createRequire(production)('better-sqlite3');
    const lock = new Database(join(folder, 'boost-config.sqlite'), { fileMustExist: true });
    lock.exec('begin exclusive');
    await expectFault('SQLite database is locked', open, 'ada', settings);
    lock.exec('rollback');
    lock.close();
    await expectRecovery(open, 'ada', settings);
  });

  test('Fault: permission backend missing', async () => {
    const other = withoutPermissionBackend;
    await expectFault('Permission backend is missing', other, 'jane', agents);
    await expectFault('Permission backend is missing, for settings', other, 'ada', settings);
  });

  test('Fault: typo in a required key', async () => {
    await expectLog(misspelled, rowOf('Required key is misspelled').log, 0);
    expect((await fetch(`${misspelled.url}/.backstage/health/v1/readiness`)).status).toBe(503);
  });

  test('Fault: each row of the table is proven, and no log contains a secret', () => {
    expect([...rows.keys()].filter(fault => !proven.has(fault))).toEqual([]);
    for (const { backend, servers } of [portal, weak, open, withoutPermissionBackend, misspelled]) {
      const { encryptionSecret } = servers.appConfig.boost;
      expect(backend.output).not.toContain(servers.account.clientSecret);
      expect(backend.output).not.toContain(encryptionSecret);
    }
  });
});
