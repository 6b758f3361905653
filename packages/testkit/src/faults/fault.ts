/** Another answer in place of the normal one. */
export interface RespondFault {
  /** Which fault it is. */
  kind: 'respond';
  /** The HTTP status of the answer. */
  status: number;
  /**
   * Headers of the answer, several of one name as an array; none by default but those that the body
   * needs. They are sent as they are, true or not: a Content-Length that promises another length, a
   * Content-Encoding that the body does not have. Where the length is false, the connection is closed
   * after the body.
   */
  headers?: Readonly<Record<string, string | readonly string[]>>;
  /**
   * The answer's body: text (as UTF-8), bytes as they are, or any other object, which is sent as JSON.
   * Empty by default.
   */
  body?: string | Uint8Array | object;
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
