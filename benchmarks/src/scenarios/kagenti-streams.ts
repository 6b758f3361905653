import { KagentiClient } from '@rhdh-boost/kagenti-client';
import { createParser } from 'eventsource-parser';
import { Agent, request } from 'undici';
import type { Scenario } from '../benchmark.ts';
import { startKagentiServer } from '../kagenti/start-server.ts';
import { streamEvent } from '../kagenti/answers.ts';

const EVENTS = 100_000;

/** The least that reading such a stream can be: bytes to text, text to data, data to values. */
async function* rawEvents(url: string, dispatcher: Agent): AsyncGenerator<unknown> {
  const { body } = await request(url, { method: 'POST', dispatcher });
  let values: unknown[] = [];
  const parser = createParser({ onEvent: ({ data }) => values.push(JSON.parse(data)) });
  const decoder = new TextDecoder();
  for await (const bytes of body) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    const complete = values;
    values = [];
    yield* complete;
  }
}

async function timeEvents(events: AsyncIterable<unknown>, least: number): Promise<number> {
  const start = performance.now();
  let count = 0;
  for await (const _event of events) count += 1;
  const milliseconds = performance.now() - start;
  if (count < least) throw new Error(`There were ${count} events.`);
  return milliseconds;
}

/** How fast a reply is read beside the least that it can take. */
export const kagentiStreams: Scenario = {
  subject: `reading a reply of ${EVENTS} events of ${streamEvent(0).length} bytes`,
  peer: 'the same stream by eventsource-parser and JSON.parse',
  repetitions: 16,
  warmUps: 4,
  async prepare() {
    const server = await startKagentiServer();
    const baseUrl = `${server.origin}/events-${EVENTS}`;
    const tokens = { getToken: async () => 'token', invalidate: () => true };
    const kagenti = new KagentiClient({ baseUrl, tokens });
    const { chat } = kagenti.asUser('user:default/jane');
    const agent = { namespace: 'team1', name: 'weather-agent' };
    const url = `${baseUrl}/api/v1/chat/team1/weather-agent/stream`;
    const dispatcher = new Agent();
    return {
      subject: () => timeEvents(chat.stream({ ...agent, message: 'hi' }), 2 * EVENTS),
      peer: () => timeEvents(rawEvents(url, dispatcher), EVENTS),
      async dispose() {
        await kagenti.close();
        await dispatcher.close();
        server.close();
      },
    };
  },
};
