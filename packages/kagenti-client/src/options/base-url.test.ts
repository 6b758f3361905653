import { expect, test } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, testClient } from '../../test/fixtures/test-client.fixture.ts';
import { parseBaseUrl } from './base-url.ts';

test.each([
  ['http://kagenti.example.com', 'is not https'],
  ['http://127.0.0.1.example.com', 'is not https'],
  ['http://localhost.example.com', 'is not https'],
  ['http://svc', 'is not https'],
  ['http://kagenti.team1.svc', 'allowInClusterHttp: true takes that'],
  ['ftp://kagenti.example.com', 'is not an http or https URL'],
  ['kagenti', 'is not an http or https URL'],
  ['', 'is not an http or https URL'],
  ['https://user:hunter2@kagenti.example.com', 'holds a user name or password'],
  ['https://kagenti.example.com?a=hunter2', 'has a query or a fragment'],
  ['https://kagenti.example.com#hunter2', 'has a query or a fragment'],
])('%s is refused [kagenti-api/Base URL without protection is refused]', (url, problem) => {
  expect(() => parseBaseUrl(url, false)).toThrow(problem);
  expect(() => parseBaseUrl(url, false)).not.toThrow('hunter2');
});

test.each([
  ['https://kagenti.example.com', false, 'https://kagenti.example.com'],
  ['http://localhost:8080', false, 'http://localhost:8080'],
  ['http://127.9.8.7', false, 'http://127.9.8.7'],
  ['http://[::1]:80', false, 'http://[::1]'],
  ['http://kagenti.team1.svc:8000', true, 'http://kagenti.team1.svc:8000'],
  ['http://kagenti.team1.svc.cluster.local', true, 'http://kagenti.team1.svc.cluster.local'],
])('%s is taken [kagenti-api/Base URL without protection is refused]', (url, inCluster, origin) => {
  expect(parseBaseUrl(url, inCluster)).toEqual({ origin, pathPrefix: '' });
});

test('an operation keeps the base path in front', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { items: [] });
  });
  await using kagenti = testClient(`${server.origin}/gateway/kagenti/`);

  await kagenti.asUser(jane).agents.list({ namespace: 'team1' });

  expect(server.requests[0]?.path).toBe('/gateway/kagenti/api/v1/agents?namespace=team1');
});
