import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, testClient } from '../../test/fixtures/test-client.fixture.ts';
import { serviceCaller, userCaller } from './caller.ts';

test.each([
  'jane',
  'user:jane',
  'default/jane',
  'user:default/',
  'user:/jane',
  ':default/jane',
  'user:default/jane/x',
  'user:default/a:b',
  'user:default/ja ne',
  'user:default/jane\r\nx-admin: 1',
  'user:default/jane\n',
  'user:default/jäne',
  `user:default/${'j'.repeat(600)}`,
  '',
])('%j is no user [audit-identity/Bad ref is refused immediately]', ref => {
  const client = testClient('http://127.0.0.1:1');

  expect(() => client.asUser(ref)).toThrow(
    expect.objectContaining({ name: 'KagentiError', code: 'invalid_caller' }),
  );
});

test('the error does not repeat the ref [audit-identity/Bad ref is refused immediately]', () => {
  expect(() => userCaller('user:default/mallory\r\n')).not.toThrow('mallory');
});

test.each([undefined, null, 5, true, {}, []])(
  '%j instead of a user is refused [audit-identity/Bad ref is refused immediately]',
  user => {
    // Past the types, as JavaScript gives it.
    const noUser: Parameters<typeof userCaller>[0] = Object([user])[0];

    expect(() => testClient('http://127.0.0.1:1').asUser(noUser)).toThrow(
      expect.objectContaining({ name: 'KagentiError', code: 'invalid_caller' }),
    );
  },
);

test('what is no string is no user [audit-identity/Bad ref is refused immediately]', () => {
  expect(() => userCaller(JSON.parse('{"ref":7}'))).toThrow('kind:namespace/name');
  expect(() => serviceCaller(JSON.parse('7'))).toThrow('asService');
});

test.each(['', '  '])(
  'a service without a reason (%j) is refused [audit-identity/Bad ref is refused immediately]',
  reason => {
    expect(() => testClient('http://127.0.0.1:1').asService(reason)).toThrow(
      expect.objectContaining({ code: 'invalid_caller' }),
    );
  },
);

test.each(['user:default/jane', 'User:Dev-1/jane.doe_x', 'group:default/a+b@example.com'])(
  '%s goes along as it is [audit-identity/Each call carries its user]',
  async ref => {
    await using server = await ScriptedServer.start(response => {
      json(response, { items: [], status: 'healthy' });
    });
    await using kagenti = testClient(server.origin);

    await kagenti.asUser(ref).agents.list();
    await kagenti.asUser({ ref, credentials: {} }).health.live();

    expect(server.requests.map(request => request.headers['x-backstage-user'])).toEqual([ref, ref]);
  },
);

test('a service sends no user [audit-identity/Service call names no user]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { items: [] });
  });
  const events: unknown[] = [];
  await using kagenti = testClient(server.origin, { audit: event => void events.push(event) });

  await kagenti.asService('nightly clean-up').agents.list();

  expect(server.requests[0]?.headers).not.toHaveProperty('x-backstage-user');
  expect(events).toMatchObject([{ caller: { kind: 'service', reason: 'nightly clean-up' } }]);
});

test('the root only binds and closes [audit-identity/Root has no operations]', () => {
  const client = testClient('http://127.0.0.1:1');

  expect(Object.keys(client)).toEqual([]);
  expect(Reflect.ownKeys(Object.getPrototypeOf(client))).toEqual([
    'constructor',
    'asUser',
    'asService',
    'close',
    Symbol.asyncDispose,
  ]);
  expect(Object.keys(client.asUser(jane))).toEqual([
    'caller',
    'health',
    'auth',
    'namespaces',
    'agents',
    'tools',
    'config',
    'chat',
    'builds',
    'skills',
    'contexts',
    'simulation',
    'dreams',
    'request',
  ]);
});

test('a caller cannot be changed after it was checked', () => {
  const client = testClient('http://127.0.0.1:1');
  const user = client.asUser(jane).caller;
  const service = client.asService('nightly').caller;

  expect(Reflect.set(user, 'ref', 'user:default/bob\r\nx-admin: 1')).toBe(false);
  expect(Reflect.set(service, 'reason', '')).toBe(false);
  expect([user, service]).toEqual([
    { kind: 'user', ref: jane },
    { kind: 'service', reason: 'nightly' },
  ]);
});

test('credentials are there for who asks, and are not printed', () => {
  const credentials = { token: 'hunter2' };
  const api = testClient('http://127.0.0.1:1').asUser({ ref: jane, credentials });

  expect(Reflect.get(api.caller, 'credentials')).toBe(credentials);
  expect(inspect(api, { depth: 9 }) + JSON.stringify(api)).not.toContain('hunter2');
});
