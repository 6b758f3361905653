import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BodyWriter } from '../answer.ts';
import { pause } from '../pause.ts';

/** A pause before the next chunk. */
export interface StreamPause {
  /** How long, in milliseconds. */
  readonly delayMs: number;
}

/** A stream's body, byte for byte, in place of an agent's reply. */
export interface StreamScript {
  /** The HTTP status; 200 by default. */
  readonly status?: number;
  /**
   * Headers, by their names in any case, in place of the backend's; undefined leaves one out (a stream
   * without a Content-Type, say). They are sent as they are: with a Content-Encoding, the chunks must
   * be compressed already.
   */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** What goes out, each as a chunk of its own: text (as UTF-8), bytes, or a pause. */
  readonly chunks: readonly (string | Uint8Array | StreamPause)[];
  /**
   * What follows the last chunk: the body's end (`end`, the default), the connection's end with the
   * body unfinished (`cut`), a reset connection (`reset`), or nothing until the caller leaves or the
   * backend stops (`stall`).
   */
  readonly ending?: 'end' | 'cut' | 'reset' | 'stall';
}

/** A reset makes the peer's kernel throw unread bytes away; this long it has to read them. */
const readingTimeMs = 50;

/** Writes a script as an answer's body. */
export function scriptWriter({ chunks, ending = 'end' }: StreamScript): BodyWriter {
  return async (response, callerLeft) => {
    response.flushHeaders();
    for (const chunk of chunks) {
      if (typeof chunk === 'object' && 'delayMs' in chunk) {
        if (!(await pause(chunk.delayMs, callerLeft))) {
          return;
        }
      } else {
        await writeChunk(response, chunk);
      }
    }
    await finish(response, ending);
  };
}

/** Resolves when the chunk is on its way, so that the next one does not join it. */
function writeChunk(response: ServerResponse, chunk: string | Uint8Array): Promise<void> {
  return new Promise(resolve => {
    // An error means that the caller has left, which the next pause or the end finds out.
    response.write(chunk, () => resolve());
  });
}

async function finish(
  response: ServerResponse,
  ending: NonNullable<StreamScript['ending']>,
): Promise<void> {
  switch (ending) {
    case 'end':
      response.end();
      return;
    case 'cut':
      response.socket?.destroySoon();
      return;
    case 'reset':
      await sleep(readingTimeMs);
      response.socket?.resetAndDestroy();
      return;
    case 'stall':
      if (!response.closed) {
        await once(response, 'close');
      }
  }
}
