import { expect, test } from 'vitest';
import { credentialsOfUser } from '../../test/fixtures/backstage-credentials.fixture.ts';
import { allow, PermissionBackend } from '../../test/fixtures/permission-backend.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { rejection, testClient } from '../../test/fixtures/test-client.fixture.ts';
import { permissionAuthorizer } from './index.ts';

// Refs that begin with, end with or contain the other, in both directions.
test.each([
  ['user:default/jane', 'user:default/jane2'],
  ['user:default/jane2', 'user:default/jane'],
  ['user:default/jane', 'superuser:default/jane'],
  ['superuser:default/jane', 'user:default/jane'],
  ['user:default/jane', 'user:default-2/jane'],
  ['user:default/j.ne', 'user:default/jane'],
])(
  'a call for %s with the credentials of %s is denied [access-control/Credentials of another user are denied]',
  async (ref, owner) => {
    await using backstage = await PermissionBackend.start(() => allow);
    await using server = await ScriptedServer.start(response => {
      json(response, { items: [] });
    });
    const authorize = permissionAuthorizer(backstage.permissions);
    await using kagenti = testClient(server.origin, { authorize });

    const error = await rejection(
      kagenti.asUser({ ref, credentials: credentialsOfUser(owner) }).agents.list(),
    );

    expect(error).toMatchObject({ name: 'KagentiPermissionError' });
    expect([backstage.asked.length, server.requests.length]).toEqual([0, 0]);
    await kagenti.asUser({ ref: owner, credentials: credentialsOfUser(owner) }).agents.list();
    expect(backstage.asked).toMatchObject([{ user: owner }]);
  },
);

test.each(['none', 'service', 'limited', 'USER', undefined])(
  'credentials with a ref whose principal is of the type %s are no user’s [access-control/Credentials of another user are denied]',
  async type => {
    await using backstage = await PermissionBackend.start(() => allow);
    const ref = 'user:default/jane';
    const user = credentialsOfUser(ref);
    const credentials = { ...user, principal: { ...user.principal, type } };
    const authorize = permissionAuthorizer(backstage.permissions);
    await using kagenti = testClient('http://127.0.0.1:1', { authorize });

    expect(await rejection(kagenti.asUser({ ref, credentials }).agents.list())).toMatchObject({
      name: 'KagentiPermissionError',
    });
    expect(backstage.asked).toEqual([]);
  },
);
