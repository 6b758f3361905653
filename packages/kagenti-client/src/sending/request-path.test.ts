import { operationByName } from '@rhdh-boost/kagenti-contract';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, rejection, testClient } from '../../test/fixtures/test-client.fixture.ts';
import { requestPath } from './request-path.ts';

const getAgent = operationByName('agents.get');
const listAgents = operationByName('agents.list');

const hostile = [
  '',
  '.',
  '..',
  'a/b',
  'a\\b',
  'a\r\nb',
  'a\0b',
  'a\u007fb',
  'a\u0085b',
  '\ud800',
  'a\udc00',
];

test.each(hostile)(
  '%j as a name is refused [kagenti-api/Hostile parameter stays in its place]',
  name => {
    expect(() => requestPath(getAgent, { namespace: 'team1', name }, {})).toThrow(
      expect.objectContaining({ code: 'invalid_parameter', operation: 'agents.get' }),
    );
  },
);

test('a missing parameter is refused [kagenti-api/Hostile parameter stays in its place]', () => {
  expect(() => requestPath(getAgent, { namespace: 'team1' }, {})).toThrow(
    'the parameter name is missing',
  );
});

test('nothing is sent for a hostile name, and the error does not repeat it [kagenti-api/Hostile parameter stays in its place]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, {});
  });
  await using kagenti = testClient(server.origin);

  const error = await rejection(
    kagenti.asUser(jane).agents.delete({ namespace: 'team1', name: 'weather/../x' }),
  );

  expect(error).toMatchObject({ name: 'KagentiError', code: 'invalid_parameter' });
  expect(String(error)).not.toContain('weather');
  expect(server.requests).toEqual([]);
});

test('parameters that spell another operation are refused [kagenti-api/Hostile parameter stays in its place]', () => {
  const twoNames = { ...listAgents, path: '/api/v1/{kind}/{name}' };

  expect(requestPath(twoNames, { kind: 'agents', name: 'x' }, {})).toBe('/api/v1/agents/x');
  expect(() => requestPath(twoNames, { kind: 'agents', name: 'shipwright-builds' }, {})).toThrow(
    'spell the path of agents.builds.list, which is another operation',
  );
});

test('whatever is not refused stays in its segment [kagenti-api/Hostile parameter stays in its place]', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), name => {
      let path: string;
      try {
        path = requestPath(getAgent, { namespace: 'team1', name }, {});
      } catch {
        return;
      }
      const url = new URL(path, 'http://localhost');
      expect(url.pathname).toBe(path);
      expect(path.split('/')).toHaveLength(6);
      expect(path).toMatch(/^[\u0021-\u007e]+$/);
      expect(decodeURIComponent(path.split('/')[5] ?? '')).toBe(name);
    }),
  );
});

test('a query value stays a value [kagenti-api/Hostile parameter stays in its place]', () => {
  expect(requestPath(listAgents, {}, { namespace: 'a&b=c d%#é/..', other: undefined })).toBe(
    '/api/v1/agents?namespace=a%26b%3Dc%20d%25%23%C3%A9%2F..',
  );
  expect(() => requestPath(listAgents, {}, { namespace: 'a\nb' })).toThrow('control character');
});
