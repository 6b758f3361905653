import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { recorded, recordedDone } from '../../test/fixtures/recorded-streams.fixture.ts';
import { ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, testClient, weatherAgent } from '../../test/fixtures/test-client.fixture.ts';
import type { ChatEvent } from './chat-event.ts';
import { withHeartbeat } from './with-heartbeat.ts';

async function* failing(): AsyncGenerator<number> {
  yield 1;
  await sleep(20);
  throw new Error('cut');
}

const message = { ...weatherAgent, message: 'hi' };

test('Provider: a heartbeat comes while the agent is silent, and no event is lost', async () => {
  await using server = await ScriptedServer.start(async response => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    await sleep(100);
    response.end(recorded('asks for input'));
  });
  await using kagenti = testClient(server.origin);
  const { chat } = kagenti.asUser(jane);
  const types: string[] = [];

  for await (const { type } of withHeartbeat(chat.stream(message), 20)) types.push(type);

  expect(types.filter(type => type === 'heartbeat').length).toBeGreaterThan(1);
  const events: ChatEvent[] = [];
  for await (const event of chat.stream(message)) events.push(event);
  expect(types.filter(type => type !== 'heartbeat')).toEqual(events.map(({ type }) => type));
  expect(events.at(-1)).toEqual(recordedDone);
});

test('Provider: leaving at a heartbeat ends the call', async () => {
  const closed = vi.fn<() => void>();
  await using server = await ScriptedServer.start(response => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    response.on('close', closed);
  });
  await using kagenti = testClient(server.origin);

  for await (const event of withHeartbeat(kagenti.asUser(jane).chat.stream(message), 5)) {
    expect(event).toEqual({ type: 'heartbeat' });
    break;
  }

  await expect.poll(() => closed.mock.calls.length).toBe(1);
});

test('Provider: a failure after heartbeats rejects once', async () => {
  const seen: unknown[] = [];

  const reading = (async () => {
    for await (const event of withHeartbeat(failing(), 5)) seen.push(event);
  })();

  await expect(reading).rejects.toThrow('cut');
  expect(seen).toEqual(expect.arrayContaining([1, { type: 'heartbeat' }]));
});

test.each([0, -1, Number.NaN, 2 ** 31])('Provider: %s ms between heartbeats are refused', ms => {
  expect(() => withHeartbeat(failing(), ms)).toThrow(
    expect.objectContaining({ code: 'invalid_parameter' }),
  );
});
