import { setTimeout } from 'node:timers/promises';
import type { ChatEvent } from '@rhdh-boost/kagenti-client';

/**
 * The events of a reply, and an empty text whenever none came for a while. Proxies keep the connection then, and Boost's
 * route, which checks at each event whether the browser is there, ends the call soon after it left.
 */
export async function* withHeartbeat(
  reply: AsyncIterable<ChatEvent>,
  ms: number,
): AsyncGenerator<ChatEvent> {
  const events = reply[Symbol.asyncIterator]();
  try {
    let next = events.next();
    for (;;) {
      const settled = new AbortController();
      const result = await Promise.race([next, setTimeout(ms, undefined, settled)]).finally(() =>
        settled.abort(),
      );
      if (result?.done === true) return;
      yield result?.value ?? { type: 'text', text: '' };
      if (result) next = events.next();
    }
  } finally {
    await events.return?.();
  }
}
