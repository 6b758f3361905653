import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stepContext } from '../../test/doctor-context.fixture.ts';
import { type Listening, listen } from '../../test/listening.fixture.ts';
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
