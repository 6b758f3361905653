import type { AccessToken } from '../access-token.ts';
import type { Clock } from '../clock.ts';
import { Deadline } from './deadline.ts';

/** What a renewal is started with. */
export interface RenewalOptions {
  /** The clocks. */
  readonly clock: Clock;
  /** What bounds it, in milliseconds. */
  readonly timeoutMs: number;
  /** How long callers wait who have a valid token, in milliseconds. */
  readonly staleWaitMs: number;
  /** Aborts when the manager closes. */
  readonly closing: AbortSignal;
  /** How long the token should last, in seconds: what the caller asked for who started it. */
  readonly minValidSeconds: number;
  /** Whether the token must be issued for this renewal, and not come from another replica. */
  readonly isForced: boolean;
}

/** One renewal, which all its callers share. */
export class Renewal {
  /** How long the token should last, in seconds. */
  readonly minValidSeconds: number;
  /** Whether the token must be issued for this renewal. */
  readonly isForced: boolean;
  /** Bounds it. */
  readonly deadline: Deadline;
  /** The new token, or why there is none. Nobody need wait for it: its failure counts as handled. */
  readonly outcome: Promise<AccessToken>;
  readonly #clock: Clock;
  readonly #staleWaitMs: number;
  readonly #startedMs: number;
  #isOver = false;
  #isOutdated = false;
  #hasFailed = false;
  #patience: Promise<void> | undefined;
  #endPatience: () => void = () => {};

  /** Starts `run`. */
  constructor(options: RenewalOptions, run: (renewal: Renewal) => Promise<AccessToken>) {
    const { clock, timeoutMs, staleWaitMs, closing } = options;
    this.minValidSeconds = options.minValidSeconds;
    this.isForced = options.isForced;
    this.deadline = new Deadline(clock, timeoutMs, closing);
    this.#clock = clock;
    this.#staleWaitMs = staleWaitMs;
    this.#startedMs = clock.monotonicMs();
    this.outcome = run(this).finally(() => {
      this.#isOver = true;
      this.deadline.end();
      this.#endPatience();
    });
    this.outcome.catch(() => {});
  }

  /**
   * Settles when a caller with a valid token has waited long enough: `staleWaitMs` after the renewal started,
   * when its first attempt has failed, or when it is over. One promise for all callers.
   */
  get patience(): Promise<void> {
    this.#patience ??= this.#startPatience();
    return this.#patience;
  }

  /** Whether it has an outcome. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether the cache was cleared while it ran: its outcome is nobody's. */
  get isOutdated(): boolean {
    return this.#isOutdated;
  }

  /** How long it has run, in milliseconds. */
  get elapsedMs(): number {
    return this.#clock.monotonicMs() - this.#startedMs;
  }

  /** Its first attempt failed: who has a valid token waits for no other. */
  backsOff(): void {
    this.#hasFailed = true;
    this.#endPatience();
  }

  /** Ends it without an outcome. */
  abandon(): void {
    this.#isOutdated = true;
    this.deadline.abort();
  }

  #startPatience(): Promise<void> {
    const leftMs = this.#staleWaitMs - this.elapsedMs;
    if (leftMs <= 0 || this.#hasFailed || this.#isOver) return Promise.resolve();
    return new Promise(resolve => {
      const cancel = this.#clock.startTimer(resolve, leftMs);
      this.#endPatience = () => {
        cancel();
        resolve();
      };
    });
  }
}
