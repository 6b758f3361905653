import { setTimeout as sleep } from 'node:timers/promises';
import type { ChatEvent } from './chat-event.ts';
import type { ChatStream } from './chat-stream.ts';
import { eventStream, reset, ScriptedServer } from './scripted-server.fixture.ts';

/** A server that sends these pieces, then ends, or does what it is told. */
export function streaming(
  pieces: readonly (string | Uint8Array)[],
  ending: 'end' | 'stay' | 'reset' | 'cut' = 'end',
): Promise<ScriptedServer> {
  return ScriptedServer.start(async response => {
    eventStream(response);
    for (const piece of pieces) {
      response.write(piece);
      if (pieces.length > 1) await sleep(1);
    }
    if (ending === 'stay') return;
    if (ending === 'end') response.end();
    else {
      await sleep(30);
      if (ending === 'reset') reset(response);
      else response.socket?.destroySoon();
    }
  });
}

/** Everything that a stream yields, and the error that it ends in. */
export async function collect(
  stream: ChatStream,
): Promise<{ events: ChatEvent[]; error: unknown }> {
  const events: ChatEvent[] = [];
  try {
    for await (const event of stream) events.push(event);
    return { events, error: undefined };
  } catch (error) {
    return { events, error };
  }
}
