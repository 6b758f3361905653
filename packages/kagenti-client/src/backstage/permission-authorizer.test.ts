import type { PermissionsService } from '@backstage/backend-plugin-api';
import { expect, test, vi } from 'vitest';
import {
  credentialsOfUser,
  noneCredentials,
  serviceCredentials,
} from '../../test/fixtures/backstage-credentials.fixture.ts';
import { kagentiServerOfFile } from '../../test/fixtures/kagenti-server.fixture.ts';
import { setUpOpenTelemetry } from '../../test/fixtures/opentelemetry.fixture.ts';
import {
  allow,
  deny,
  onlyOwner,
  PermissionBackend,
} from '../../test/fixtures/permission-backend.fixture.ts';
import { json, reset } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { callMethod } from '../../test/parity/call-method.fixture.ts';
import type { UserCaller } from '../access/caller.ts';
import type { KagentiClient } from '../index.ts';
import { backstageUser, type PermissionAuthorizerOptions, permissionAuthorizer } from './index.ts';
import { kagentiPermission } from './kagenti-permissions.ts';

const server = kagentiServerOfFile();

/** A permission service that is never asked. */
const silent: PermissionsService = {
  authorize: async () => [],
  authorizeConditional: async () => [],
};

const janeOfBackstage = backstageUser(credentialsOfUser(jane));

function clientFor(
  { permissions }: { permissions: PermissionsService },
  options?: PermissionAuthorizerOptions,
): KagentiClient {
  const { backend, tokens } = server;
  return testClient(backend.baseUrl, {
    tokens,
    authorize: permissionAuthorizer(permissions, options),
  });
}

/** The error of a call that was refused, and proof that neither Kagenti nor Keycloak heard of it. */
async function refusalOf(call: () => PromiseLike<unknown>): Promise<unknown> {
  const before = [server.backend.requests.length, server.tokenRequests()];
  const error = await rejection(call());
  expect(error).toMatchObject({ name: 'KagentiPermissionError' });
  expect([server.backend.requests.length, server.tokenRequests()]).toEqual(before);
  return error;
}

test('the policy sees the user and decides [access-control/Backstage is asked as the caller]', async () => {
  await using backstage = await PermissionBackend.start(({ permission }) =>
    permission === 'boost.agent.list' ? allow : deny,
  );
  await using kagenti = clientFor(backstage);
  const api = kagenti.asUser(janeOfBackstage);

  await expect(api.agents.list({ namespace: 'team1' })).resolves.toHaveProperty('items');
  await refusalOf(() => api.agents.delete(weatherAgent));
  await refusalOf(() => api.chat.stream({ ...weatherAgent, message: 'hi' }).text());

  expect(backstage.asked).toEqual([
    { user: jane, permission: 'boost.agent.list' },
    { user: jane, permission: 'boost.agent.delete', resourceRef: 'team1/weather-agent' },
    { user: jane, permission: 'boost.chat.create' },
    { user: jane, permission: 'boost.agent.list', resourceRef: 'team1/weather-agent' },
  ]);
  expect(server.backend.requests.at(-1)).toMatchObject({ operation: 'agents.list', user: jane });
});

test('users of one client are asked for apart [access-control/Backstage is asked as the caller]', async () => {
  await using backstage = await PermissionBackend.start(({ user }) =>
    user === jane ? allow : deny,
  );
  await using kagenti = clientFor(backstage);
  const bob = backstageUser(credentialsOfUser('user:default/bob'));

  const [hers, his] = await Promise.allSettled([
    kagenti.asUser(janeOfBackstage).agents.list(),
    kagenti.asUser(bob).agents.list(),
  ]);

  expect([hers.status, his.status]).toEqual(['fulfilled', 'rejected']);
});

test('Backstage would say yes to a service, and is not asked [access-control/Service principal is denied]', async () => {
  await using backstage = await PermissionBackend.start(() => allow);
  await using kagenti = clientFor(backstage, { serviceMay: ['agents.delete'] });
  const permission = kagentiPermission('boost.kagenti.admin');
  if (permission.type !== 'basic') throw new Error('another kind of permission');

  const asService = { credentials: serviceCredentials };
  const { permissions } = backstage;
  expect(await permissions.authorize([{ permission }], asService)).toEqual([allow]);
  // Backstage's own client answers for a service without asking its backend, so the client is watched.
  const questions = [
    vi.spyOn(permissions, 'authorize'),
    vi.spyOn(permissions, 'authorizeConditional'),
  ];
  const { agents } = kagenti.asUser({ ref: jane, ...asService });
  await refusalOf(() => agents.delete(weatherAgent));
  await refusalOf(() => agents.list());

  for (const question of questions) expect(question).not.toHaveBeenCalled();
  expect(backstage.asked).toEqual([]);
});

test.each<[string, string | Omit<UserCaller, 'kind'>]>([
  ['a ref alone', jane],
  ['nobody’s credentials', { ref: jane, credentials: noneCredentials }],
  ['something else', { ref: jane, credentials: { token: 'hunter2' } }],
])(
  'with %s nobody is asked, and nothing is sent [access-control/Credentials of another user are denied]',
  async (_what, user) => {
    await using backstage = await PermissionBackend.start(() => allow);
    await using kagenti = clientFor(backstage, { serviceMay: ['agents.list'] });

    const error = await refusalOf(() => kagenti.asUser(user).agents.list());

    expect(error).toHaveProperty('cause.message', expect.stringContaining('backstageUser'));
    expect(error).toMatchObject({
      code: 'permission',
      message: expect.stringContaining('the permission hook refused it. The c'),
    });
    expect(String(error)).toContain('bind it by asUser(backstageUser(credentials)).');
    expect(backstage.asked).toEqual([]);
  },
);

test('as a service nobody is asked, and nothing is sent [access-control/Service may do what the adapter allows]', async () => {
  await using backstage = await PermissionBackend.start(() => allow);
  await using kagenti = clientFor(backstage);

  const error = await refusalOf(() => kagenti.asService('nightly').agents.list());

  expect(error).toHaveProperty('cause.message', expect.stringContaining('serviceMay'));
  expect(backstage.asked).toEqual([]);
});

test('what services may is allowed, and no more [access-control/Service may do what the adapter allows]', async () => {
  await using backstage = await PermissionBackend.start(() => allow);
  await using kagenti = clientFor(backstage, { serviceMay: ['agents.list'] });
  const nightly = kagenti.asService('nightly');

  await expect(nightly.agents.list()).resolves.toHaveProperty('items');
  await refusalOf(() => nightly.agents.delete(weatherAgent));
  await refusalOf(() => nightly.request('GET', '/api/v2/new', { permission: 'boost.access' }));

  expect(backstage.asked).toEqual([]);
});

test('a misspelt operation is found at once [access-control/Service may do what the adapter allows]', () => {
  const options = JSON.parse('{"serviceMay":["agents.lst"]}');

  expect(() => permissionAuthorizer(silent, options)).toThrow('"agents.lst" is none');
});

test.each<[string, readonly unknown[], string]>([
  ['nothing', [], 'coreServices.permissions'],
  ['null', [null], 'coreServices.permissions'],
  ['no service', [{ authorize: () => [] }], 'coreServices.permissions'],
  ['null as options', [silent, null], 'permissionAuthorizer'],
  ['a number for serviceMay', [silent, { serviceMay: 5 }], 'serviceMay is a list'],
  ['a text for serviceMay', [silent, { serviceMay: 'agents.list' }], 'serviceMay is a list'],
  ['what is no name in serviceMay', [silent, { serviceMay: [5] }], 'serviceMay names operations'],
  [
    'an option of earlier versions',
    [silent, { resolveConditional: () => true }],
    'resolveConditional',
  ],
  ['a text for agentRef', [silent, { agentRef: 'x' }], 'agentRef is a function'],
  ['a text for chatNeedsAgent', [silent, { chatNeedsAgent: 'no' }], 'chatNeedsAgent is true or'],
  ['a number for adminMayAll', [silent, { adminMayAll: 1 }], 'adminMayAll is true or false'],
  ['a slip', [silent, { servicemay: [] }], 'serviceMay may be meant'],
])('%s is refused', (_what, given, named) => {
  expect(() => Reflect.apply(permissionAuthorizer, undefined, given)).toThrow(
    expect.objectContaining({
      code: 'invalid_options',
      message: expect.stringContaining(named),
    }),
  );
});

const certainly = {
  service: (kagenti: KagentiClient) => kagenti.asService('nightly').agents.delete(weatherAgent),
  withoutCredentials: (kagenti: KagentiClient) => kagenti.asUser(jane).agents.delete(weatherAgent),
  anotherUser: (kagenti: KagentiClient) =>
    kagenti
      .asUser({ ref: 'user:default/bob', credentials: credentialsOfUser(jane) })
      .agents.delete(weatherAgent),
  unknownPermission: (kagenti: KagentiClient) =>
    callMethod(kagenti.asUser(janeOfBackstage), 'request', 'DELETE', '/api/v2/new', {
      permission: 'boost.agnet.delete',
    }),
};

test.each([
  ['a service', certainly.service, 'name it in serviceMay'],
  ['a caller without credentials', certainly.withoutCredentials, 'backstageUser(credentials)'],
  ['credentials of another user', certainly.anotherUser, 'backstageUser(credentials)'],
  ['an unknown permission', certainly.unknownPermission, 'give one of boost.access, '],
])(
  '%s is a refusal and no failure [access-control/Certain denial is distinguished from a failure]',
  async (_what, call, remedy) => {
    const sdk = setUpOpenTelemetry();
    const events: unknown[] = [];
    await using backstage = await PermissionBackend.start(() => onlyOwner);
    await using kagenti = testClient(server.backend.baseUrl, {
      tokens: server.tokens,
      authorize: permissionAuthorizer(backstage.permissions),
      audit: event => void events.push(event),
    });

    const error = await refusalOf(() => call(kagenti));

    expect(error).toMatchObject({
      code: 'permission',
      message: expect.stringContaining(remedy),
    });
    expect(events).toMatchObject([{ outcome: 'denied', errorType: 'permission' }]);
    expect(await sdk.metric('kagenti.client.call.duration')).toMatchObject([
      { attributes: { 'error.type': 'permission' } },
    ]);
  },
);

test.each(['constructor', '__proto__', 'toString', 'boost.agnet.list', 'hunter2 and more'])(
  'the permission %s is denied unasked',
  async permission => {
    await using backstage = await PermissionBackend.start(() => allow);
    await using kagenti = clientFor(backstage);
    const api = kagenti.asUser(janeOfBackstage);

    const error = await refusalOf(() =>
      callMethod(api, 'request', 'GET', '/api/v2/new', { permission }),
    );

    const shown = permission.includes(' ') ? '?' : permission;
    expect(error).toHaveProperty(
      'cause.message',
      expect.stringContaining(`There is no permission "${shown}"`),
    );
    expect(backstage.asked).toEqual([]);
  },
);

test('credentials and ref that differ are denied [access-control/Credentials of another user are denied]', async () => {
  await using backstage = await PermissionBackend.start(() => allow);
  await using kagenti = clientFor(backstage);
  const credentials = credentialsOfUser(jane);

  await refusalOf(() => kagenti.asUser({ ref: 'user:default/bob', credentials }).agents.list());
  expect(backstage.asked).toEqual([]);

  const spelling = kagenti.asUser({ ref: 'User:default/Jane', credentials });
  await expect(spelling.agents.list()).resolves.toHaveProperty('items');
});

test('B3: conditions on a call that neither lists agents nor touches one deny [access-control/Conditions without agents deny]', async () => {
  await using backstage = await PermissionBackend.start(() => onlyOwner);
  await using kagenti = clientFor(backstage);
  const api = kagenti.asUser(janeOfBackstage);

  const error = await refusalOf(() =>
    api.request('GET', '/api/v2/new', { permission: 'boost.agent.list' }),
  );

  expect(error).toMatchObject({
    code: 'permission',
    message: expect.stringContaining('this operation lists none'),
  });
});

test.each<[string, Parameters<typeof PermissionBackend.start>[0]]>([
  ['an error', (_question, response) => json(response, {}, 500)],
  ['no decision', () => ({ result: 'MAYBE' })],
  ['an empty list', (_question, response) => json(response, { items: [] })],
  ['a cut connection', (_question, response) => reset(response)],
])(
  '%s of the permission backend denies [access-control/Permission backend that fails denies]',
  async (_what, policy) => {
    await using backstage = await PermissionBackend.start(policy);
    await using kagenti = clientFor(backstage);
    const { agents } = kagenti.asUser(janeOfBackstage);

    await refusalOf(() => agents.list());
    await refusalOf(() => agents.delete(weatherAgent));

    expect(backstage.asked).toHaveLength(2);
  },
);

test('a permission service that forgets to decide denies [access-control/Permission backend that fails denies]', async () => {
  const forgetful = { authorize: async () => [], authorizeConditional: async () => [] };
  await using kagenti = clientFor({ permissions: forgetful });
  const { agents } = kagenti.asUser(janeOfBackstage);

  for (const call of [() => agents.list(), () => agents.delete(weatherAgent)]) {
    expect(await refusalOf(call)).toMatchObject({
      code: 'permission_undecided',
      cause: { message: 'The permission service gave no decision.' },
    });
  }
});
