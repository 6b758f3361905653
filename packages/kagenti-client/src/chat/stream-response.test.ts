import { expect, test } from 'vitest';
import { recorded } from '../../test/fixtures/recorded-streams.fixture.ts';
import {
  eventStream,
  frames,
  json,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import { streaming } from '../../test/fixtures/streaming-server.fixture.ts';
import {
  firstEvent,
  jane,
  NumberedTokens,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';

const message = { ...weatherAgent, message: 'hi' };

/** Refuses the first token, then replies under a request id of its own. */
function renewing(): Promise<ScriptedServer> {
  return ScriptedServer.start((response, _request, index) => {
    if (index === 0) {
      json(response, { detail: 'expired' }, 401);
      return;
    }
    response.setHeader('x-request-id', 'req-7');
    eventStream(response);
    response.end(recorded('working'));
  });
}

const told = {
  status: 200,
  headers: { 'content-type': expect.stringContaining('text/event-stream') },
  requestId: 'req-7',
  attempts: [{ status: 401 }, { status: 200, requestId: 'req-7' }],
};

test('after the reply was read [kagenti-chat-streaming/Response of a stream]', async () => {
  await using server = await renewing();
  await using kagenti = testClient(server.origin);
  const stream = kagenti.asUser(jane).chat.stream(message);

  await expect(stream.text()).resolves.toContain('echo: hi');

  await expect(stream.withResponse()).resolves.toMatchObject(told);
  expect(server.requests).toHaveLength(2);
});

test('before and while it is read [kagenti-chat-streaming/Response of a stream]', async () => {
  await using server = await renewing();
  await using kagenti = testClient(server.origin);
  const stream = kagenti.asUser(jane).chat.stream(message);

  const { data, ...response } = await stream.withResponse();

  expect(response).toMatchObject(told);
  expect(data).toBe(stream);
  const iterator = data[Symbol.asyncIterator]();
  await iterator.next();
  await expect(stream.withResponse()).resolves.toMatchObject(told);
  await expect(rejection(stream.text())).resolves.toMatchObject({ code: 'stream_used' });
  expect(server.requests).toHaveLength(2);
});

test('a call that fails tells both the same [kagenti-chat-streaming/Response of a stream]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { detail: 'no' }, 404);
  });
  await using kagenti = testClient(server.origin);
  const stream = kagenti.asUser(jane).chat.stream(message);

  const errors = await Promise.all([rejection(stream.withResponse()), rejection(stream.text())]);

  expect(errors[0]).toMatchObject({ name: 'KagentiHttpError', status: 404 });
  expect(errors[1]).toBe(errors[0]);
  expect(server.requests).toHaveLength(1);
});

test('a reply that is left after its response has its connection closed [kagenti-chat-streaming/Response of a stream]', async () => {
  await using server = await streaming([frames({ content: 'one' })], 'stay');
  const outcomes: string[] = [];
  await using kagenti = testClient(server.origin, {
    audit: ({ outcome }) => void outcomes.push(outcome),
  });
  const stream = kagenti.asUser(jane).chat.stream(message);
  await stream.withResponse();

  await stream[Symbol.asyncIterator]().return();

  expect(await server.connectionsClosed()).toBe(true);
  expect(outcomes).toEqual(['started', 'failed']);
  await expect(stream.withResponse()).resolves.toMatchObject({ status: 200 });
});

test('a stream that was left before it was sent has none, and is not sent [kagenti-chat-streaming/Response of a stream]', async () => {
  const tokens = new NumberedTokens();
  await using kagenti = testClient('http://127.0.0.1:1', { tokens });
  const stream = kagenti.asUser(jane).chat.stream(message);
  await stream[Symbol.asyncIterator]().return();

  await expect(stream.withResponse()).rejects.toMatchObject({ name: 'KagentiAbortError' });
  expect(tokens.asked).toBe(0);
});

test.each([
  [
    'parameters with a getter that throws',
    {
      ...weatherAgent,
      get message(): string {
        throw new Error('not yet loaded');
      },
    },
    { message: 'not yet loaded' },
  ],
  ['no parameters', undefined, { code: 'invalid_parameter' }],
  ['null as parameters', null, { code: 'invalid_parameter' }],
])(
  '%s: the first read fails [kagenti-chat-streaming/Stream is sent when it is read]',
  async (_what, given, expected) => {
    const tokens = new NumberedTokens();
    await using kagenti = testClient('http://127.0.0.1:1', { tokens });
    const { chat } = kagenti.asUser(jane);
    const open = () => Reflect.apply(Reflect.get(chat, 'stream'), chat, [given]);

    await expect(rejection(firstEvent(open()))).resolves.toMatchObject(expected);
    await expect(rejection(open().withResponse())).resolves.toMatchObject(expected);
    expect(tokens.asked).toBe(0);
  },
);
