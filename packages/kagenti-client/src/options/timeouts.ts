import { checkNumber, maximumMs } from './check-number.ts';
import { withoutUndefined } from './without-undefined.ts';

/**
 * The timeouts of calls, in milliseconds. What is given here applies to every operation, also to those with longer
 * defaults: `chat.send`, `tools.invoke`, `agents.fetchEnv`, `skills.addExternal` and `skills.autosync.set` wait 75 s
 * for the headers and 90 s in total, since Kagenti waits up to 60 s for what is behind it.
 */
export interface TimeoutOptions {
  /** Until there is a connection; 5 000. A dispatcher that was given keeps its own. */
  readonly connectMs?: number;
  /** From the request to the headers of the answer; 30 000. */
  readonly headersMs?: number;
  /** Between two parts of a body; 30 000. */
  readonly idleMs?: number;
  /** Between two parts of a stream, and between two reads of its reader; 300 000. */
  readonly streamIdleMs?: number;
  /**
   * For everything: permission, token, attempts, waits and body; 60 000. A stream has it only until its
   * headers are there, and never less than headersMs.
   */
  readonly totalMs?: number;
}

/** The same with every clock set. */
export type Timeouts = Required<TimeoutOptions>;

/** What is used where nothing is said. */
export const defaultTimeouts: Timeouts = {
  connectMs: 5_000,
  headersMs: 30_000,
  idleMs: 30_000,
  streamIdleMs: 300_000,
  totalMs: 60_000,
};

/**
 * Checks the timeouts.
 *
 * @returns Those that were given, without what is undefined.
 */
export function checkTimeouts(options: TimeoutOptions = {}): Partial<Timeouts> {
  const given = withoutUndefined(options);
  for (const [name, value] of Object.entries(given)) {
    checkNumber(`timeouts.${name}`, value, 1, maximumMs);
  }
  return given;
}
