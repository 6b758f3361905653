import type { AccessToken } from '../access-token.ts';
import { type Clock, type Moment, secondsSince } from '../clock.ts';
import { outsideCallers } from '../outside-callers.ts';
import { type RenewalPlan, stateAtAge, type TokenState } from './renewal-policy.ts';

/** Timers take no more; a token that lives longer is looked at more closely from then on. */
const longestTimerMs = 2 ** 31 - 1;

/** What a held token is made of. */
export interface HeldTokenFields {
  /** The token that callers get. */
  readonly token: AccessToken;
  /** When to renew it. */
  readonly plan: RenewalPlan;
  /** When it was asked for. */
  readonly requestedAt: Moment;
  /** The clocks. */
  readonly clock: Clock;
  /** Whether it was issued just now. */
  readonly isNew: boolean;
}

/** The current token, with what its renewal depends on. */
export class HeldToken {
  /** The token that callers get. */
  readonly token: AccessToken;
  /** Its value, for callers that get it at once. */
  readonly promised: Promise<string>;
  /** When to renew it. */
  readonly plan: RenewalPlan;
  /** What it had left when it was new, in seconds. */
  readonly secondsWhenNew: number;
  readonly #requestedAt: Moment;
  readonly #clock: Clock;
  readonly #freshUntilWallMs: number;
  /** While it is true, a timer runs that ends it when the early window starts by the monotonic clock. */
  #isYoung = false;
  #isSuspect = false;
  #stopTimer: () => void = () => {};

  /**
   * Holds a token whose request was sent at `requestedAt`: its life cannot have begun earlier. One that
   * is not new came from another replica.
   */
  constructor({ token, plan, requestedAt, clock, isNew }: HeldTokenFields) {
    this.token = token;
    this.promised = outsideCallers(() => Promise.resolve(token.value));
    this.plan = plan;
    this.#requestedAt = requestedAt;
    this.#clock = clock;
    this.#freshUntilWallMs = requestedAt.wallMs + plan.earlyFromSeconds * 1000;
    this.secondsWhenNew = isNew ? this.secondsLeft() : plan.lifetimeSeconds;
  }

  /**
   * Whether its state is surely `fresh`. Almost every call asks this and no more, and reading clocks is
   * most of what a call costs: the wall clock is read, which goes on in sleep, and a timer watches the
   * monotonic one. A timer that is late, since the process was busy, has the rest of the token's life.
   */
  isSurelyFresh(): boolean {
    return this.#isYoung && this.#clock.wallMs() < this.#freshUntilWallMs;
  }

  /** Starts its timer: it is the current token now. */
  watch(): void {
    const leftMs = (this.plan.earlyFromSeconds - this.#ageSeconds()) * 1000;
    const grow = () => {
      this.#isYoung = false;
    };
    this.#isYoung = true;
    const delayMs = Math.min(Math.max(0, leftMs), longestTimerMs);
    this.#stopTimer = outsideCallers(() => this.#clock.startTimer(grow, delayMs));
  }

  /** Ends its timer. */
  release(): void {
    this.#stopTimer();
    this.#isYoung = false;
  }

  /** The API refused it: it is no longer fresh, whatever its age. */
  suspect(): void {
    this.release();
    this.#isSuspect = true;
  }

  /** Where the token stands in its plan. */
  state(): TokenState {
    const state = stateAtAge(this.plan, this.#ageSeconds());
    return this.#isSuspect && state !== 'expired' ? 'suspect' : state;
  }

  /** What is left of its life, in seconds; 0 when it has expired. */
  secondsLeft(): number {
    return Math.max(0, this.plan.lifetimeSeconds - this.#ageSeconds());
  }

  #ageSeconds(): number {
    return secondsSince(this.#requestedAt, this.#clock);
  }
}
