import { once } from 'node:events';
import { connect } from 'node:net';
import { inspect } from 'node:util';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import {
  credentialsOfUser,
  noneCredentials,
  serviceCredentials,
} from '../../test/fixtures/backstage-credentials.fixture.ts';
import { RecordingAuditor } from '../../test/fixtures/recording-auditor.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, testClient, weatherAgent } from '../../test/fixtures/test-client.fixture.ts';
import type { AuditEvent } from '../index.ts';
import { auditSink, backstageUser } from './index.ts';

test('calls are made for whom the credentials belong to [audit-identity/Each call carries its user]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { items: [] });
  });
  const seenByHook: unknown[] = [];
  await using kagenti = testClient(server.origin, {
    authorize: ({ caller }) => seenByHook.push(Reflect.get(caller, 'credentials')) > 0,
  });
  const credentials = credentialsOfUser(jane);
  const api = kagenti.asUser(backstageUser(credentials));

  await api.agents.list();

  expect(server.requests[0]?.headers['x-backstage-user']).toBe(jane);
  expect(seenByHook).toEqual([credentials]);
});

const nameless = { ...credentialsOfUser(jane), principal: { type: 'user' } };

test.each([
  ['a service', serviceCredentials, 'asService'],
  ['nobody', noneCredentials, 'httpAuth.credentials(request, { allow: ["user"] })'],
  ['a user without a ref', nameless, 'httpAuth.credentials(request)'],
  ['something else', JSON.parse('{"principal":{"type":"user","userEntityRef":"hunter2"}}'), 'none'],
  ['a token', JSON.parse('"hunter2"'), 'none of Backstage'],
  ['nothing', JSON.parse('null'), 'none of Backstage'],
])(
  'credentials of %s are refused [audit-identity/Bad ref is refused immediately]',
  (_what, credentials, wayOut) => {
    const make = () => backstageUser(credentials);

    expect(make).toThrow(expect.objectContaining({ name: 'KagentiError', code: 'invalid_caller' }));
    expect(make).toThrow(wayOut);
    expect(make).not.toThrow('hunter2');
  },
);

/** A request as Express makes it, with a secret in a header. */
function browserRequest(): express.Request {
  const request: express.Request = Object.create(express.request);
  return Object.assign(request, { url: '/', method: 'GET', headers: { cookie: 'hunter2' } });
}

test('B2: Backstage gets the request of the user with every event [audit-identity/Backstage names the user as actor]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { items: [], success: true, message: '' });
  });
  const auditor = new RecordingAuditor();
  await using kagenti = testClient(server.origin, { audit: auditSink(auditor) });
  const request = browserRequest();
  const ofJane = kagenti.asUser(backstageUser(credentialsOfUser(jane), { request }));

  await ofJane.agents.list();
  await ofJane.agents.delete(weatherAgent);
  await kagenti.asUser(backstageUser(credentialsOfUser(jane))).agents.list();
  await kagenti.asService('nightly').agents.list();
  await expect.poll(() => auditor.lines).toHaveLength(8);

  expect(auditor.lines.map(line => line.request === request)).toEqual([
    ...Array(4).fill(true),
    ...Array(4).fill(false),
  ]);
  expect(auditor.lines.slice(4).map(line => line.request)).toEqual(Array(4).fill(undefined));
});

test('B2: nothing prints, copies or sends the request [audit-identity/Request of the user stays hidden]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { success: true, message: '' });
  });
  const events: AuditEvent[] = [];
  await using kagenti = testClient(server.origin, { audit: event => void events.push(event) });
  const user = backstageUser(credentialsOfUser(jane), { request: browserRequest() });
  const api = kagenti.asUser(user);

  await api.agents.delete(weatherAgent);

  for (const shown of [user, api.caller, ...events.map(({ caller }) => caller)]) {
    expect(Reflect.has(shown, 'request')).toBe(true);
    expect({ ...shown }).not.toHaveProperty('request');
    expect(JSON.stringify(shown) + inspect(shown, { depth: 9 })).not.toContain('hunter2');
  }
  expect(JSON.stringify(server.requests)).not.toContain('hunter2');
});

test('B2: the IP address of a browser that leaves stays known to the audit log', async () => {
  const app = express();
  const addressAfterwards = new Promise<string | undefined>(resolve => {
    app.get('/', request => {
      backstageUser(credentialsOfUser(jane), { request });
      request.socket.once('close', () => resolve(request.ip));
    });
  });
  const server = app.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const port = Reflect.get(Object(server.address()), 'port');
  const browser = connect(port, '127.0.0.1').end('GET / HTTP/1.1\r\nHost: portal\r\n\r\n');
  onTestFinished(() => void browser.destroy());

  expect(await addressAfterwards).toBe('127.0.0.1');
});

test.each([null, 'a text', {}, { headers: {} }])('B2: %j is no request', request => {
  const make = () =>
    Reflect.apply(backstageUser, undefined, [credentialsOfUser(jane), { request }]);

  expect(make).toThrow(
    expect.objectContaining({
      code: 'invalid_caller',
      message: expect.stringContaining('Express request'),
    }),
  );
});

test('B2: a misspelt option is refused, since the actor would be the plugin', () => {
  expect(() =>
    Reflect.apply(backstageUser, undefined, [credentialsOfUser(jane), { requst: {} }]),
  ).toThrow('request may be meant');
});
