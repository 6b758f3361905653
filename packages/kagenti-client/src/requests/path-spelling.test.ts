import { operations } from '@rhdh-boost/kagenti-contract';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, rejection, testClient } from '../../test/fixtures/test-client.fixture.ts';
import { callMethod } from '../../test/parity/call-method.fixture.ts';
import type { BoundKagentiClient, KagentiClient } from '../kagenti-client.ts';
import { isOtherSpelling, pathProblem } from './path-spelling.ts';

let server: ScriptedServer;
let kagenti: KagentiClient;
let api: BoundKagentiClient;

beforeAll(async () => {
  server = await ScriptedServer.start(response => {
    json(response, {});
  });
  kagenti = testClient(server.origin);
  api = kagenti.asUser(jane);
});
beforeEach(() => {
  server.requests.length = 0;
});
afterAll(async () => {
  await kagenti.close();
  await server.stop();
});

/** How a call with that path ends, and what reached the server. */
async function outcome(path: unknown, method: unknown = 'GET'): Promise<unknown> {
  const error = await rejection(callMethod(api, 'request', method, path));
  const { name, code } = Object(error);
  return { name, code, repeated: String(error).includes('hunter2'), sent: server.requests.length };
}

const refused = { name: 'KagentiError', code: 'invalid_parameter', repeated: false, sent: 0 };

test.each([
  ['nothing', ''],
  ['no text', 7],
  ['no slash in front', 'api/hunter2'],
  ['two slashes in front', '//hunter2.example/api'],
  ['an address', 'https://hunter2.example/api'],
  ['an empty segment', '/api//hunter2'],
  ['a fragment', '/api/hunter2#x'],
  ['a fragment behind a query', '/api/hunter2?a=b#x'],
  ['a backslash', '/api\\hunter2'],
  ['a line break', '/api/hunter2\r\nx: y'],
  ['a space', '/api/hunter2 x'],
  ['a letter beyond ASCII', '/api/hunter2-ü'],
  ['a lone surrogate', '/api/hunter2\ud800'],
  ['a segment .', '/api/./hunter2'],
  ['a segment ..', '/api/../hunter2'],
  ['a last segment ..', '/api/hunter2/..'],
  ['an encoded ..', '/api/%2e%2E/hunter2'],
  ['a half encoded ..', '/api/.%2e/hunter2'],
  ['a .. with what servers cut off', '/api/v1/x/..;/agents/hunter2/n'],
  ['an encoded .. with what servers cut off', '/api/v1/x/%2e%2e;a/agents/hunter2/n'],
  ['a . with what servers cut off', '/.;/api/v1/agents/hunter2/n'],
  ['a last .. with what servers cut off', '/api/v1/agents/hunter2/n/..;'],
  ['an encoded slash', '/api/x%2fhunter2'],
  ['an encoded backslash', '/api/x%5Chunter2'],
  ['an encoded line break', '/api/hunter2%0a'],
  ['an encoded null', '/api/hunter2%00'],
  ['an escape in an escape', '/api/%252e%252e/hunter2'],
  ['half an escape', '/api/hunter2%2'],
  ['bytes that are no UTF-8', '/api/hunter2%ff'],
  ['an overlong encoding', '/api/%c0%ae%c0%ae/hunter2'],
])('%s is refused [kagenti-api/Other spelling of a known path is refused]', async (_what, path) => {
  expect(await outcome(path)).toEqual(refused);
});

test.each(['HEAD', 'get', 'TRACE', 'GET /x', ''])(
  'the method %j is refused [kagenti-api/Invalid parameter is refused]',
  async method => {
    expect(await outcome('/api/v2/new', method)).toEqual(refused);
  },
);

test.each([
  ['a list', ['DELETE']],
  ['an object', new String('DELETE')],
  ['a symbol', Symbol('DELETE')],
  ['nothing', undefined],
])('a method that is %s asks no permission but its own', async (_what, method) => {
  const known = '/api/v1/agents/team1/weather-agent';
  const options = { permission: 'boost.access' };
  const error = await rejection(callMethod(api, 'request', method, known, options));

  expect(error).toMatchObject({ code: 'invalid_parameter' });
  expect(server.requests).toEqual([]);
});

test.each([
  ['another case', '/api/v1/Agents'],
  ['another case behind parameters', '/api/v1/agents/team1/hunter2/Route-Status'],
  ['a slash at the end', '/api/v1/agents/'],
  ['a slash at the end of parameters', '/api/v1/agents/team1/hunter2/'],
  ['an encoded letter', '/api/v1/%61gents'],
  ['an encoded letter of a literal', '/api/v1/agents/team1/hunter2/route%2Dstatus'],
  ['a semicolon', '/api/v1/agents;x=y'],
  ['a semicolon in front of a slash', '/api;x/v1/agents/team1/hunter2'],
  ['an encoded space at the end', '/api/v1/agents%20'],
  ['a parameter that is encoded more than it needs', '/api/v1/agents/team1/%68unter2'],
  ['a parameter that is encoded less', '/api/v1/agents/team1/hunter2:x'],
  ['escapes in small letters', '/api/v1/agents/team1/hunter2%c3%bc'],
])('%s is refused [kagenti-api/Other spelling of a known path is refused]', async (_what, path) => {
  expect(await outcome(path)).toEqual(refused);
});

test('every path of the contract is taken as it stands, and in no other case [kagenti-api/Other spelling of a known path is refused]', () => {
  for (const { path } of operations) {
    const filled = path.replaceAll(/\{\w+\}/g, 'x');
    expect([pathProblem(filled), isOtherSpelling(filled)]).toEqual([undefined, false]);
    expect(isOtherSpelling(filled.toUpperCase())).toBe(true);
    expect(isOtherSpelling(`${filled}/`)).toBe(true);
  }
});

test.each([
  '/',
  '/api/v2/agents',
  '/api/v1/agents/team1/weather/logs',
  '/api/v2/Reports/a%20b/%C3%BC%25/x:y@z;v=1/~.txt',
  '/api/v2/list/',
  '/metrics',
])('%s is called as it stands [kagenti-api/Newer path is reached]', async path => {
  await api.request('GET', path);

  expect(server.requests.map(request => request.path)).toEqual([path]);
});

test('another method on a known path is newer than the contract [kagenti-api/Newer path is reached]', async () => {
  await api.request('PATCH', '/api/v1/agents/team1/weather', { body: { replicas: 2 } });

  expect(server.requests).toMatchObject([
    { method: 'PATCH', path: '/api/v1/agents/team1/weather' },
  ]);
});

test('what is sent is the path that was checked, letter by letter', () => {
  const part = fc.constantFrom(
    '/',
    '//',
    '.',
    '..',
    '%2e',
    '%2F',
    '%25',
    '2e',
    'api',
    'v1',
    'agents',
    'Agents',
    '%61',
    ';',
    '\\',
    'ü',
    '%',
    'x',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), parts => {
      const path = `/${parts.join('')}`;
      if (pathProblem(path) !== undefined) return;
      expect(new URL(path, 'http://localhost').pathname).toBe(path);
      expect(decodeURIComponent(path).split(/[/\\]/)).toHaveLength(path.split('/').length);
    }),
  );
});
