import { isRecord } from '../is-record.ts';
import type { ArtifactEvent, ChatEvent, StatusEvent, TaskState } from './chat-event.ts';
import { bindSessionsIn } from './session-binding.ts';
import { endsReply, isFailure, taskState } from './task-state.ts';

/** One `data:` of Kagenti's stream, taken apart. */
export interface MappedFrame {
  /** What the caller gets, in order. */
  readonly events: readonly ChatEvent[];
  /**
   * What it says about the reply: it goes on, nothing that matters follows, it is over, or it failed
   * (the last event is the `error` then).
   */
  readonly reply: 'open' | 'complete' | 'done' | 'failed';
  /** Kagenti's own session id. */
  readonly sessionId: string | undefined;
}

type Frame = Readonly<Record<string, unknown>>;

/** An event that is being made. Fields are set one by one: spreading them costs several times as much. */
type Draft<Event> = { -readonly [Key in keyof Event]: Event[Key] };

/**
 * Maps what the backend sends, `{ session_id, username, event?, content?, error?, done? }`, to our
 * events. Content is always text, in the order it came, and stands behind the event it came with.
 *
 * @param frame - The parsed JSON.
 * @param bind - Makes the caller's session id of Kagenti's.
 */
export function mapFrame(frame: Frame, bind: (sessionId: string) => string): MappedFrame {
  const sessionId = text(frame.session_id);
  const events: ChatEvent[] = [];
  const judged = isRecord(frame.event) ? mapEvent(frame, frame.event, bind, events) : goesOn;
  const content = text(frame.content);
  if (content !== undefined && content !== '') events.push({ type: 'text', text: content });
  const error = text(frame.error) ?? judged.error;
  if (error !== undefined) {
    events.push({ type: 'error', message: error });
    return { events, reply: 'failed', sessionId };
  }
  if (frame.done === true) return { events, reply: 'done', sessionId };
  if (events.length === 0) events.push(unknown(frame, bind));
  return { events, reply: judged.complete ? 'complete' : 'open', sessionId };
}

/** What an event says about the reply. */
interface Judgement {
  /** True when nothing that matters follows. */
  readonly complete: boolean;
  /** What the agent says of a task that did not do what it was asked. */
  readonly error?: string;
}

const goesOn: Judgement = { complete: false };
const isComplete: Judgement = { complete: true };

/** Adds what an event is to the caller. */
function mapEvent(
  frame: Frame,
  event: Frame,
  bind: (sessionId: string) => string,
  events: ChatEvent[],
): Judgement {
  const state = taskState(event.state);
  const judgement =
    event.final === true || (state !== undefined && endsReply(state)) ? isComplete : goesOn;
  if (event.type === 'artifact') {
    events.push(artifact(event));
    return judgement;
  }
  const message = text(event.message);
  if (event.type === 'hitl_request' || (event.type === 'status' && state === 'input-required')) {
    events.push(ask('inputRequired', frame, message));
    return isComplete;
  }
  if (event.type !== 'status' || state === undefined) {
    events.push(unknown(frame, bind));
    return judgement;
  }
  if (state === 'auth-required') {
    events.push(ask('authRequired', frame, message));
    return judgement;
  }
  events.push(status(event, state));
  if (!isFailure(state)) return judgement;
  return {
    complete: true,
    error: message ?? text(frame.content) ?? `The task ended ${state}.`,
  };
}

function status(event: Frame, state: TaskState): StatusEvent {
  const result: Draft<StatusEvent> = { type: 'status', state, final: event.final === true };
  const message = text(event.message);
  if (message !== undefined) result.message = message;
  const taskId = text(event.taskId);
  if (taskId !== undefined) result.taskId = taskId;
  return result;
}

function artifact(event: Frame): ArtifactEvent {
  const result: Draft<ArtifactEvent> = { type: 'artifact' };
  const name = text(event.name);
  if (name !== undefined) result.name = name;
  if (typeof event.index === 'number') result.index = event.index;
  const own = text(event.text);
  if (own !== undefined) result.text = own;
  return result;
}

function ask(
  type: 'inputRequired' | 'authRequired',
  frame: Frame,
  message: string | undefined,
): ChatEvent {
  const asked = message ?? text(frame.content);
  return { type, ...(asked === undefined ? {} : { message: asked }) };
}

function unknown(frame: Frame, bind: (sessionId: string) => string): ChatEvent {
  return { type: 'unknown', raw: bindSessionsIn(frame, bind) };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
