import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { recordedStreams } from '../../test/fixtures/recorded-streams.fixture.ts';
import { frames, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { collect, streaming } from '../../test/fixtures/streaming-server.fixture.ts';
import { jane, testClient, weatherAgent } from '../../test/fixtures/test-client.fixture.ts';
import { mapFrame } from './event-mapping.ts';

const message = { ...weatherAgent, message: 'hi' };
const map = (frame: Record<string, unknown>) => mapFrame(frame, id => `${id}!`).events;

/** Texts of an event for people. */
function textsOf(event: object): unknown[] {
  return Object.entries(event).flatMap(([key, value]) =>
    key === 'text' || key === 'message' ? [value] : [],
  );
}

test.each(Object.entries(recordedStreams).filter(([, { status }]) => status === 200))(
  'A17: %s: no text comes twice, and none is lost [kagenti-chat-streaming/Each text arrives once]',
  async (_name, { text: wire }) => {
    await using server = await streaming([wire]);
    await using kagenti = testClient(server.origin);
    const sent = new Set(
      [...wire.matchAll(/"(?:message|content|error)": (".*?[^\\]")/g)].map(([, json = '""']) =>
        JSON.parse(json),
      ),
    );

    const { events } = await collect(kagenti.asUser(jane).chat.stream(message));

    const texts = events.flatMap(textsOf);
    expect(texts).toHaveLength(sent.size);
    expect(new Set(texts)).toEqual(sent);
  },
);

test.each([
  ['a final state', { type: 'status', state: 'COMPLETED', final: true }, ['status', 'text']],
  ['a message in place of a task', { type: 'status', state: 'WORKING' }, ['status', 'text']],
  ['a question', { type: 'hitl_request', state: 'INPUT_REQUIRED' }, ['inputRequired']],
  ['a sign-in', { type: 'status', state: 'auth-required' }, ['authRequired']],
  ['a failure', { type: 'status', state: 'FAILED' }, ['status', 'error']],
])(
  'A17: the text of %s arrives once [kagenti-chat-streaming/Each text arrives once]',
  (_what, event, types) => {
    const events = map({ event: { ...event, message: 'Which city?' }, content: 'Which city?' });

    expect(events.map(({ type }) => type)).toEqual(types);
    expect(events.flatMap(textsOf)).toEqual(['Which city?']);
  },
);

test('A17: texts that differ both arrive [kagenti-chat-streaming/Each text arrives once]', () => {
  const question = { type: 'hitl_request', message: 'Which city?' };
  const state = { type: 'status', state: 'COMPLETED', message: 'finished' };

  expect(map({ event: question, content: 'I found two.' }).flatMap(textsOf)).toEqual([
    'Which city?',
    'I found two.',
  ]);
  expect(map({ event: state, content: 'It is sunny.' }).flatMap(textsOf)).toEqual([
    'finished',
    'It is sunny.',
  ]);
});

test.each([
  ['status', { type: 'status', state: 'working' }],
  ['artifact', { type: 'artifact' }],
  ['inputRequired', { type: 'hitl_request' }],
  ['authRequired', { type: 'status', state: 'auth-required' }],
  ['error', { type: 'status', state: 'failed' }],
])(
  'A17: %s has the ids of its task, where the agent sent them [kagenti-chat-streaming/Events carry the ids of their task]',
  (type, event) => {
    const withIds = map({ event: { ...event, taskId: 't1', contextId: 'ctx-1' } }).at(-1);
    const without = map({ event: { ...event, taskId: '', contextId: null } }).at(-1);

    expect(withIds).toMatchObject({ type, taskId: 't1', contextId: 'ctx-1!' });
    expect(Object.keys(without ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/Id$/)]),
    );
  },
);

test('A17: a question has its own id, where the agent sends one [kagenti-chat-streaming/Events carry the ids of their task]', () => {
  expect(map({ event: { type: 'hitl_request', requestId: 'r1' } })).toEqual([
    { type: 'inputRequired', requestId: 'r1' },
  ]);
});

test('A17: an artifact has its content in the result [kagenti-chat-streaming/Result of a reply]', async () => {
  const artifact = { type: 'artifact', name: 'report' };
  await using server = await streaming([
    frames(
      { event: { ...artifact, text: 'Title. ' }, content: 'Body.' },
      { content: ' And more.' },
      { event: artifact },
      { content: ' At the end.', done: true },
    ),
  ]);
  await using kagenti = testClient(server.origin);

  await expect(kagenti.asUser(jane).chat.stream(message).result()).resolves.toEqual({
    text: 'Body. And more. At the end.',
    artifacts: [{ name: 'report', text: 'Title. Body.' }],
  });
});

test.each(['gzip', 'br', 'GZIP, identity'])(
  'A17: a stream in %s fails as compressed, not as cut [kagenti-chat-streaming/Compressed stream is named]',
  async coding => {
    await using server = await ScriptedServer.start(response => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'content-encoding': coding });
      response.end(gzipSync(frames({ content: 'x' }, { done: true })));
    });
    await using kagenti = testClient(server.origin);

    const { error } = await collect(kagenti.asUser(jane).chat.stream(message));

    expect(error).toMatchObject({
      name: 'KagentiStreamError',
      reason: 'protocol',
      message: expect.stringMatching(/compressed \(content-encoding\).*proxy/),
    });
  },
);

test('A17: identity is no compression', async () => {
  await using server = await ScriptedServer.start(response => {
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'content-encoding': 'Identity',
    });
    response.end(frames({ content: 'x' }, { done: true }));
  });
  await using kagenti = testClient(server.origin);

  await expect(kagenti.asUser(jane).chat.stream(message).text()).resolves.toBe('x');
});
