/** Another answer in place of the normal one. */
export interface RespondFault {
  /** Which fault it is. */
  kind: 'respond';
  /** The HTTP status of the answer. */
  status: number;
  /** Headers of the answer; none by default but those that the body needs. */
  headers?: Record<string, string>;
  /** The answer's body; an object is sent as JSON. Empty by default. */
  body?: string | object;
}

/** The normal answer, later. */
export interface DelayFault {
  /** Which fault it is. */
  kind: 'delay';
  /** How much later, in milliseconds. */
  delayMs: number;
}

/** No answer until the server stops. */
export interface HangFault {
  /** Which fault it is. */
  kind: 'hang';
  /** `headers` (the default): nothing is sent. `body`: the normal status and headers, no body. */
  phase?: 'headers' | 'body';
}

/** A connection that is reset (TCP RST). */
export interface ResetFault {
  /** Which fault it is. */
  kind: 'reset';
  /** `headers` (the default): before anything was sent. `body`: after status, headers and first byte. */
  phase?: 'headers' | 'body';
}

/** The normal answer, and the connection closed in the midst of its body. */
export interface CutFault {
  /** Which fault it is. */
  kind: 'cut';
  /** How many bytes of the body are sent. */
  afterBytes: number;
}

/** Something that goes wrong in life, done by a server of the test kit on command. */
export type Fault = RespondFault | DelayFault | HangFault | ResetFault | CutFault;
