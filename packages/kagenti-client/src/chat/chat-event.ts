/**
 * States of a task, in one spelling. Versions of A2A write `WORKING`, `working` or
 * `TASK_STATE_WORKING`, `input-required` or `INPUT_REQUIRED`.
 */
export type TaskState =
  | 'submitted'
  | 'working'
  | 'input-required'
  | 'auth-required'
  | 'completed'
  | 'canceled'
  | 'failed'
  | 'rejected'
  | 'unknown';

/** Ids by which the agent knows what an event belongs to. */
export interface TaskIds {
  /**
   * The agent's id of the task. For an agent that answers with a message in place of a task, Kagenti puts
   * the message's id here.
   */
  readonly taskId?: string;
  /** The agent's id of the conversation, bound to the caller as a session id is; only where Kagenti sends it. */
  readonly contextId?: string;
}

/**
 * The session in which the conversation continues. It comes before the first event of the agent, and again
 * when the id changes, as it may during the first reply; the last one counts.
 */
export interface SessionEvent {
  /** Kind of event. */
  readonly type: 'session';
  /** Id for the next message, valid for this caller and agent. */
  readonly sessionId: string;
}

/** The task is in another state. */
export interface StatusEvent extends TaskIds {
  /** Kind of event. */
  readonly type: 'status';
  /** The state, in one spelling. */
  readonly state: TaskState;
  /** True when the agent says that nothing follows. */
  readonly final: boolean;
  /** What the agent says about it, unless the same text comes as `text` or in the `error`. */
  readonly message?: string;
}

/** The agent produced a thing, or a part of one. Its content follows as a `text` event. */
export interface ArtifactEvent extends TaskIds {
  /** Kind of event. */
  readonly type: 'artifact';
  /** Its name. */
  readonly name?: string;
  /** Number of the part. */
  readonly index?: number;
  /** Text that the event has beside its content; not repeated as `text`. */
  readonly text?: string;
}

/**
 * A piece of the reply; all of them together are the reply's text. What an agent asks, and what a failed
 * task says of its failure, are no pieces of it.
 */
export interface TextEvent {
  /** Kind of event. */
  readonly type: 'text';
  /** The piece. */
  readonly text: string;
  /** True for the content of the `artifact` event before it. */
  readonly ofArtifact?: true;
}

/**
 * The agent needs an answer before it continues: send it with the session id. The reply may continue
 * without it; if nothing follows, it ends in `done` with the state `input-required`.
 */
export interface InputRequiredEvent extends TaskIds {
  /** Kind of event. */
  readonly type: 'inputRequired';
  /** What it asks; not repeated as `text`. */
  readonly message?: string;
  /** The agent's id of this question, where it sends one. */
  readonly requestId?: string;
}

/**
 * The agent needs the user to sign in somewhere. It may continue by itself after that; if nothing follows,
 * the reply ends in `done` with the state `auth-required` (A2A 1.0, section 7.6.1).
 */
export interface AuthRequiredEvent extends TaskIds {
  /** Kind of event. */
  readonly type: 'authRequired';
  /** What it asks; not repeated as `text`. */
  readonly message?: string;
  /** The agent's id of this question, where it sends one. */
  readonly requestId?: string;
}

/** The agent, or its task, failed; the stream throws right after it. */
export interface ErrorEvent extends TaskIds {
  /** Kind of event. */
  readonly type: 'error';
  /** What the agent or Kagenti says; a sentence of ours where they say nothing. */
  readonly message: string;
}

/** The reply ended well; nothing follows. */
export interface DoneEvent {
  /** Kind of event. */
  readonly type: 'done';
  /** Session to continue with, valid for this caller and agent; missing when Kagenti named none. */
  readonly sessionId?: string;
  /**
   * Last state of the task: `completed`, or `input-required` or `auth-required` for a reply that ended in a
   * question. Missing when the agent answered without a state.
   */
  readonly state?: TaskState;
}

/** Something that this version of the client does not know, or not whole: more may come of the same. */
export interface UnknownEvent {
  /** Kind of event. */
  readonly type: 'unknown';
  /** What came, whole, but for the session id, which is ours wherever it stands. */
  readonly raw: unknown;
}

/** What a chat stream consists of; closed, so that a `switch` can be complete. */
export type ChatEvent =
  | SessionEvent
  | StatusEvent
  | ArtifactEvent
  | TextEvent
  | InputRequiredEvent
  | AuthRequiredEvent
  | ErrorEvent
  | DoneEvent
  | UnknownEvent;
