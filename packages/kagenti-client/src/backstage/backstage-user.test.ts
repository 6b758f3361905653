import { expect, test } from 'vitest';
import {
  credentialsOfUser,
  noneCredentials,
  serviceCredentials,
} from '../../test/fixtures/backstage-credentials.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, testClient } from '../../test/fixtures/test-client.fixture.ts';
import { backstageUser } from './index.ts';

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
