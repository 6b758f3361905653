import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { caFile } from '../../test/fixtures/authority-file.fixture.ts';
import { ConnectProxy } from '../../test/fixtures/connect-proxy.fixture.ts';
import { Http2Server, http2Json, http2Stream } from '../../test/fixtures/http2-server.fixture.ts';
import { frames, json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { KagentiClient } from '../kagenti-client.ts';
import type { KagentiClientOptions } from '../options/client-options.ts';

const message = { ...weatherAgent, message: 'hi' };
const items = { items: [] };
const password = 'canary-word';

let server: Http2Server;
let proxy: ConnectProxy;

beforeEach(async () => {
  server = await Http2Server.start((response, { path }) => {
    if (!path.endsWith('/stream')) http2Json(response, items);
    else http2Stream(response).end(frames({ content: 'x' }, { done: true, session_id: 's' }));
  });
  proxy = await ConnectProxy.start();
  for (const name of ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'no_proxy', 'NO_PROXY']) {
    vi.stubEnv(name, undefined);
  }
  vi.stubEnv('HTTPS_PROXY', proxy.url.replace('//', `//me:${password}@`));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server[Symbol.asyncDispose]();
  await proxy[Symbol.asyncDispose]();
});

function client(options: Partial<KagentiClientOptions> = {}): KagentiClient {
  return testClient(server.origin, { tls: { caFile }, ...options });
}

test('calls and streams go through one tunnel, over HTTP/2 and with credentials of its URL [kagenti-api/Https through the proxy]', async () => {
  await using kagenti = client();
  const api = kagenti.asUser(jane);

  await Promise.all([api.agents.list(), api.agents.list()]);
  expect(await api.chat.stream(message).text()).toBe('x');

  expect(proxy.seen).toEqual([`CONNECT ${new URL(server.origin).host}`]);
  const basic = `Basic ${Buffer.from(`me:${password}`).toString('base64')}`;
  expect(proxy.credentials).toEqual([basic]);
  expect(server.requests.map(({ version }) => version)).toEqual(['2.0', '2.0', '2.0']);
  expect(server.requests.some(({ headers }) => 'proxy-authorization' in headers)).toBe(false);
});

test('a certificate that is not trusted is not trusted behind the proxy [kagenti-api/Https through the proxy]', async () => {
  await using strict = testClient(server.origin);

  const error = await rejection(strict.asUser(jane).agents.list());

  expect(error).toMatchObject({ message: expect.stringContaining('tls.caFile'), attempts: [{}] });
});

test('the name in small letters goes before the one in capitals [kagenti-api/Https through the proxy]', async () => {
  await using other = await ConnectProxy.start();
  vi.stubEnv('https_proxy', other.url);
  await using kagenti = client();

  await kagenti.asUser(jane).agents.list();

  expect([proxy.seen.length, other.seen.length]).toEqual([0, 1]);
});

test('closing closes the tunnels [kagenti-api/Close ends calls in flight]', async () => {
  const kagenti = client();
  await kagenti.asUser(jane).agents.list();

  await kagenti.close();

  expect(await server.connectionsClosed()).toBe(true);
});

test.each(['127.0.0.1', 'other.example, 127.0.0.1', '*'])(
  'with NO_PROXY %s [kagenti-api/Https through the proxy]',
  async names => {
    vi.stubEnv('NO_PROXY', names);
    await using kagenti = client();

    expect(await kagenti.asUser(jane).agents.list()).toEqual(items);
    expect(proxy.seen).toEqual([]);
  },
);

test('a failure says nothing of a proxy, nor does its address matter [kagenti-api/Https through the proxy]', async () => {
  vi.stubEnv('NO_PROXY', '127.0.0.1');
  vi.stubEnv('HTTPS_PROXY', 'http://[');
  await using kagenti = testClient('https://127.0.0.1:1');

  const error = await rejection(kagenti.asUser(jane).agents.list());

  expect(error).toMatchObject({
    reason: 'ECONNREFUSED',
    message: expect.stringContaining('https://127.0.0.1:1 cannot be reached (ECONNREFUSED)'),
  });
});

test('whatever is set [kagenti-api/Https through the proxy]', async () => {
  vi.stubEnv('HTTP_PROXY', proxy.url);
  await using plain = await ScriptedServer.start(response => {
    json(response, items);
  });
  await using kagenti = testClient(plain.origin);

  expect(await kagenti.asUser(jane).agents.list()).toEqual(items);
  expect(proxy.seen).toEqual([]);
});

test.each([
  [407, 'proxy_407', 'wants a user and a password', 1],
  [403, 'proxy_403', 'NO_PROXY', 1],
  [502, 'proxy_502', 'NO_PROXY', 3],
  ['hang up', 'UND_ERR_PRX_CONN', 'HTTPS_PROXY', 3],
] as const)(
  'a proxy that answers with %s [kagenti-api/Proxy that refuses]',
  async (answer, reason, hint, attempts) => {
    proxy.answer = answer;
    const lines: unknown[] = [];
    const log = (...line: unknown[]): void => void lines.push(line);
    await using kagenti = client({ logger: { warn: log, info: log } });

    const error = await rejection(kagenti.asUser(jane).chat.send(message));

    expect(error).toMatchObject({ name: 'KagentiConnectionError', reason, requestSent: false });
    expect(error).toMatchObject({ message: expect.stringContaining(hint) });
    expect(error).toHaveProperty('attempts.length', attempts);
    expect([inspect(error), JSON.stringify(error), inspect(lines)].join()).not.toContain(password);
    expect(server.requests).toEqual([]);
  },
);

test('a proxy where nobody listens [kagenti-api/Proxy that refuses]', async () => {
  vi.stubEnv('HTTPS_PROXY', 'http://127.0.0.1:1');
  await using kagenti = client();

  const error = await rejection(kagenti.asUser(jane).agents.list());

  expect(error).toMatchObject({ reason: 'ECONNREFUSED', requestSent: false });
  expect(error).toMatchObject({ message: expect.stringContaining('check HTTPS_PROXY') });
});

test('a proxy that never answers ends the connect clock [kagenti-api/Proxy that refuses]', async () => {
  proxy.answer = 'silence';
  await using kagenti = client({ timeouts: { connectMs: 100 }, retry: { maxRetries: 0 } });

  const error = await rejection(kagenti.asUser(jane).agents.list());

  expect(error).toMatchObject({ name: 'KagentiTimeoutError', clock: 'connect' });
});

test('a proxy that is no URL is refused, and not shown [kagenti-api/Proxy that refuses]', () => {
  vi.stubEnv('HTTPS_PROXY', `me:${password}@[`);

  let refusal: unknown;
  try {
    client();
  } catch (error) {
    refusal = error;
  }

  expect(refusal).toMatchObject({ code: 'invalid_options' });
  expect(refusal).toMatchObject({ message: expect.stringContaining('HTTPS_PROXY') });
  expect(inspect(refusal, { showHidden: true })).not.toContain(password);
});
