import { expect, test } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';

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
