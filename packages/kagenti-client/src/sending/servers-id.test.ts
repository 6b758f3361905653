import { startIdentityProvider, startKagentiBackend } from '@rhdh-boost/testkit';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';
import { Agent } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';

test("A15: Kagenti returns no request id, so attempts, errors and audit have the client's own [kagenti-api/Request id is the client's own]", async () => {
  const account = { clientId: 'boost', clientSecret: 'example' };
  await using identityProvider = await startIdentityProvider({
    clients: [{ ...account, roles: ['rossoctl-operator'] }],
  });
  await using backend = await startKagentiBackend({ identityProvider });
  const { tokenEndpoint } = identityProvider;
  await using tokens = new KeycloakTokenManager({ tokenEndpoint, ...account });
  const sent: unknown[] = [];
  const audited: unknown[] = [];
  const agent = new Agent();
  onTestFinished(() => agent.destroy());
  await using kagenti = testClient(backend.baseUrl, {
    tokens,
    dispatcher: agent.compose(dispatch => (request, handler) => {
      sent.push(Object(request.headers)['x-request-id']);
      return dispatch(request, handler);
    }),
    audit: ({ requestId }) => void audited.push(requestId),
  });
  const { agents } = kagenti.asUser(jane);

  const { headers, requestId } = await agents.list({ namespace: 'team1' }).withResponse();
  const error = await rejection(agents.get({ namespace: 'team1', name: 'none' }));

  expect(headers).not.toHaveProperty('x-request-id');
  expect(sent).toHaveLength(2);
  expect(requestId).toBe(sent[0]);
  expect(error).toMatchObject({ requestId: sent[1], attempts: [{ requestId: sent[1] }] });
  expect(audited).toEqual(sent);
});

/** Whether the id that a server gives to a request becomes that of the attempt, which is printed and audited. */
async function isTaken(id: string): Promise<boolean> {
  await using server = await ScriptedServer.start(response => {
    json(response, {}, 404, { 'x-request-id': id });
  });
  await using kagenti = testClient(server.origin);
  const { chat } = kagenti.asUser(jane);
  const error = await rejection(chat.send({ ...weatherAgent, message: 'my wish: hunter2' }));
  const own = server.requests[0]?.headers['x-request-id'];
  expect(error).toMatchObject({ attempts: [{ requestId: expect.any(String) }] });
  const [attempt] = Object(error).attempts;
  expect([id, own]).toContain(attempt.requestId);
  return attempt.requestId === id;
}

test.each([
  ['the token', 'token-1'],
  ['a piece of the token', 'oken-1'],
  ['the token and more', 'id-token-1-id'],
  ['a piece of the message', 'hunter2'],
  ['129 characters', 'i'.repeat(129)],
])(
  'an id of the server that is %s is not taken [kagenti-api/Printed error contains no content]',
  async (_what, id) => {
    expect(await isTaken(id)).toBe(false);
  },
);

test.each([
  ['128 characters', 'i'.repeat(128)],
  ['a UUID', '0f8fad5b-d9cb-469f-a165-70867728950e'],
])(
  'an id of the server that is %s is taken [kagenti-api/Printed error contains no content]',
  async (_what, id) => {
    expect(await isTaken(id)).toBe(true);
  },
);
