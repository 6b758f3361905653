import { invalidParameter } from '../errors/invalid-parameter.ts';
import { checkNumber, maximumMs } from '../options/check-number.ts';

/** Nothing came for a while: no event of a reply, but a time to send a sign of life. */
export interface HeartbeatEvent {
  /** Kind of event. */
  readonly type: 'heartbeat';
}

/** As the HTML standard advises in its section on server-sent events. */
export const defaultHeartbeatMs = 15_000;

/**
 * The events of a reply, and a `heartbeat` whenever none came for a while: for protocols that have no
 * {@link ChatStream.toSSEResponse}. Proxies cut a connection that is silent for longer, and a server that notices only
 * when it writes that its reader has left can then end the call. The next event is awaited meanwhile, and none is lost.
 * Leaving the loop leaves the reply.
 *
 * @param events - The reply: a {@link ChatStream}, or another iterable whose `return` does not wait for the next event,
 * as that of an async generator does.
 * @param heartbeatMs - How long nothing may come, in milliseconds. Default: 15 000.
 * @throws KagentiError `invalid_parameter`, immediately, for a time that is not from 1 to 2 147 483 647.
 */
export function withHeartbeat<Event>(
  events: AsyncIterable<Event>,
  heartbeatMs: number = defaultHeartbeatMs,
): AsyncGenerator<Event | HeartbeatEvent, void> {
  checkNumber('heartbeatMs', heartbeatMs, 1, maximumMs, rule =>
    invalidParameter('chat.stream', rule),
  );
  return beating(events[Symbol.asyncIterator](), heartbeatMs);
}

async function* beating<Event>(
  events: AsyncIterator<Event>,
  heartbeatMs: number,
): AsyncGenerator<Event | HeartbeatEvent, void> {
  try {
    let next = events.next();
    for (;;) {
      const result = await orHeartbeat(next, heartbeatMs);
      if (result === 'heartbeat') {
        yield { type: 'heartbeat' };
      } else {
        if (result.done === true) return;
        yield result.value;
        next = events.next();
      }
    }
  } finally {
    await events.return?.();
  }
}

/** What is awaited, or `heartbeat` if it takes longer; the same may be awaited again. */
export async function orHeartbeat<T>(
  awaited: Promise<T>,
  heartbeatMs: number,
): Promise<T | 'heartbeat'> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<'heartbeat'>(resolve => {
    timer = setTimeout(resolve, heartbeatMs, 'heartbeat');
  });
  try {
    return await Promise.race([awaited, silence]);
  } finally {
    clearTimeout(timer);
  }
}
