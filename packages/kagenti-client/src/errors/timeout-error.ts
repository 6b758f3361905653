import type { Attempt } from '../sending/attempt.ts';
import type { CalledName } from '../sending/called-operation.ts';
import { brandOf, KagentiError } from './kagenti-error.ts';

/**
 * The clocks of a call: until it is connected, until the headers come, between two parts of the
 * body (and two reads of a stream), and for everything together; and the deadline of a wait, which is made
 * of many calls.
 */
export type TimeoutClock = 'connect' | 'headers' | 'idle' | 'total' | 'deadline';

/** A clock ran out. */
export class KagentiTimeoutError extends KagentiError {
  static {
    // On the prototype, so that the stack's first line says it too.
    KagentiTimeoutError.prototype.name = 'KagentiTimeoutError';
  }

  /** Which clock it was. */
  readonly clock: TimeoutClock;

  /**
   * @param clock - Which clock ran out.
   * @param operation - Operation that failed.
   * @param attempts - Every try so far.
   * @param cause - What the last look of a wait failed with.
   */
  constructor(
    clock: TimeoutClock,
    operation: CalledName,
    attempts: readonly Attempt[],
    cause?: KagentiError,
  ) {
    const said =
      clock === 'deadline'
        ? `${meanings.deadline}. ${afterDeadline(cause)}`
        : `${meanings[clock]}.`;
    super(`Kagenti ${operation} timed out: ${said}`, {
      code: 'timeout',
      operation,
      attempts,
      cause,
    });
    this.clock = clock;
  }

  /** True for an error of this class, also of another copy of this package. */
  static override isInstance(value: unknown): value is KagentiTimeoutError {
    return brandOf(value) === 'KagentiTimeoutError';
  }

  /** The clock that ran out. */
  protected override printedFields(): Record<string, unknown> {
    return { clock: this.clock };
  }
}

const meanings: Readonly<Record<TimeoutClock, string>> = {
  connect: 'no connection was made in time (timeouts.connectMs)',
  headers: 'no answer began in time (timeouts.headersMs, or timeoutMs of a stream)',
  idle: 'the answer stopped arriving (timeouts.idleMs), or a stream did, or nobody read on (timeouts.streamIdleMs)',
  total: 'it took too long altogether (timeouts.totalMs, or timeoutMs of the call)',
  deadline: 'what was waited for did not happen in time (timeoutMs of the wait)',
};

/** What was waited for may continue, or not exist at all, which the last poll shows. */
function afterDeadline(lastFailure: KagentiError | undefined): string {
  return lastFailure === undefined
    ? 'It continues at Kagenti.'
    : `The last poll failed: ${lastFailure.message}`;
}
