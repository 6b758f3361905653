import { isRecord } from '../is-record.ts';
import { bindSessionsIn, isTooDeep } from '../sessions/bound-value.ts';
import type { ArtifactEvent, ChatEvent, StatusEvent, TaskState } from './chat-event.ts';
import { endsReply, isFailure, taskState } from './task-state.ts';

/** One `data:` of Kagenti's stream, taken apart. */
export interface MappedFrame {
  /** What the caller gets, in order. */
  readonly events: readonly ChatEvent[];
  /**
   * What it says about the reply: it goes on, nothing that matters follows, it is over, it failed (the last
   * event is the `error` then), or it is none that Kagenti sends.
   */
  readonly reply: 'open' | 'complete' | 'done' | 'failed' | 'broken';
  /** Kagenti's own session id. */
  readonly sessionId: string | undefined;
}

type Frame = Readonly<Record<string, unknown>>;

/** An event that is being made. Fields are set one by one: spreading them costs several times as much. */
type Draft<Event> = { -readonly [Key in keyof Event]: Event[Key] };

/**
 * Maps what the backend sends, `{ session_id, username, event?, content?, error?, done? }`, to our
 * events. Content is text, in the order it came, and stands behind the event it came with; what a failed
 * task says of its failure is the `error` alone. What is not understood comes as `unknown`.
 *
 * @param frame - The parsed JSON.
 * @param bind - Makes the caller's session id of Kagenti's.
 * @param knownSessionId - Kagenti's own session id, where an earlier frame had it.
 */
export function mapFrame(
  frame: Frame,
  bind: (sessionId: string) => string,
  knownSessionId?: string,
): MappedFrame {
  const sessionId = words(frame.session_id);
  const events: ChatEvent[] = [];
  const judged = isRecord(frame.event) ? mapEvent(frame, frame.event, events) : noEvent(frame);
  const error = errorWords(frame.error) ?? judged.error;
  const content = words(frame.content);
  if (!judged.isKnown || !isTextOrMissing(frame.content) || !isTextOrMissing(frame.error)) {
    if (isTooDeep(frame)) return { events: [], reply: 'broken', sessionId };
    events.push({ type: 'unknown', raw: bindSessionsIn(frame, bind, sessionId ?? knownSessionId) });
  }
  if (content !== undefined && content !== error) events.push({ type: 'text', text: content });
  if (error === undefined) {
    const goesOn = judged.complete ? 'complete' : 'open';
    return { events, reply: frame.done === true ? 'done' : goesOn, sessionId };
  }
  events.push({ type: 'error', message: error });
  return { events, reply: 'failed', sessionId };
}

/** What an event says about the reply. */
interface Judgement {
  /** False when it is of a kind, or tells a state, that this version does not know. */
  readonly isKnown: boolean;
  /** True when nothing that matters follows. */
  readonly complete: boolean;
  /** What the agent says of a task that did not do what it was asked. */
  readonly error?: string;
}

const goesOn: Judgement = { isKnown: true, complete: false };
const isComplete: Judgement = { isKnown: true, complete: true };
const isUnknown: Judgement = { isKnown: false, complete: false };

/** A frame without an event says something by its content, error or mark. */
function noEvent({ event, content, error, done }: Frame): Judgement {
  const saysSomething = words(content) !== undefined || !isMissing(error) || done === true;
  return isMissing(event) && saysSomething ? goesOn : isUnknown;
}

/** Adds what an event is to the caller. */
function mapEvent(frame: Frame, event: Frame, events: ChatEvent[]): Judgement {
  const state = taskState(event.state);
  const made = makeEvent(frame, event, state);
  if (made !== undefined) events.push(made);
  if (state !== undefined && isFailure(state)) {
    return {
      isKnown: made !== undefined,
      complete: true,
      error: failureWords(frame, event, state),
    };
  }
  const complete =
    event.final === true ||
    made?.type === 'inputRequired' ||
    (state !== undefined && endsReply(state));
  if (made === undefined) return { isKnown: false, complete };
  return complete ? isComplete : goesOn;
}

/** Undefined for a kind, or a state, that is not known. */
function makeEvent(
  frame: Frame,
  event: Frame,
  state: TaskState | undefined,
): ChatEvent | undefined {
  if (event.type === 'artifact') return artifact(event);
  if (event.type === 'hitl_request') return ask('inputRequired', frame, event);
  if (event.type !== 'status' || state === undefined) return undefined;
  if (state === 'input-required') return ask('inputRequired', frame, event);
  if (state === 'auth-required') return ask('authRequired', frame, event);
  return status(event, state);
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

/** What is asked may stand in the content alone; a consumer of asks should not have to look there. */
function ask(type: 'inputRequired' | 'authRequired', frame: Frame, event: Frame): ChatEvent {
  const asked = text(event.message) ?? text(frame.content);
  return { type, ...(asked === undefined ? {} : { message: asked }) };
}

/** An artifact's content is a part of the reply, and no word on the failure. */
function failureWords({ content }: Frame, { type, message }: Frame, state: TaskState): string {
  const said = words(message) ?? (type === 'artifact' ? undefined : words(content));
  return said ?? `The task ended ${state}.`;
}

/** What an in-band error says, which is an error whatever it is; undefined without one. */
function errorWords(error: unknown): string | undefined {
  if (isMissing(error)) return undefined;
  const said = words(error) ?? (isRecord(error) ? words(error.message) : undefined);
  return said ?? 'Kagenti told of an error, without words.';
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isTextOrMissing(value: unknown): boolean {
  return typeof value === 'string' || isMissing(value);
}

/** Text that says something. */
function words(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
