import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Refusal } from '../answer.ts';

/**
 * Reads a body: JSON, or its text where the Content-Type says something else (as FastAPI does);
 * undefined when there is none.
 *
 * @throws Refusal 422 when the JSON is broken.
 */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const body = await text(request);
  if (body === '') {
    return undefined;
  }
  const mediaType = request.headers['content-type'] ?? 'application/json';
  return /^application\/([\w.-]+\+)?json\b/i.test(mediaType) ? parse(body) : body;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    // Where Node says no place, the text ends too early, or is no JSON from its beginning.
    const place = /^\s*[[{"\d\-tfn]/.test(body) ? body.length : body.search(/\S/);
    const position = /position (\d+)/.exec(String(error))?.[1] ?? place;
    throw new Refusal(422, [
      {
        type: 'json_invalid',
        loc: ['body', Number(position)],
        msg: 'JSON decode error',
        input: {},
        ctx: { error: 'Expecting value' },
      },
    ]);
  }
}
