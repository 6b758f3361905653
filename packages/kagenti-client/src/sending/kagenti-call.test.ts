import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';

/** What the runtime reports while some code runs, and shortly after; hidden from the test runner. */
async function unhandledDuring(code: () => unknown): Promise<unknown[]> {
  const reported: unknown[] = [];
  const others = process.rawListeners('unhandledRejection');
  const listener = (reason: unknown): void => void reported.push(reason);
  process.removeAllListeners('unhandledRejection').on('unhandledRejection', listener);
  try {
    await code();
    await sleep(30);
    return reported;
  } finally {
    process.off('unhandledRejection', listener);
    for (const other of others) {
      process.on('unhandledRejection', (...event) => Reflect.apply(other, process, event));
    }
  }
}

/** A server that counts, and fails nothing. */
function listing(): Promise<ScriptedServer> {
  return ScriptedServer.start(response => {
    json(response, { items: [] });
  });
}

test('a call whose promise is not used is sent [kagenti-api/Call starts immediately]', async () => {
  await using server = await listing();
  await using kagenti = testClient(server.origin);

  const call = kagenti.asUser(jane).agents.list();

  await expect.poll(() => server.requests.length).toBe(1);
  await call;
});

test('one call is sent once, however it is used [kagenti-api/Call starts immediately]', async () => {
  await using server = await listing();
  await using kagenti = testClient(server.origin);
  const call = kagenti.asUser(jane).agents.list();

  const [data, again, response] = await Promise.all([call, call, call.withResponse()]);
  const later = await call.withResponse();
  await call.then(value => value).finally(() => undefined);

  expect(call).toBeInstanceOf(Promise);
  expect([again, response.data, later.data].every(value => value === data)).toBe(true);
  expect(server.requests).toHaveLength(1);
});

test('parameters are those of the moment of the call [kagenti-api/Call starts immediately]', async () => {
  await using server = await listing();
  await using kagenti = testClient(server.origin);
  const parameters = { ...weatherAgent };

  const call = kagenti.asUser(jane).agents.get(parameters);
  parameters.name = 'other';
  await call;

  expect(server.requests[0]?.path).toBe('/api/v1/agents/team1/weather-agent');
});

test('a rule that is broken rejects [kagenti-api/Refused call rejects]', async () => {
  const { agents, chat } = testClient('http://127.0.0.1:1', { namespaces: ['team1'] }).asUser(jane);

  const calls = [
    agents.list({ namespace: 'team2' }),
    agents.get({ namespace: 'team1', name: '..' }),
    agents.list({ namespace: 'team1' }, { timeoutMs: -1 }),
    chat.send({ message: 'hi' }),
    chat.send({ ...weatherAgent, message: 'hi', sessionId: 'stolen' }),
  ];
  const codes = await Promise.all(
    calls.map(call => call.catch(({ code }: { code: string }) => code)),
  );

  expect(codes).toEqual([
    'namespace_refused',
    'invalid_parameter',
    'invalid_parameter',
    'invalid_parameter',
    'session_refused',
  ]);
});

const failing = testClient('http://127.0.0.1:1', { namespaces: ['team9'] }).asUser(jane);
const refused = { code: 'namespace_refused' };

test.each<[string, () => void]>([
  ['the call', () => void failing.agents.list()],
  ['the response', () => void failing.agents.list().withResponse()],
  [
    'the response, which was asked for twice and handled once',
    () => {
      const call = failing.agents.list();
      call.withResponse().catch(() => undefined);
      void call.withResponse();
    },
  ],
])('nobody handles %s [kagenti-api/Refused call rejects]', async (_what, code) => {
  expect(await unhandledDuring(code)).toMatchObject([refused]);
});

test('one handled use is enough [kagenti-api/Refused call rejects]', async () => {
  const reported = await unhandledDuring(async () => {
    expect(await rejection(failing.agents.list())).toMatchObject(refused);
    expect(await rejection(failing.agents.list().withResponse())).toMatchObject(refused);
    const call = failing.agents.list();
    const both = [rejection(call), rejection(call.withResponse())];
    expect(await Promise.all(both)).toMatchObject([refused, refused]);
  });

  expect(reported).toEqual([]);
});

test('a stream that is not read is not sent [kagenti-chat-streaming/Stream is sent when it is read]', async () => {
  await using server = await listing();
  const tokens = new NumberedTokens();
  await using kagenti = testClient(server.origin, { tokens });
  const { chat } = kagenti.asUser(jane);

  const message = { ...weatherAgent, message: 'hi' };
  const iterator = chat.stream(message)[Symbol.asyncIterator]();
  const [first, second] = [chat.stream(message), chat.stream(message)];
  await sleep(30);
  expect([tokens.asked, server.requests.length]).toEqual([0, 0]);

  await Promise.allSettled([iterator.next(), first.text(), second.result()]);
  expect(server.requests).toHaveLength(3);
});
