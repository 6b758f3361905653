import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import { expect, test } from 'vitest';
import { partsText, recorded } from '../../test/fixtures/recorded-streams.fixture.ts';
import {
  eventStream,
  json,
  reset,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';

const message = { ...weatherAgent, message: 'hi' };

/** Reads slowly, so that the connection is gone before most of what came is taken. */
async function readSlowly(origin: string): Promise<{ text: string; error: unknown }> {
  await using kagenti = testClient(origin);
  let text = '';
  try {
    for await (const event of kagenti.asUser(jane).chat.stream(message)) {
      if (event.type === 'text') text += event.text;
      await sleep(60);
    }
    return { text, error: undefined };
  } catch (error) {
    return { text, error };
  }
}

test.each([
  ['a complete reply is whole', 'working', `${partsText}echo: hi`, undefined],
  [
    'a reply that was cut has all that came',
    'no final event',
    partsText,
    { reason: 'truncated', text: partsText },
  ],
])(
  '%s, though the connection breaks before it is read [kagenti-chat-streaming/End of file before the end is truncation]',
  async (_what, name, text, error) => {
    await using server = await ScriptedServer.start(async response => {
      eventStream(response);
      for (const frame of recorded(name).split(/(?<=\n\n)/)) {
        response.write(frame);
        await sleep(5);
      }
      await sleep(20);
      reset(response);
    });

    const read = await readSlowly(server.origin);

    expect(read).toMatchObject({ text, error });
  },
);

test('a call that is ended while it waits for a connection is never sent [kagenti-api/Abort ends a call in any phase]', async () => {
  let answerFirst: (() => void) | undefined;
  await using server = await ScriptedServer.start((response, _request, index) => {
    const answer = (): void => {
      json(response, { items: [] });
    };
    if (index === 0) answerFirst = answer;
    else answer();
  });
  const dispatcher = new Agent({ connections: 1 });
  await using kagenti = testClient(server.origin, { dispatcher });
  const { agents } = kagenti.asUser(jane);
  const first = agents.list({ namespace: 'team1' });
  const controller = new AbortController();
  const second = rejection(agents.list({ namespace: 'team2' }, { signal: controller.signal }));
  const third = agents.list({ namespace: 'team3' });
  await sleep(50);

  controller.abort();
  const error = await second;
  answerFirst?.();
  await Promise.all([first, third]);

  expect(error).toMatchObject({ name: 'KagentiAbortError' });
  expect(server.requests.map(({ path }) => path)).toEqual([
    '/api/v1/agents?namespace=team1',
    '/api/v1/agents?namespace=team3',
  ]);
  await dispatcher.close();
});

test('what goes before an answer is none', async () => {
  await using server = await ScriptedServer.start(response => {
    response.writeProcessing();
    response.writeEarlyHints({ link: '</styles.css>; rel=preload' });
    json(response, { items: [] });
  });
  await using kagenti = testClient(server.origin);

  const { status, headers } = await kagenti.asUser(jane).agents.list().withResponse();

  expect(status).toBe(200);
  expect(headers).not.toHaveProperty('link');
});

test('a header that comes twice is one', async () => {
  await using server = await ScriptedServer.start(response => {
    response.setHeader('set-cookie', ['a=1', 'b=2']);
    json(response, { items: [] });
  });
  await using kagenti = testClient(server.origin);

  const { headers } = await kagenti.asUser(jane).agents.list().withResponse();

  expect(headers['set-cookie']).toBe('a=1, b=2');
});

test('a dispatcher that takes no request at all is told as such [kagenti-api/Failure of the connection]', async () => {
  const dispatcher = new Agent();
  const broken = dispatcher.compose(() => (_options, _handler) => {
    throw new TypeError('no request is taken here');
  });
  await using kagenti = testClient('http://127.0.0.1:1', { dispatcher: broken });

  const error = await rejection(kagenti.asUser(jane).agents.list({}, { maxRetries: 0 }));

  expect(error).toMatchObject({
    name: 'KagentiConnectionError',
    reason: 'TypeError',
    requestSent: false,
  });
  await dispatcher.close();
});
