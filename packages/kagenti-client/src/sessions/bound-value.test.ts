import { expect, test } from 'vitest';
import { ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { streaming } from '../../test/fixtures/streaming-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { Validation } from '../options/client-options.ts';
import { bindSessionsIn, isTooDeep } from './bound-value.ts';

const message = { ...weatherAgent, message: 'hi' };
const bind = (id: string): string => `${id}!`;

/** JSON whose innermost array lies that many levels below the top. */
function nested(levels: number): string {
  return `${'['.repeat(levels)}[]${']'.repeat(levels)}`;
}

test('ids are bound at every depth, and nothing else changes [audit-identity/Callers see only bound session ids]', () => {
  const value = {
    session_id: 'a',
    n: 1,
    x: [{ session_id: 'b', y: null }, 'session_id'],
    z: { session_id: 7, text: 'a or b' },
  };

  expect(bindSessionsIn(value, bind)).toEqual({
    session_id: 'a!',
    n: 1,
    x: [{ session_id: 'b!', y: null }, 'session_id'],
    z: { session_id: 7, text: 'a or b' },
  });
});

test.each(['contextId', 'context_id', 'sessionId', 'anything'])(
  'the id is bound under the name %s, too [audit-identity/Callers see only bound session ids]',
  name => {
    const deep = [{ [name]: 'ctx-1' }];

    expect(bindSessionsIn({ session_id: 'ctx-1', deep }, bind)).toEqual({
      session_id: 'ctx-1!',
      deep: [{ [name]: 'ctx-1!' }],
    });
    expect(bindSessionsIn({ deep }, bind, 'ctx-1')).toEqual({ deep: [{ [name]: 'ctx-1!' }] });
  },
);

test('an empty id binds no empty text [audit-identity/Callers see only bound session ids]', () => {
  const value = { session_id: '', text: '' };

  expect(bindSessionsIn(value, bind)).toEqual(value);
});

test('200 levels are not too deep, 201 are [kagenti-api/Unusable answer fails the call]', () => {
  expect([200, 201, 200_000].map(levels => isTooDeep(JSON.parse(nested(levels))))).toEqual([
    false,
    true,
    true,
  ]);
});

test.each<[Validation, number]>([
  ['off', 3_000],
  ['report', 200_000],
])(
  'with validation %s, an answer of %d levels [kagenti-api/Unusable answer fails the call]',
  async (validation, levels) => {
    await using server = await ScriptedServer.start(response => {
      response.end(`{"content":"hi","session_id":"ctx-1","deep":${nested(levels)}}`);
    });
    await using kagenti = testClient(server.origin, { validation });

    const error = await rejection(kagenti.asUser(jane).chat.send(message));

    expect(error).toMatchObject({
      name: 'KagentiContractError',
      operation: 'chat.send',
      issues: [{ path: '', code: 'too_deep' }],
      attempts: [{ status: 200 }],
    });
  },
);

test.each([3_000, 200_000])(
  'an unknown event of %d levels [kagenti-chat-streaming/Stream that is not what it should be]',
  async levels => {
    await using server = await streaming([`data: {"event":${nested(levels)}}\n\n`], 'stay');
    await using kagenti = testClient(server.origin);

    const error = await rejection(kagenti.asUser(jane).chat.stream(message).text());

    expect(error).toMatchObject({ name: 'KagentiStreamError', reason: 'protocol' });
    expect(await server.connectionsClosed()).toBe(true);
  },
);
