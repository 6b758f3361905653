import type { TokenEvent } from '../../src/observability/token-events.ts';
import type { DrivenClock } from '../fixtures/driven-clock.fixture.ts';

/** Requests that one renewal may cost. */
const attempts = 3;
const bufferSeconds = 60;
/** Longer a server is not obeyed, nor a transient failure held. */
const longestHoldMs = 30_000;

interface IssuedAt {
  readonly value: string;
  readonly lifetimeSeconds: number;
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/**
 * What the design promises, in as few words as it can be said: which token is current, whether a
 * renewal may begin, and how many requests may have been sent. It knows nothing of flights and waits.
 */
export class TokenModel {
  /** How many requests may have been sent by now. */
  mostRequests = 0;
  readonly #clock: DrivenClock;
  readonly #issued = new Map<string, IssuedAt>();
  #current: IssuedAt | undefined;
  #isSuspect = false;
  #secondsWhenNew = 0;
  #heldUntilMs = 0;
  #transientFailures = 0;
  #isRenewing = false;
  #isRefusedAccount = false;
  #isForcedNext = false;
  #forcedAtMs: number[] = [];
  #budget = 3;
  #budgetCountsFromMs = 0;
  #askedToWaitMs = 0;
  #noRequestBeforeMs = 0;
  #isClosed = false;

  constructor(clock: DrivenClock) {
    this.#clock = clock;
  }

  /** The endpoint issues a token: its life begins. */
  issued(value: string, lifetimeSeconds: number): void {
    const [wallMs, monotonicMs] = [this.#clock.wallMs(), this.#clock.monotonicMs()];
    this.#issued.set(value, { value, lifetimeSeconds, wallMs, monotonicMs });
  }

  /** The endpoint asks to be left alone for so long. */
  limited(retryAfterSeconds: number): void {
    this.#askedToWaitMs = retryAfterSeconds * 1000;
    const obeyedMs = Math.min(longestHoldMs, this.#askedToWaitMs);
    this.#noRequestBeforeMs = this.#clock.monotonicMs() + obeyedMs;
  }

  /** Whether a request may arrive now, as far as the endpoint was heard. */
  get mayRequest(): boolean {
    return this.#clock.monotonicMs() >= this.#noRequestBeforeMs;
  }

  /** The manager says what came of a renewal. */
  heard(event: TokenEvent, lastIssued: string | undefined, requests: number): void {
    if (event.type === 'acquired' || event.type === 'renewed') {
      this.#ended(requests);
      this.#current = this.#issued.get(lastIssued ?? '');
      this.#isSuspect = false;
      this.#isRefusedAccount = false;
      this.#secondsWhenNew = this.#secondsLeft();
      this.#heldUntilMs = 0;
      this.#transientFailures = 0;
      // What was forced while that renewal ran may come after it.
      if (this.#isForcedNext) this.mostRequests += attempts;
      this.#isForcedNext = false;
    } else if (event.type === 'renewalFailed') {
      this.#ended(requests);
      this.#isForcedNext = false;
      const { retryable, code, oauthError } = event.error;
      this.#isRefusedAccount = !retryable && oauthError !== undefined;
      if (this.#isRefusedAccount && this.#isSuspect) this.#current = undefined;
      const doubledMs = 1000 * 2 ** this.#transientFailures;
      const askedMs = code === 'rate_limited' ? this.#askedToWaitMs : 0;
      const holdMs = retryable ? Math.min(longestHoldMs, Math.max(doubledMs, askedMs)) : 60_000;
      if (retryable) this.#transientFailures += 1;
      this.#heldUntilMs = this.#clock.monotonicMs() + holdMs;
    }
  }

  /** A call comes: it may lead to a renewal, if none goes on and the token will not do. */
  called(minValidSeconds: number): void {
    const isHeld = this.#clock.monotonicMs() < this.#heldUntilMs;
    // An account that was refused just now is no better for a token that the API refuses.
    if (isHeld && this.#isRefusedAccount && this.#isSuspect && !this.#isRenewing) {
      this.#current = undefined;
    }
    if (this.#isClosed || this.#isRenewing || isHeld) return;
    if (this.#isFresh() && !this.#isSuspect && !this.#newOneLastsLonger(minValidSeconds)) return;
    this.#isRenewing = true;
    this.mostRequests += attempts;
  }

  /** A call wants a token that is issued after it. */
  forced(): void {
    const nowMs = this.#clock.monotonicMs();
    if (this.#isClosed || nowMs < this.#heldUntilMs) return this.called(0);
    this.#forcedAtMs = this.#forcedAtMs.filter(atMs => nowMs - atMs < 60_000);
    if (this.#forcedAtMs.length === 3) this.called(0);
    else if (this.#isRenewing) this.#isForcedNext = true;
    else {
      this.#forcedAtMs.push(nowMs);
      this.#isRenewing = true;
      this.mostRequests += attempts;
    }
  }

  /** Whether a call that comes now gets the token in hand after a second at the latest. */
  get lasts(): boolean {
    return this.hasValidToken && !this.#isSuspect && this.#secondsLeft() > 5;
  }

  /** The API refused a token; gives whether it becomes suspect. */
  refused(value: string): boolean {
    if (this.#current?.value !== value || !this.hasValidToken || this.#isSuspect) return false;
    const nowMs = this.#clock.monotonicMs();
    while (this.#budget < 3 && nowMs - this.#budgetCountsFromMs >= 30_000) {
      this.#budget += 1;
      this.#budgetCountsFromMs += 30_000;
    }
    if (this.#budget === 0) return false;
    if (this.#budget === 3) this.#budgetCountsFromMs = nowMs;
    this.#budget -= 1;
    this.#isSuspect = true;
    return true;
  }

  /** The cache is cleared: a renewal ends, and those who wait for it lead to another. */
  cleared(isAwaited: boolean): void {
    this.#isRenewing = isAwaited;
    this.#isForcedNext = isAwaited;
    if (isAwaited) this.mostRequests += attempts;
    this.#current = undefined;
    this.#isSuspect = false;
    this.#heldUntilMs = 0;
    this.#transientFailures = 0;
    // Who clears the cache wants to be asked for at once.
    this.#noRequestBeforeMs = 0;
  }

  /** The manager is closed, when so many requests had been sent: there will be no more, and no token. */
  closed(requests: number): void {
    this.#isClosed = true;
    this.#current = undefined;
    this.mostRequests = requests;
  }

  /** Whether the manager is closed. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Whether a token may be given now: it was issued, and neither clock says that it has expired. */
  mayBeGiven(value: string): boolean {
    const issued = this.#issued.get(value);
    return issued !== undefined && this.#ageSeconds(issued) < issued.lifetimeSeconds;
  }

  /** Whether no call may fail: there is a valid token in hand. */
  get hasValidToken(): boolean {
    return this.#current !== undefined && this.mayBeGiven(this.#current.value);
  }

  /** The value of the current token. */
  get currentValue(): string | undefined {
    return this.#current?.value;
  }

  /** What a renewal did not need is not left for the next one. */
  #ended(requests: number): void {
    this.#isRenewing = false;
    this.mostRequests = Math.min(this.mostRequests, requests);
  }

  /** Whether a new token would serve better, by a thirtieth of its life. */
  #newOneLastsLonger(minValidSeconds: number): boolean {
    const [left, whenNew] = [this.#secondsLeft(), this.#secondsWhenNew];
    return left < minValidSeconds && minValidSeconds < whenNew && whenNew - left >= whenNew / 30;
  }

  #secondsLeft(): number {
    const issued = this.#current;
    return issued === undefined ? 0 : issued.lifetimeSeconds - this.#ageSeconds(issued);
  }

  /** Before the early window at its widest: nothing may be sent. */
  #isFresh(): boolean {
    if (this.#current === undefined) return false;
    const { lifetimeSeconds } = this.#current;
    const bufferFrom = lifetimeSeconds - Math.min(bufferSeconds, lifetimeSeconds / 2);
    return this.#ageSeconds(this.#current) < bufferFrom * 0.9;
  }

  #ageSeconds({ wallMs, monotonicMs }: IssuedAt): number {
    const ages = [this.#clock.wallMs() - wallMs, this.#clock.monotonicMs() - monotonicMs];
    return Math.max(...ages) / 1000;
  }
}
