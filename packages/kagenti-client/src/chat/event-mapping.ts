import { isRecord } from '../is-record.ts';
import { bindSessionsIn, isTooDeep } from '../sessions/bound-value.ts';
import type {
  ArtifactEvent,
  AuthRequiredEvent,
  ChatEvent,
  ErrorEvent,
  InputRequiredEvent,
  Question,
  StatusEvent,
  TaskIds,
  TaskState,
} from './chat-event.ts';
import { isFailure, taskState } from './task-state.ts';

/**
 * How a reply stands: more must come, the agent asked something and may continue, nothing that matters
 * follows, it is over, it failed, or what came is not what Kagenti sends.
 */
export type ReplyState = 'open' | 'asked' | 'complete' | 'done' | 'failed' | 'broken';

/** One `data:` of Kagenti's stream, taken apart. */
export interface MappedFrame {
  /** What the caller gets, in order; the last one is the `error` of a reply that failed. */
  readonly events: readonly ChatEvent[];
  /** How the reply stands after it; undefined when it does not change that. */
  readonly reply: ReplyState | undefined;
  /** State of the task, where the frame reports one. */
  readonly state: TaskState | undefined;
  /** Kagenti's own session id. */
  readonly sessionId: string | undefined;
  /** Whether it contains something of the agent, and not only an end or an error of Kagenti. */
  readonly isOfAgent: boolean;
}

type Frame = Readonly<Record<string, unknown>>;

/** An event that is being made. Fields are set one by one: spreading them costs several times as much. */
type Draft<Event> = { -readonly [Key in keyof Event]: Event[Key] };

/**
 * Maps what the backend sends, `{ session_id, username, event?, content?, error?, done? }`, to our
 * events. Content is text, in the order it came, and follows the event it came with. Kagenti repeats the
 * message of an event as content (routers/chat.py): each text is passed on once, a question in its event,
 * a failure in the `error`, anything else as `text`. What is not understood comes as `unknown`.
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
  const content = words(frame.content);
  const event = isRecord(frame.event) ? frame.event : undefined;
  const isOfAgent = event !== undefined || content !== undefined;
  const events: ChatEvent[] = [];
  const source: EventSource = { content, bind, error: errorWords(frame.error) };
  const judged = event === undefined ? noEvent(frame) : mapEvent(source, event, events);
  const { state } = judged;
  const { error } = source;
  if (!judged.isKnown || !isTextOrMissing(frame.content) || !isTextOrMissing(frame.error)) {
    if (isTooDeep(frame)) return { events: [], reply: 'broken', state, sessionId, isOfAgent };
    events.push({ type: 'unknown', raw: bindSessionsIn(frame, bind, sessionId ?? knownSessionId) });
  }
  if (content !== undefined && content !== error && content !== judged.asked) {
    const ofArtifact = event?.type === 'artifact';
    events.push(
      ofArtifact ? { type: 'text', text: content, ofArtifact } : { type: 'text', text: content },
    );
  }
  if (error !== undefined) {
    const failed: Draft<ErrorEvent> = { type: 'error', message: error };
    if (event !== undefined) addIds(failed, event, bind);
    events.push(failed);
    return { events, reply: 'failed', state, sessionId, isOfAgent };
  }
  const reply = frame.done === true ? 'done' : judged.reply;
  return { events, reply, state, sessionId, isOfAgent };
}

/**
 * True for the error that Kagenti puts into the stream when the agent's connection broke, or was silent for
 * 120 s (`httpx.RequestError` in routers/chat.py).
 */
export function isLostAgent({ event, error }: Frame): boolean {
  return isMissing(event) && typeof error === 'string' && error.startsWith('Connection error:');
}

/** A frame whose event is being mapped. */
interface EventSource {
  /** Its text, where it has any. */
  readonly content: string | undefined;
  /** What failed: its in-band error, or what the agent says of a task that did not do what it was asked. */
  error: string | undefined;
  readonly bind: (sessionId: string) => string;
}

/** What an event says about the reply. */
interface Judgement {
  /** False when it is of a kind, or has a state, that this version does not know. */
  readonly isKnown: boolean;
  /** As in the frame. */
  readonly reply: ReplyState | undefined;
  /** State of the task. */
  readonly state: TaskState | undefined;
  /** What the agent asks. */
  readonly asked: string | undefined;
}

/** A frame without an event says something by its content, error or mark. */
function noEvent({ event, content, error, done }: Frame): Judgement {
  const saysSomething = words(content) !== undefined || !isMissing(error) || done === true;
  const isKnown = isMissing(event) && saysSomething;
  return { isKnown, reply: undefined, state: undefined, asked: undefined };
}

/** Adds what an event is to the caller. */
function mapEvent(source: EventSource, event: Frame, events: ChatEvent[]): Judgement {
  const named = taskState(event.state);
  const hasFailed = named !== undefined && isFailure(named);
  const state = event.type === 'hitl_request' && !hasFailed ? 'input-required' : named;
  if (hasFailed) source.error ??= failureWords(source, event, named);
  const made = makeEvent(source, event, state);
  if (made !== undefined) events.push(made);
  const asks = made?.type === 'inputRequired' || made?.type === 'authRequired';
  return {
    isKnown: made !== undefined,
    reply: replyAfter(event, state),
    state: event.type === 'artifact' ? undefined : state,
    asked: asks ? made.message : undefined,
  };
}

/**
 * An agent that needs a sign-in should keep its stream, and may continue by itself (A2A 1.0, section 7.6.1).
 * Kagenti also reads on after a question, unless the agent calls it final.
 */
function replyAfter({ type, final }: Frame, state: TaskState | undefined): ReplyState | undefined {
  if (state === 'auth-required') return 'asked';
  if (final === true || state === 'completed') return 'complete';
  if (state === 'input-required') return 'asked';
  return type === 'status' ? 'open' : undefined;
}

/** Undefined for a kind, or a state, that is not known. */
function makeEvent(
  source: EventSource,
  event: Frame,
  state: TaskState | undefined,
): StatusEvent | ArtifactEvent | InputRequiredEvent | AuthRequiredEvent | undefined {
  if (event.type === 'artifact') return artifact(source, event);
  if (event.type !== 'hitl_request' && event.type !== 'status') return undefined;
  if (state === 'input-required') return ask('inputRequired', source, event);
  if (state === 'auth-required') return ask('authRequired', source, event);
  return state && status(source, event, state);
}

function status(source: EventSource, event: Frame, state: TaskState): StatusEvent {
  const result: Draft<StatusEvent> = { type: 'status', state, final: event.final === true };
  const message = text(event.message);
  const isRepeated = message === source.content || message === source.error;
  if (message !== undefined && !isRepeated) result.message = message;
  return addIds(result, event, source.bind);
}

function artifact({ content, bind }: EventSource, event: Frame): ArtifactEvent {
  const result: Draft<ArtifactEvent> = { type: 'artifact' };
  const name = text(event.name);
  if (name !== undefined) result.name = name;
  if (typeof event.index === 'number') result.index = event.index;
  const own = text(event.text);
  if (own !== undefined && own !== content) result.text = own;
  return addIds(result, event, bind);
}

/** What is asked may be in the content alone; a consumer of asks should not have to search there. */
function ask<Type extends 'inputRequired' | 'authRequired'>(
  type: Type,
  { content, bind }: EventSource,
  event: Frame,
): Question & { readonly type: Type } {
  const result: Draft<Question> & { type: Type } = { type };
  const message = text(event.message) ?? content;
  if (message !== undefined) result.message = message;
  const requestId = words(event.requestId);
  if (requestId !== undefined) result.requestId = requestId;
  return addIds(result, event, bind);
}

/** An id that the agent did not send is an empty text at Kagenti. */
function addIds<Event extends Draft<TaskIds>>(
  draft: Event,
  event: Frame,
  bind: EventSource['bind'],
): Event {
  const taskId = words(event.taskId);
  if (taskId !== undefined) draft.taskId = taskId;
  const contextId = words(event.contextId);
  if (contextId !== undefined) draft.contextId = bind(contextId);
  return draft;
}

/** An artifact's content is a part of the reply, and says nothing of the failure. */
function failureWords(
  { content }: EventSource,
  { type, message }: Frame,
  state: TaskState,
): string {
  const said = words(message) ?? (type === 'artifact' ? undefined : content);
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
