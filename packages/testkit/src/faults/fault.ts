/**
 * Where in an exchange a fault happens, in the order of the exchange (RFC 9112, section 2.1, names the
 * parts of a message). In the first two phases the operation does not run.
 *
 * - `request`: the head of the request has come; its body is not read.
 * - `headers`: the whole request was read; the operation does not run, and nothing is sent.
 * - `response`: the operation has run (what was to be created is there), and its response is lost:
 *   nothing of it is sent.
 * - `header-section`: the first bytes of the response's status line and header section are sent.
 * - `body`: status line, header section and the first bytes of the response's body are sent.
 */
export type FaultPhase = 'request' | 'headers' | 'response' | 'header-section' | 'body';

/** Another answer in place of the normal one. */
export interface RespondFault {
  /** Which fault it is. */
  kind: 'respond';
  /**
   * `headers` (the default): the operation does not run. `response`: it has run, and its own response
   * is lost to this one (a gateway's 504, say).
   */
  phase?: 'headers' | 'response';
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

/** No answer, or no more of it, until the server stops. */
export interface HangFault {
  /** Which fault it is. */
  kind: 'hang';
  /** Where it happens; `headers` by default. */
  phase?: FaultPhase;
  /**
   * With `body`, how many of its bytes are sent: 0 by default, and a shorter body is whole. With
   * `header-section`, which needs it, how many of its bytes: 1 or more, and never the whole section.
   */
  afterBytes?: number;
}

/** A connection that is reset (TCP RST). */
export interface ResetFault {
  /** Which fault it is. */
  kind: 'reset';
  /** Where it happens; `headers` by default. */
  phase?: FaultPhase;
  /**
   * With `body`, how many of its bytes are sent: 1 by default, and a shorter body is whole. With
   * `header-section`, which needs it, how many of its bytes: 1 or more, and never the whole section.
   */
  afterBytes?: number;
}

/** A connection that is closed (TCP FIN) before the answer is whole. */
export interface CutFault {
  /** Which fault it is. */
  kind: 'cut';
  /** Where it happens; `body` by default. */
  phase?: FaultPhase;
  /**
   * How many bytes of the body are sent, or of the header section (1 or more, and never the whole
   * section); needed with both. A shorter body is whole.
   */
  afterBytes?: number;
}

/** Something that goes wrong in life, done by a server of the test kit on command. */
export type Fault = RespondFault | DelayFault | HangFault | ResetFault | CutFault;
