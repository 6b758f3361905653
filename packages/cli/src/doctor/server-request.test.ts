import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { authority, certificate, certificateKey } from '@rhdh-boost/test-support/certificates';
import { ConnectProxy } from '@rhdh-boost/test-support/connect-proxy';
import { freePort } from '@rhdh-boost/test-support/free-port';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { stepContext } from '../../test/doctor-context.fixture.ts';
import { type Listening, listen, portOf } from '../../test/listening.fixture.ts';
import { folderWith } from '../../test/run-boost.fixture.ts';
import { askServer } from './server-request.ts';
import type { Server } from './servers.ts';
import { probe } from './tls-probe.ts';

const slowMs = 5_500;
const server = createServer(({ url }, response) => {
  response.setHeader('content-type', 'application/json');
  if (url === '/drip') {
    response.write('{');
    const timer = setInterval(() => response.write(' '), 500);
    response.on('close', () => clearInterval(timer));
    return;
  }
  setTimeout(() => response.end('{}'), slowMs);
});
let listening: Listening;
let keycloak: Server;

beforeAll(async () => {
  listening = await listen(server);
  const url = new URL(`http://127.0.0.1:${listening.port}/realms/dev`);
  const auth = 'boost.kagenti.auth';
  keycloak = { name: 'Keycloak', key: `${auth}.issuer`, caFileKey: `${auth}.caFile`, url };
});
afterAll(() => listening[Symbol.asyncDispose]());

afterEach(() => vi.unstubAllEnvs());

test('a server that answers after five seconds is slow, and works', async () => {
  const context = stepContext();
  const [answer, probed] = await Promise.all([
    askServer(keycloak, keycloak.url, context),
    probe(keycloak.url, undefined, context.signal),
  ]);
  expect(answer).toMatchObject({ status: 200, text: '{}' });
  expect(probed).toMatchObject({ isHttp: true, status: 200 });
}, 20_000);

test('a server that sends single characters without end does not answer', async () => {
  const url = new URL('/drip', keycloak.url);
  expect(await askServer(keycloak, url, stepContext())).toEqual({ failure: 'ETIMEDOUT' });
}, 20_000);

test('https goes through the proxy of the environment, which may refuse', async () => {
  const secure = createSecureServer({ cert: certificate, key: certificateKey }, (_, response) =>
    response.end('{}'),
  );
  const port = await portOf(secure);
  await using proxy = await ConnectProxy.start();
  vi.stubEnv('HTTPS_PROXY', proxy.url);
  vi.stubEnv('NO_PROXY', '');
  const url = new URL(`https://127.0.0.1:${port}/`);
  const context = stepContext(
    { boost: { kagenti: { auth: { caFile: 'ca.pem' } } } },
    { cwd: folderWith({ 'ca.pem': authority }) },
  );
  expect(await askServer(keycloak, url, context)).toMatchObject({ status: 200, text: '{}' });
  expect(proxy.seen).toEqual([`CONNECT ${url.host}`]);
  const untrusted = await askServer(keycloak, url, stepContext());
  expect(untrusted).toEqual({ failure: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  proxy.answer = 407;
  expect(await askServer(keycloak, url, context)).toHaveProperty('failure');
});

test('the code of a failed connection', async () => {
  const url = new URL(`http://127.0.0.1:${await freePort()}/`);
  expect(await askServer(keycloak, url, stepContext())).toEqual({ failure: 'ECONNREFUSED' });
});

test('the end of the step is no silence of the server', async () => {
  const stop = new AbortController();
  const answer = askServer(keycloak, keycloak.url, stepContext({}, { signal: stop.signal }));
  setTimeout(() => stop.abort(), 50);
  expect(await answer).toEqual({ failure: expect.not.stringContaining('ETIMEDOUT') });
});
