import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { breakConnection } from './break-connection.ts';
import type { Fault } from './fault.ts';
import { replaceResponse } from './replace-response.ts';
import { respond } from './respond.ts';

/**
 * Does a fault to an answer.
 *
 * @returns `normal` when the server shall go on and answer as it always does (late, or into an answer
 * that is now limited or lost), `done` when nothing is left to answer.
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
      if (fault.phase === 'response') {
        replaceResponse(response, 'head', () => {
          for (const name of response.getHeaderNames()) {
            response.removeHeader(name);
          }
          respond(fault, response);
        });
        return 'normal';
      }
      respond(fault, response);
      return 'done';
    case 'delay':
      return (await waitUnlessClosed(fault.delayMs, response)) ? 'normal' : 'done';
    default:
      return breakConnection(fault, response);
  }
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
