import { expect, test } from 'vitest';
import { rejection } from '../../test/fixtures/test-client.fixture.ts';
import { callMethod } from '../../test/parity/call-method.fixture.ts';
import { newerPath, RequestServer } from '../../test/requests/request-server.fixture.ts';

const server = new RequestServer();

test('the query of path and options goes along once [kagenti-api/Rules see what is sent]', async () => {
  const api = server.api();

  await api.request('GET', `${newerPath}?a=1%2B1&b=x+y`, { query: { c: 'd&e' } });

  expect(server.requests[0]?.path).toBe(`${newerPath}?a=1%2B1&b=x%20y&c=d%26e`);
});

test.each([
  ['in the path', `${newerPath}?a=1&a=2`, undefined, 'a'],
  ['in path and options', '/api/v1/agents?namespace=team1', { namespace: 'team3' }, 'namespace'],
  [
    'in another encoding',
    '/api/v1/agents?namespace=team1&%6eamespace=team3',
    undefined,
    'namespace',
  ],
])(
  'a name that comes twice %s is refused [kagenti-api/Rules see what is sent]',
  async (_where, path, query, name) => {
    const options = query === undefined ? {} : { query };
    const error = await rejection(
      server.api({ namespaces: ['team1'] }).request('GET', path, options),
    );

    expect(error).toMatchObject({ code: 'invalid_parameter' });
    expect(String(error)).toContain(`the query has ${name} more than once`);
    expect(server.requests).toEqual([]);
  },
);

test.each([
  ['an object', { a: { b: 1 } }],
  ['a list', { a: ['b'] }],
  ['null', { a: null }],
  ['no number', { a: Number.NaN }],
  ['a list of pairs', [['a', 'b']]],
])('%s is no query', async (_what, query) => {
  const error = await rejection(callMethod(server.api(), 'request', 'GET', newerPath, { query }));

  expect(error).toMatchObject({ code: 'invalid_parameter' });
  expect(server.requests).toEqual([]);
});

test('a body that writes itself in another way is judged by what it writes [kagenti-api/Rules see what is sent]', async () => {
  const body = { namespace: 'team1', name: 'x', toJSON: () => ({ namespace: 'team3', name: 'x' }) };

  const error = await rejection(
    server.api({ namespaces: ['team1'] }).request('POST', '/api/v1/agents', { body }),
  );

  expect(error).toMatchObject({ code: 'namespace_refused' });
});

test.each([
  ['a function', () => 1],
  [
    'a circle',
    (() => {
      const round: Record<string, unknown> = {};
      round.round = round;
      return round;
    })(),
  ],
  ['a big number', { n: 1n }],
])('%s is no body', async (_what, body) => {
  const error = await rejection(server.api().request('POST', newerPath, { body }));

  expect(error).toMatchObject({ code: 'invalid_parameter' });
  expect(server.requests).toEqual([]);
});

test('a GET has no body', async () => {
  const error = await rejection(server.api().request('GET', newerPath, { body: {} }));

  expect(error).toMatchObject({ code: 'invalid_parameter' });
});
