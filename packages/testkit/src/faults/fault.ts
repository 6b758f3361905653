/**
 * Something that goes wrong in life, done by a server of the test kit on command.
 *
 * - `respond`: this answer in place of the normal one; a `body` that is an object is sent as JSON.
 * - `delay`: the normal answer, `delayMs` milliseconds later.
 * - `hang`: no answer until the server stops. In the phase `headers` (the default) nothing is sent,
 *   in the phase `body` the normal answer's status and headers are, and none of its body.
 * - `reset`: the connection is reset (TCP RST). In the phase `headers` (the default) before anything
 *   was sent, in the phase `body` after the normal answer's status, headers and first byte.
 * - `cut`: the normal answer, and the connection closed after `afterBytes` bytes of its body.
 */
export type Fault =
  | {
      kind: 'respond';
      status: number;
      headers?: Record<string, string>;
      body?: string | object;
    }
  | { kind: 'delay'; delayMs: number }
  | { kind: 'hang'; phase?: 'headers' | 'body' }
  | { kind: 'reset'; phase?: 'headers' | 'body' }
  | { kind: 'cut'; afterBytes: number };
