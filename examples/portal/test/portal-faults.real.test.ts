// The operator's faults on the running portal, each compared with its row of docs/portal-faults.md.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { skipsPostgres } from '@rhdh-boost/test-support/postgres-server';
import { startIdentityProvider, startKagentiBackend } from '@rhdh-boost/testkit';
import createKnex from 'knex';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  type Postgres,
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

/** What the page receives, and what the log says. */
interface Row {
  readonly page: string;
  readonly log: string;
}

/** The rows of the table, by fault. */
const rows = new Map<string, Row>(
  readFileSync(join(exampleFolder, '../../docs/portal-faults.md'), 'utf8')
    .split('\n')
    .filter(line => /^\| [A-Z]/.test(line))
    .map(line => line.split(' | ').map(cell => cell.replace(/^\| | \|$/g, '')))
    .map(([fault = '', page = '', log = '']) => [fault, { page, log: log.slice(1, -1) }]),
);
const proven = new Set<string>();
/** The bodies that people received. */
const answers: string[] = [];

type Sent = Parameters<StartedPortal['send']>;

/** What a person and an operator see while a fault lasts, as the row of the fault has it. */
async function during(fault: string, portal: StartedPortal, ...sent: Sent): Promise<Row> {
  const from = portal.backend.output.length;
  const response = await portal.send(...sent);
  const answer = await response.text();
  answers.push(answer);
  const { error }: { error?: { message: string } } = Object(JSON.parse(answer));
  const page = [response.status, error?.message].filter(Boolean).join(' ');
  // Without a failure the log has it since the start.
  return { page, log: await logged(fault, portal, page === '200' ? 0 : from) };
}

/** The row's text once a message of the log matches it. */
function logged(fault: string, { backend }: StartedPortal, from = 0): Promise<string> {
  const { log } = rowOf(fault);
  const find = (): string => {
    const messages = messagesOf(backend.output.slice(from));
    if (!messages.some(message => containsInOrder(message, log.split('…'))))
      throw new Error(messages.join('\n'));
    return log;
  };
  return vi.waitFor(find, { timeout: 30_000 });
}

/** Whether a text contains all parts, one after another. */
function containsInOrder(text: string, parts: readonly string[]): boolean {
  let from = 0;
  return parts.every(part => {
    const at = text.indexOf(part, from);
    from = at + part.length;
    return at >= 0;
  });
}

function rowOf(fault: string): Row {
  const row = rows.get(fault);
  if (row === undefined) throw new Error(`The table has no row "${fault}".`);
  proven.add(fault);
  return row;
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
  /** All that were valid, or were tried. */
  const secrets = new Set(['a wrong secret', 'of this test']);
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
    expect(await during('Wrong secret', portal, 'jane', agents)).toEqual(rowOf('Wrong secret'));
    writeFileSync(secretFile, portal.servers.account.clientSecret);
    await expectRecovery(portal, 'jane', agents);
  });

  test('Fault: secret rotated', async () => {
    secrets.add(portal.servers.account.clientSecret);
    const secret = await portal.servers.identityProvider.rotateSecret('boost');
    await portal.servers.identityProvider.revokeTokens('boost');
    expect(await during('Secret was rotated', portal, 'jane', agents)).toEqual(
      rowOf('Secret was rotated'),
    );
    writeFileSync(secretFile, secret);
    await expectRecovery(portal, 'jane', agents);
  });

  test('Fault: namespace not listed', async () => {
    expect(
      await during('Namespace is not listed', portal, 'bob', `${agents}/team9/x/chat`, hello),
    ).toEqual(rowOf('Namespace is not listed'));
  });

  test('Fault: agent does not exist', async () => {
    expect(
      await during('Agent does not exist', portal, 'bob', `${agents}/team1/deleted/chat`, hello),
    ).toEqual(rowOf('Agent does not exist'));
  });

  test('Fault: permission missing', async () => {
    expect(await during('Permission is missing', portal, 'carl', agents)).toEqual(
      rowOf('Permission is missing'),
    );
  });

  test('Fault: database locked, PostgreSQL', async () => {
    const database = 'backstage_plugin_boost-config';
    const config = (await postgres.openEmpty()).connection;
    const connection = { ...Object(config.connection), database };
    const knex = createKnex({ ...config, connection });
    const lock = await knex.transaction();
    await lock.raw('lock table boost_config_overrides in access exclusive mode');

    expect(await during('PostgreSQL table is locked', portal, 'ada', settings)).toEqual(
      rowOf('PostgreSQL table is locked'),
    );

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
    expect(await during('Session key was changed', weak, 'jane', chat, continued)).toEqual(
      rowOf('Session key was changed'),
    );
  });

  test('Fault: Kagenti down', async () => {
    const { kagenti, identityProvider } = portal.servers;
    await kagenti.stop();
    expect(await during('Kagenti is down', portal, 'jane', agents)).toEqual(
      rowOf('Kagenti is down'),
    );
    const port = Number(new URL(kagenti.baseUrl).port);
    const again = await startKagentiBackend({ ...portalAgents, identityProvider, port });
    onTestFinished(() => again.stop());
    await expectRecovery(portal, 'jane', agents);
  });

  test('Fault: wrong role, and Keycloak down', async () => {
    expect(await during('Wrong role of the account', weak, 'jane', chat, hello)).toEqual(
      rowOf('Wrong role of the account'),
    );

    const { identityProvider } = weak.servers;
    await identityProvider.stop();
    await new Promise(resolve => setTimeout(resolve, 2000)); // the token expires
    expect(await during('Keycloak is down', weak, 'jane', agents)).toEqual(
      rowOf('Keycloak is down'),
    );

    const port = Number(new URL(identityProvider.issuer).port);
    const roles = ['rossoctl-operator'];
    const again = await startIdentityProvider({ port, clients: [{ ...account, roles }] });
    onTestFinished(() => again.stop());
    await expectRecovery(weak, 'jane', agents);
    expect((await weak.send('jane', chat, hello)).status).toBe(200);
  });

  test('Fault: permissions switched off', async () => {
    expect(await during('Permissions are switched off', open, 'carl', agents)).toEqual(
      rowOf('Permissions are switched off'),
    );
  });

  test('Fault: typo in an optional key', async () => {
    expect(await during('Optional key is misspelled', open, 'carl', agents)).toEqual(
      rowOf('Optional key is misspelled'),
    );
  });

  test('Fault: database locked, SQLite', async () => {
    const Database = createRequire(production)('better-sqlite3');
    const lock = new Database(join(folder, 'boost-config.sqlite'), { fileMustExist: true });
    lock.exec('begin exclusive');
    expect(await during('SQLite database is locked', open, 'ada', settings)).toEqual(
      rowOf('SQLite database is locked'),
    );
    lock.exec('rollback');
    lock.close();
    await expectRecovery(open, 'ada', settings);
  });

  test('Fault: permission backend missing', async () => {
    const other = withoutPermissionBackend;
    expect(await during('Permission backend is missing', other, 'jane', agents)).toEqual(
      rowOf('Permission backend is missing'),
    );
    expect(
      await during('Permission backend is missing, for settings', other, 'ada', settings),
    ).toEqual(rowOf('Permission backend is missing, for settings'));
  });

  test('Fault: typo in a required key', async () => {
    await logged('Required key is misspelled', misspelled);
    expect((await fetch(`${misspelled.url}/.backstage/health/v1/readiness`)).status).toBe(503);
  });

  test('Fault: each row of the table is proven, and no log or answer contains a secret', () => {
    expect([...rows.keys()].filter(fault => !proven.has(fault))).toEqual([]);
    const portals = [portal, weak, open, withoutPermissionBackend, misspelled];
    for (const { servers } of portals) {
      secrets.add(servers.account.clientSecret).add(servers.appConfig.boost.encryptionSecret);
    }
    const written = [...portals.map(({ backend }) => backend.output), ...answers].join('\n');
    expect([...secrets].filter(secret => written.includes(secret))).toEqual([]);
  });
});
