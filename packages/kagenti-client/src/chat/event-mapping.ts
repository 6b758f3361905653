import { isRecord } from '../is-record.ts';
import type { ChatEvent, TaskState } from './chat-event.ts';
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

/**
 * Maps what the backend sends, `{ session_id, username, event?, content?, error?, done? }`, to our
 * events. Content is always text, in the order it came, and stands behind the event it came with.
 *
 * @param frame - The parsed JSON.
 * @param bind - Makes the caller's session id of Kagenti's.
 */
export function mapFrame(frame: Frame, bind: (sessionId: string) => string): MappedFrame {
  const sessionId = text(frame.session_id);
  const inner = isRecord(frame.event) ? mapEvent(frame, frame.event, bind) : noEvent;
  const error = text(frame.error) ?? inner.error;
  const events: ChatEvent[] = [...inner.events, ...content(frame)];
  if (error !== undefined) {
    return { events: [...events, { type: 'error', message: error }], reply: 'failed', sessionId };
  }
  if (frame.done === true) return { events, reply: 'done', sessionId };
  if (events.length === 0) events.push(unknown(frame, bind));
  return { events, reply: inner.complete ? 'complete' : 'open', sessionId };
}

interface MappedEvent {
  readonly events: readonly ChatEvent[];
  /** True when nothing that matters follows. */
  readonly complete: boolean;
  /** What the agent says of a task that did not do what it was asked. */
  readonly error?: string;
}

const noEvent: MappedEvent = { events: [], complete: false };

function mapEvent(frame: Frame, event: Frame, bind: (sessionId: string) => string): MappedEvent {
  const state = taskState(event.state);
  const complete = event.final === true || (state !== undefined && endsReply(state));
  if (event.type === 'artifact') return { events: [artifact(event)], complete };
  const message = text(event.message);
  if (event.type === 'hitl_request' || (event.type === 'status' && state === 'input-required')) {
    return { events: [ask('inputRequired', frame, message)], complete: true };
  }
  if (event.type !== 'status' || state === undefined) {
    return { events: [unknown(frame, bind)], complete };
  }
  if (state === 'auth-required') return { events: [ask('authRequired', frame, message)], complete };
  const error = message ?? text(frame.content) ?? `The task ended ${state}.`;
  return { events: [status(event, state)], complete, ...(isFailure(state) ? { error } : {}) };
}

function status(event: Frame, state: TaskState): ChatEvent {
  const message = text(event.message);
  const taskId = text(event.taskId);
  return {
    type: 'status',
    state,
    final: event.final === true,
    ...(message === undefined ? {} : { message }),
    ...(taskId === undefined ? {} : { taskId }),
  };
}

function artifact(event: Frame): ChatEvent {
  const name = text(event.name);
  const own = text(event.text);
  return {
    type: 'artifact',
    ...(name === undefined ? {} : { name }),
    ...(typeof event.index === 'number' ? { index: event.index } : {}),
    ...(own === undefined ? {} : { text: own }),
  };
}

function ask(
  type: 'inputRequired' | 'authRequired',
  frame: Frame,
  message: string | undefined,
): ChatEvent {
  const asked = message ?? text(frame.content);
  return { type, ...(asked === undefined ? {} : { message: asked }) };
}

function content(frame: Frame): readonly ChatEvent[] {
  const piece = text(frame.content);
  return piece === undefined || piece === '' ? [] : [{ type: 'text', text: piece }];
}

function unknown(frame: Frame, bind: (sessionId: string) => string): ChatEvent {
  return { type: 'unknown', raw: bindSessionsIn(frame, bind) };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
