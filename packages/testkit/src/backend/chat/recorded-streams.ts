import { artifact, directMessage, done, finalStatus, status } from './agent-events.ts';
import type { Frame } from './frame.ts';

/** What a stream request is answered with. */
export type StreamReply =
  | { readonly kind: 'frames'; readonly frames: readonly Frame[] }
  /** These frames, then silence until the backend gives the agent up. */
  | { readonly kind: 'silence'; readonly frames: readonly Frame[] }
  | { readonly kind: 'refusal'; readonly status: number; readonly detail: string };

const working = status('WORKING', 'thinking');
const older = [status('submitted'), status('working', 'thinking')];
const parts = [0, 1, 2].map(index => artifact(`part ${index} ☀ `, index));
const olderParts = [0, 1, 2].map(index => artifact(`part ${index} ☀ `, null));

/** What the real backend made of the recorded agent's replies, by the message that asked for them. */
export const recordedStreams: Readonly<Record<string, readonly Frame[]>> = {
  hi: [working, ...parts, finalStatus('COMPLETED', 'echo: hi'), done],
  again: [working, ...parts, finalStatus('COMPLETED', 'echo: again'), done],
  // A2A 0.3: states in lower case, no index, no [DONE].
  lower: [...older, ...olderParts, status('completed', null, true)],
  hitl: [working, ...parts, finalStatus('INPUT_REQUIRED', 'Which city?', 'hitl_request'), done],
  // In lower case it is not seen as a request to the human.
  'lower-hitl': [...older, finalStatus('input-required', 'Which city?')],
  'auth-required': [...older, finalStatus('auth-required', 'Sign in to the calendar')],
  direct: [directMessage('echo: direct'), done],
  'data-parts': [
    working,
    artifact('\n```json\n{\n  "city": "Brno",\n  "celsius": 21\n}\n```\n', null),
    status('COMPLETED', null, true),
    done,
  ],
  // Comments, event names and broken JSON of the agent do not get through.
  noise: [working, finalStatus('COMPLETED', 'echo: noise'), done],
  'null-message': [status('COMPLETED', undefined, true), done],
  failed: [working, ...parts, finalStatus('FAILED', 'no such city'), done],
  'no-final': [working, ...parts],
  'no-done': [working, ...parts, finalStatus('COMPLETED', 'echo: no-done')],
  silent: [],
  // JSON-RPC errors, plain JSON and HTML are dropped.
  'rpc-error': [done],
  json: [],
  html: [],
  drop: [
    working,
    ...parts,
    {
      error:
        'Connection error: peer closed connection without sending complete message body (incomplete chunked read)',
    },
  ],
};

/** The recorded reply to a message; undefined when the message is no word of the recorded agent. */
export function recordedStream(message: string): StreamReply | undefined {
  if (message === 'auth') {
    return { kind: 'refusal', status: 401, detail: 'Agent rejected token (audience mismatch)' };
  }
  if (message === 'hang') {
    return { kind: 'silence', frames: [working] };
  }
  const agentStatus = agentStatusOf(message);
  if (agentStatus !== undefined) {
    // A redirect of the agent ends in nothing at all.
    const frames = agentStatus < 400 ? [] : [{ error: `Agent error: ${agentStatus}` }];
    return { kind: 'frames', frames };
  }
  const frames = Object.hasOwn(recordedStreams, message) ? recordedStreams[message] : undefined;
  return frames && { kind: 'frames', frames };
}

/** `status:429`: the agent is asked to answer with that status. */
export function agentStatusOf(message: string): number | undefined {
  const digits = /^status:([1-5]\d\d)$/.exec(message)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
