import { Agent } from 'undici';
import type { Scenario } from '../benchmark.ts';
import { streamEvent } from '../kagenti/answers.ts';
import { startKagenti } from '../kagenti/clients.ts';
import { rawEvents } from '../kagenti/raw-events.ts';

const EVENTS = 100_000;

async function timeEvents(events: AsyncIterable<unknown>, wanted: number): Promise<number> {
  const start = performance.now();
  let count = 0;
  for await (const event of events) if (event !== undefined) count += 1;
  const milliseconds = performance.now() - start;
  if (count !== wanted) throw new Error(`There were ${count} events, not ${wanted}.`);
  return milliseconds;
}

/** How fast a reply is read beside the least that it can take. */
export const kagentiStreams: Scenario = {
  subject: `a reply of ${EVENTS} events of ${streamEvent(0).length} bytes, each read as an artifact and its text`,
  peer: 'the same stream by undici.request, eventsource-parser and JSON.parse, each event read as one value',
  repetitions: 16,
  warmUps: 4,
  apart: true,
  async prepare() {
    const kagenti = await startKagenti(`events-${EVENTS}`);
    const { chat } = kagenti.api;
    const agent = { namespace: 'team1', name: 'weather-agent' };
    const url = `${kagenti.baseUrl}/api/v1/chat/team1/weather-agent/stream`;
    const dispatcher = new Agent();
    return {
      // The session, two for each event of the stream, and the end.
      subject: () => timeEvents(chat.stream({ ...agent, message: 'hi' }), 2 * EVENTS + 2),
      peer: () => timeEvents(rawEvents(url, dispatcher), EVENTS + 1),
      async dispose() {
        await kagenti.close();
        await dispatcher.destroy();
      },
    };
  },
};
