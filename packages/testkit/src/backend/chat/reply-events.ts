import { done, status } from './agent-events.ts';
import { type Frame, type StreamOwner, wireFrame } from './frame.ts';
import type { StreamPause, StreamScript } from './stream-script.ts';

/** Ids of what an event belongs to. Kagenti sends the task's alone; the others are for a later one. */
interface ReplyIds {
  /** The agent's id of the task. */
  readonly taskId?: string;
  /** The agent's id of the conversation. */
  readonly contextId?: string;
}

/** The task is in another state. */
export interface ReplyStatus extends ReplyIds {
  /** Kind of event. */
  readonly type: 'status';
  /** The state, as A2A spells it: `working`, `completed`, `failed`, … */
  readonly state: string;
  /** What the agent says about it. */
  readonly message?: string;
  /** Whether the agent says that nothing follows. By default a state that ends a task does. */
  readonly final?: boolean;
}

/** A piece of the reply. It is sent as an agent does: as the content of an artifact. */
export interface ReplyText extends ReplyIds {
  /** Kind of event. */
  readonly type: 'text';
  /** The piece. */
  readonly text: string;
  /** Name of the artifact; `answer` by default. */
  readonly name?: string;
}

/** The agent asks the user something, or for a sign-in. */
export interface ReplyQuestion extends ReplyIds {
  /** Kind of event. */
  readonly type: 'inputRequired' | 'authRequired';
  /** What it asks. */
  readonly message?: string;
  /** The agent's id of the question. */
  readonly requestId?: string;
  /** Whether the agent says that nothing follows; by default, whether nothing follows. */
  readonly final?: boolean;
}

/** Kagenti reports that the agent failed. Nothing follows. */
export interface ReplyAgentError {
  /** Kind of event. */
  readonly type: 'error';
  /** What Kagenti says: `Agent error: 500`, say. */
  readonly message: string;
}

/** An event of a reply, with the names that the events of `chat.stream()` in the client have; or a pause. */
export type ReplyEvent = ReplyStatus | ReplyText | ReplyQuestion | ReplyAgentError | StreamPause;

/**
 * How a reply ends. With `done`, the default, the task completes unless an event has ended it, and `done`
 * follows. The others are the endings of a {@link StreamScript}: nothing is added to the events.
 */
export type ReplyEnding = 'done' | NonNullable<StreamScript['ending']>;

/** The recorded agent called every task so. */
const recordedTaskId = 't1';

/** States that end a task, as A2A spells them. */
const endsTask = /^(?:COMPLETED|CANCELED|FAILED|REJECTED)$/;

/** The states of a question. */
const questionStates = { inputRequired: 'INPUT_REQUIRED', authRequired: 'AUTH_REQUIRED' };

/** The bytes of a reply for its owner, with a pause between two events. */
export function replyScript(
  events: readonly ReplyEvent[],
  ending: ReplyEnding,
  owner: StreamOwner,
  chunkDelayMs: number,
): StreamScript {
  const items: (Frame | StreamPause)[] = events.map((event, index) =>
    'delayMs' in event
      ? event
      : frameOf(event, index, !events.slice(index + 1).some(later => 'type' in later)),
  );
  const isScripted = ending !== 'done';
  if (!isScripted) items.push(...endOf(items));
  const chunks = items.flatMap((item, index) => {
    if ('delayMs' in item) return [item];
    const bytes = wireFrame(item, owner);
    return index === 0 ? [bytes] : [{ delayMs: chunkDelayMs }, bytes];
  });
  return { chunks, ending: isScripted ? ending : 'end' };
}

function frameOf(event: Exclude<ReplyEvent, StreamPause>, index: number, isLast: boolean): Frame {
  if (event.type === 'error') return { error: event.message };
  const { taskId = recordedTaskId, contextId } = event;
  const ids = contextId === undefined ? { taskId } : { taskId, contextId };
  if (event.type === 'text') {
    const { name = 'answer', text } = event;
    return { event: { type: 'artifact', ...ids, name, index }, content: text };
  }
  const { type, message = null } = event;
  const state = type === 'status' ? upperCase(event.state) : questionStates[type];
  const final = event.final ?? (type === 'status' ? endsTask.test(state) : isLast);
  const requestId = 'requestId' in event ? { requestId: event.requestId } : {};
  const kind = type === 'inputRequired' ? 'hitl_request' : 'status';
  const change = { event: { type: kind, ...ids, state, final, message, ...requestId } };
  // The backend repeats the last message as content.
  return message !== null && (final || state === 'COMPLETED' || state === 'FAILED')
    ? { ...change, content: message }
    : change;
}

/** As the recorded agent spells a state: the backend sees a question in this spelling only. */
function upperCase(state: string): string {
  return state.toUpperCase().replaceAll('-', '_');
}

/** What ends a reply that is complete. After an error of the agent the backend sends nothing. */
function endOf(items: readonly (Frame | StreamPause)[]): Frame[] {
  if (items.some(item => 'error' in item)) return [];
  const isEnded = items.some(item => 'event' in item && item.event?.['final'] === true);
  return isEnded ? [done] : [status('COMPLETED', null, true), done];
}
