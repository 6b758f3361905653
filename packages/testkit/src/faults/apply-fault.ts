import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.ts';
import { limitBody } from './limit-body.ts';
import { respond } from './respond.ts';

/**
 * Does a fault to an answer.
 *
 * @returns `normal` when the server shall go on and answer as it always does (late, or into an answer
 * that is now limited), `done` when nothing is left to answer.
 */
export async function applyFault(
  fault: Fault | undefined,
  response: ServerResponse,
): Promise<'normal' | 'done'> {
  if (fault === undefined) {
    return 'normal';
  }
  switch (fault.kind) {
    case 'respond':
      respond(fault, response);
      return 'done';
    case 'delay':
      return (await waitUnlessClosed(fault.delayMs, response)) ? 'normal' : 'done';
    case 'hang':
      if (fault.phase === 'body') {
        limitBody(response, { bytes: 0, after: 'hang' });
        return 'normal';
      }
      await closed(response);
      return 'done';
    case 'reset':
      if (fault.phase === 'body') {
        limitBody(response, { bytes: 1, after: 'reset' });
        return 'normal';
      }
      response.socket?.resetAndDestroy();
      return 'done';
    case 'cut':
      break;
  }
  limitBody(response, { bytes: fault.afterBytes, after: 'close' });
  return 'normal';
}

/** Whether the answer's connection is still open after the time. */
async function waitUnlessClosed(delayMs: number, response: ServerResponse): Promise<boolean> {
  const closing = new AbortController();
  const onClose = () => closing.abort();
  response.once('close', onClose);
  try {
    await sleep(delayMs, undefined, { signal: closing.signal });
    return true;
  } catch {
    return false;
  } finally {
    response.off('close', onClose);
  }
}

async function closed(response: ServerResponse): Promise<void> {
  if (!response.closed) {
    await once(response, 'close');
  }
}
