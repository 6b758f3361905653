import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { breakAtOnce, type Ending } from './break-off.ts';
import type { CutFault, FaultPhase, HangFault, ResetFault } from './fault.ts';
import { limitBody } from './limit-body.ts';
import { limitHead } from './limit-head.ts';
import { replaceResponse } from './replace-response.ts';

type BreakingFault = HangFault | ResetFault | CutFault;

const defaults: Readonly<
  Record<BreakingFault['kind'], { after: Ending; phase: FaultPhase; bytes: number }>
> = {
  hang: { after: 'hang', phase: 'headers', bytes: 0 },
  reset: { after: 'reset', phase: 'headers', bytes: 1 },
  cut: { after: 'close', phase: 'body', bytes: 0 },
};

/**
 * Breaks an exchange off in the phase that the fault says.
 *
 * @returns `normal` when the server shall go on up to there, `done` when the exchange is over.
 */
export async function breakConnection(
  fault: BreakingFault,
  response: ServerResponse,
): Promise<'normal' | 'done'> {
  const { after, phase: usualPhase, bytes: usualBytes } = defaults[fault.kind];
  const { phase = usualPhase, afterBytes: bytes = usualBytes } = fault;
  switch (phase) {
    case 'request':
      break;
    case 'headers':
      await readAway(response.req);
      break;
    case 'response':
      replaceResponse(response, 'head', () => breakAtOnce(response.socket, after));
      return 'normal';
    case 'header-section':
      limitHead(response, { bytes, after });
      return 'normal';
    case 'body':
      limitBody(response, { bytes, after });
      return 'normal';
  }
  breakAtOnce(response.socket, after);
  if (!response.closed) {
    await once(response, 'close');
  }
  return 'done';
}

/** Resolves when the request has come in whole, or its caller has left. */
async function readAway(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) {
    return;
  }
  await new Promise<void>(resolve => {
    request.once('end', resolve);
    request.once('close', resolve);
    request.resume();
  });
}
