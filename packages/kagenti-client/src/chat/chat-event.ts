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

/** The task is in another state. */
export interface StatusEvent {
  /** Kind of event. */
  readonly type: 'status';
  /** The state, in one spelling. */
  readonly state: TaskState;
  /** True when the agent says that nothing follows. */
  readonly final: boolean;
  /** What the agent says about it. */
  readonly message?: string;
  /** The agent's id of the task. */
  readonly taskId?: string;
}

/** The agent produced a thing, or a part of one. Its content comes as a `text` event of its own. */
export interface ArtifactEvent {
  /** Kind of event. */
  readonly type: 'artifact';
  /** Its name. */
  readonly name?: string;
  /** Number of the part. */
  readonly index?: number;
  /** Text of its own, which is not said again as `text`. */
  readonly text?: string;
}

/**
 * A piece of the reply; all of them together are the reply's text. What a failed task says of its failure
 * is no piece of it: that is the `error`.
 */
export interface TextEvent {
  /** Kind of event. */
  readonly type: 'text';
  /** The piece. */
  readonly text: string;
}

/** The agent needs an answer before it goes on: send it with the session id. */
export interface InputRequiredEvent {
  /** Kind of event. */
  readonly type: 'inputRequired';
  /** What it asks; where it says so only in the content, which comes as `text` too, that. */
  readonly message?: string;
}

/** The agent needs the user to sign in somewhere before it goes on. */
export interface AuthRequiredEvent {
  /** Kind of event. */
  readonly type: 'authRequired';
  /** What it asks; where it says so only in the content, which comes as `text` too, that. */
  readonly message?: string;
}

/** The agent, or its task, failed; the stream throws right after it. */
export interface ErrorEvent {
  /** Kind of event. */
  readonly type: 'error';
  /** What the agent or Kagenti says; a sentence of ours where they say nothing. */
  readonly message: string;
}

/** The reply is complete; nothing follows. */
export interface DoneEvent {
  /** Kind of event. */
  readonly type: 'done';
  /** Session to go on with, good for this caller and agent; missing when Kagenti named none. */
  readonly sessionId?: string;
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
  | StatusEvent
  | ArtifactEvent
  | TextEvent
  | InputRequiredEvent
  | AuthRequiredEvent
  | ErrorEvent
  | DoneEvent
  | UnknownEvent;
