import { createParser } from 'eventsource-parser';
import { type Dispatcher, request } from 'undici';

/** The least that reading such a stream can be: bytes to text, text to data, data to values. */
export async function* rawEvents(url: string, dispatcher: Dispatcher): AsyncGenerator {
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
