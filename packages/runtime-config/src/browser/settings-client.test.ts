import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  ada,
  bob,
  openPluginDatabase,
  startConfigBackend,
} from '../../test/backstage-backend.fixture.ts';
import { sampleYaml } from '../../test/sample-fields.fixture.ts';
import { createBoostConfigServiceFactory } from '../backstage/index.ts';
import {
  type SettingsClient,
  SettingsError,
  type SettingsRequestInit,
  settingsClient,
} from './index.ts';

const model = 'boost.model.name';

/** Sends requests as a caller. */
const as =
  (caller: string) =>
  (url: string, init: SettingsRequestInit): Promise<Response> =>
    fetch(url, { ...init, headers: { ...init.headers, authorization: caller } });

/** A backend on an empty database, and its clients. */
async function startPortal() {
  const database = openPluginDatabase();
  const features = [createBoostConfigServiceFactory({ database, cache: { ttlSeconds: 0 } })];
  const { baseUrl } = await startConfigBackend({ config: sampleYaml, features });
  const clientOf = (user: string) => settingsClient({ baseUrl, fetch: as(user) });
  return { database, baseUrl, clientOf, settings: clientOf(ada) };
}

/** A client of a server that answers as the test says. */
async function scriptedClient(answer: RequestListener): Promise<SettingsClient> {
  const server = createServer(answer);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = Object(server.address());
  return settingsClient({ baseUrl: `http://127.0.0.1:${port}/`, fetch });
}

/** What a call rejects with. */
async function failureOf(call: Promise<unknown>): Promise<SettingsError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!SettingsError.isInstance(error)) throw new Error('No SettingsError', { cause: error });
  return error;
}

test('Portal: an administrator lists, changes, follows and rolls back a setting [backstage-config-service/Page administers settings]', async () => {
  const { settings } = await startPortal();
  const [first] = await settings.list();
  expect(await settings.get(first?.key ?? '')).toEqual(first);
  expect(await settings.get(model)).toMatchObject({ revision: null, writable: true });

  const one = await settings.change([{ key: model, value: 'one', ifRevision: null }]);
  const revision = one[model] ?? '';
  await settings.change([{ key: model, value: 'two', ifRevision: revision }]);
  const { revision: second } = await settings.rollback(model, revision);
  expect(await settings.get(model)).toMatchObject({
    value: 'one',
    source: 'database',
    revision: second,
  });
  await settings.unset(model, { ifRevision: second });

  expect(await settings.get(model)).toMatchObject({ revision: null });
  const entries = await settings.history({ key: model });
  expect(entries.map(({ action, actor, to }) => [action, actor, to])).toEqual([
    ['unset', ada, undefined],
    ['rollback', ada, 'one'],
    ['set', ada, 'two'],
    ['set', ada, 'one'],
  ]);
});

test('Portal: the history is read page by page', async () => {
  const { settings } = await startPortal();
  for (const value of ['one', 'two', 'three']) await settings.change([{ key: model, value }]);

  const page = await settings.history({ limit: 2, key: undefined });
  const next = await settings.history({ limit: 2, before: page.at(-1)?.id });

  expect([...page, ...next].map(({ to }) => to)).toEqual(['three', 'two', 'one']);
  expect(page).toHaveLength(2);
});

test('Portal: rows that were moved aside are listed, restored and purged', async () => {
  const { settings, database } = await startPortal();
  const row = { schema_version: 2, readable_since: 2, updated_at: new Date().toISOString() };
  for (const key of [model, 'boost.providers.kagenti.maxRetries', 'boost.systemPrompt'])
    await database.knex('boost_config_overrides').insert({ ...row, key, value: '{"a":7}' });

  const plan = await settings.reconcile({ dryRun: true });
  expect(plan.entries.map(({ outcome }) => outcome)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(await settings.rejected()).toEqual([]);
  await settings.reconcile();
  const [one, two, three] = await settings.rejected();
  const { status, counts } = await settings.health();
  await settings.restore(one?.id ?? 0);
  expect(await settings.purge({ ids: [two?.id ?? 0, three?.id ?? 0] })).toBe(2);

  expect([status, counts?.rejected]).toEqual(['ok', 3]);
  expect(await settings.rejected()).toEqual([]);
  expect(await settings.purge({ before: new Date() })).toBe(0);
  await settings.change([{ key: 'boost.devSpaces.credentials', value: 'canary' }]);
  expect((await settings.reencrypt()).entries).toEqual([
    { key: 'boost.devSpaces.credentials', outcome: 'unchanged' },
  ]);
});

test('Portal: a user without the permission gets 403 [backstage-config-service/Page learns why a request was refused]', async () => {
  const { clientOf, settings } = await startPortal();

  expect(await failureOf(clientOf(bob).change([{ key: model, value: 'x' }]))).toMatchObject({
    status: 403,
    message: 'This needs the permission boost.config.manage.',
    fields: [],
  });
  expect(await settings.history()).toEqual([]);
});

test('Portal: a wrong value names its field [backstage-config-service/Page learns why a request was refused]', async () => {
  const { settings } = await startPortal();

  const error = await failureOf(settings.change([{ key: model, value: { canary: 1 } }]));

  expect(error).toMatchObject({
    name: 'SettingsError',
    status: 400,
    fields: [{ key: model, code: expect.any(String), hint: expect.any(String) }],
  });
  expect(JSON.stringify(error)).not.toContain('canary');
});

test('Portal: a stale revision names the one of today, also none [backstage-config-service/Page learns why a request was refused]', async () => {
  const { settings } = await startPortal();
  const { [model]: revision } = await settings.change([{ key: model, value: 'one' }]);

  const error = await failureOf(settings.change([{ key: model, value: 'two', ifRevision: null }]));
  expect(error).toMatchObject({ status: 409, currentRevision: revision });
  expect(await failureOf(settings.unset(model, { ifRevision: null }))).toMatchObject({
    status: 409,
    currentRevision: revision,
  });
  await settings.unset(model);

  const call = settings.change([{ key: model, value: 'two', ifRevision: revision }]);
  expect(await failureOf(call)).toMatchObject({ status: 409, currentRevision: null });
});

test('Portal: an unknown key is a 404, whatever is in it', async () => {
  const { settings } = await startPortal();

  for (const key of ['boost.unknown', `${model}?key`, `${model}#key`])
    expect(await failureOf(settings.get(key))).toMatchObject({ status: 404 });
});

test('Fault: a health that failed is a result, and a database that fails a 503', async () => {
  const { settings, database } = await startPortal();
  await database.knex.schema.dropTable('boost_config_overrides');

  expect(await settings.health()).toMatchObject({
    status: 'failed',
    problems: [{ code: 'missing_table' }],
  });
  expect(await failureOf(settings.list())).toMatchObject({
    status: 503,
    fields: [{ code: 'missing_table' }],
  });
});

const html =
  (status: number): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'text/html' }).end('<html>hunter2</html>');
const jsonOf =
  (status: number, body: unknown): RequestListener =>
  (_request, response) =>
    void response.writeHead(status).end(JSON.stringify(body));

test.each<[string, RequestListener, object]>([
  [
    'the error page of a proxy',
    html(502),
    { status: 502, message: expect.stringMatching(/^The server answered 502\. /) },
  ],
  [
    'a sign-in page',
    html(200),
    { status: 200, message: expect.stringContaining('Reload the page.') },
  ],
  [
    'an expired sign-in without a body',
    (_request, response) => void response.writeHead(401).end(),
    { status: 401, message: expect.stringContaining('Sign in again.') },
  ],
  ['no content', (_request, response) => void response.writeHead(204).end(), { status: 204 }],
  ['JSON of another kind', jsonOf(200, 'no'), { status: 200 }],
  [
    'an error of another form',
    jsonOf(500, { error: { message: 7, fields: 'no', currentRevision: 7 } }),
    { status: 500, fields: [], currentRevision: undefined },
  ],
  [
    'fields of another form',
    jsonOf(400, {
      error: {
        message: 'no',
        fields: [
          null,
          {},
          { code: 'c', message: 'm', hint: 7 },
          { code: 'c', message: 'm', hint: 'h' },
        ],
      },
    }),
    { message: 'no', fields: [{ code: 'c', message: 'm', hint: 'h' }] },
  ],
])('Fault: %s is a SettingsError', async (_what, answer, facts) => {
  const settings = await scriptedClient(answer);

  for (const call of [settings.list(), settings.health()]) {
    const error = await failureOf(call);
    expect(error).toMatchObject(facts);
    expect(error.message).not.toContain('hunter2');
  }
});

test('Fault: a portal that cannot be reached is a SettingsError without a status', async () => {
  const settings = settingsClient({ baseUrl: 'http://127.0.0.1:1', fetch });

  const error = await failureOf(settings.list());

  expect(error).toMatchObject({ status: undefined, cause: { name: 'TypeError' } });
  expect(error.message).toContain('Check your network');
});

test('Fault: an answer that is cut is a SettingsError without a status', async () => {
  const settings = await scriptedClient((_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"items":');
    setTimeout(() => response.destroy(), 20);
  });

  expect(await failureOf(settings.list())).toMatchObject({ status: undefined });
});

test('Portal: each call ends with the reason of its signal', async () => {
  const settings = await scriptedClient(() => undefined);
  const calls: ((call: { signal: AbortSignal }) => Promise<unknown>)[] = [
    call => settings.list(call),
    call => settings.get(model, call),
    call => settings.change([{ key: model, value: 1 }], call),
    call => settings.unset(model, call),
    call => settings.history({}, call),
    call => settings.rollback(model, 'r', call),
    call => settings.rejected(call),
    call => settings.restore(7, call),
    call => settings.purge({ ids: [7] }, call),
    call => settings.reconcile(call),
    call => settings.reencrypt(call),
    call => settings.importRows(call),
    call => settings.health(call),
  ];
  expect(calls).toHaveLength(Object.keys(settings).length);

  for (const start of calls) {
    const leaving = new AbortController();
    const call = start({ signal: leaving.signal });
    leaving.abort('the user left');
    expect(await call.catch((reason: unknown) => reason)).toBe('the user left');
  }
});

test('Portal: an error of another copy of the package is recognised', () => {
  const copy = { [Symbol.for('@rhdh-boost/runtime-config/SettingsError')]: true };

  expect([copy, null, new Error('no')].map(value => SettingsError.isInstance(value))).toEqual([
    true,
    false,
    false,
  ]);
});

test('Portal: the entry for browsers imports nothing but the check of the version of Node [backstage-config-service/Page administers settings]', () => {
  const built = join(import.meta.dirname, '../../dist/browser/index.js');
  const code = readFileSync(built, 'utf8');

  const imported = [...code.matchAll(/^(?:import|export)\b[^'"]*['"]([^'"]+)/gm)];
  expect(imported.map(([, name]) => name)).toEqual(['../node-version.js']);
  expect(code).not.toMatch(/\b(?:require|import)\(|\bprocess\./);
});
