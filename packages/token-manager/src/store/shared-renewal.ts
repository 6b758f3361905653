import { randomUUID } from 'node:crypto';
import type { IssuedToken } from '../endpoint/token-request.ts';
import type { TokenStoreOperation } from '../observability/token-events.ts';
import type { Deadline } from '../renewal/deadline.ts';
import type { Acquisition } from '../renewal/token-acquisition.ts';
import type { TokenSharing } from './token-sharing.ts';
import type { StoredText, TokenLease } from './token-store.ts';

/** Longer than most renewals take, short enough to wait for when its holder died. */
const leaseMs = 10_000;

/** How much longer those without it wait: when it runs out, one of them takes it, and the others get its token. */
const longestWaitMs = leaseMs + 2000;

/** The part of the whole renewal that is waited at most: the rest is for asking oneself. */
const mostWaiting = 3 / 4;

/** How long those without the lease pause before they look for the token of the one that has it. */
const shortestPauseMs = 50;
const longestPauseMs = 150;

/** What one renewal wants of the others. */
export interface SharedRenewalOptions {
  /** Whether a token that another replica left is worth taking. */
  readonly isWanted: (issued: IssuedToken) => boolean;
  /** Bounds the renewal. */
  readonly deadline: Deadline;
  /** What that deadline is, in milliseconds: waiting for another replica takes at most three quarters of it. */
  readonly timeoutMs: number;
}

/** Asks the identity provider for a token; the signal aborts when another replica's has come. */
export type Acquire = (notNeeded?: AbortSignal) => Promise<Acquisition>;

/**
 * One renewal of a token that is shared. Whatever the store does, nothing here fails for it: when it
 * fails once, the renewal goes on without it.
 */
export class SharedRenewal {
  readonly #sharing: TokenSharing;
  readonly #options: SharedRenewalOptions;
  #storeFailed = false;
  #entryName: Promise<string | undefined> | undefined;

  /** Asks nothing yet. */
  constructor(sharing: TokenSharing, options: SharedRenewalOptions) {
    this.#sharing = sharing;
    this.#options = options;
  }

  /** The token that another replica left, if it is wanted; not polled again within a second of the last failure. */
  async find(): Promise<Acquisition | undefined> {
    return this.#sharing.isResting ? undefined : this.#poll();
  }

  /**
   * Asks for a token under the lease, or waits for that of the replica which has it.
   *
   * @param acquire - asks the identity provider; a signal says that the answer is not needed any more
   * @throws what `acquire` throws, or the deadline's reason
   */
  async obtain(acquire: Acquire): Promise<Acquisition> {
    const { lease } = this.#sharing.store;
    const entry = await this.#entry();
    const isAlone = lease === undefined || entry === undefined || this.#storeFailed;
    return isAlone ? this.acquire(acquire) : this.#underLease(lease, `${entry}:lease`, acquire);
  }

  async #underLease(lease: TokenLease, name: string, acquire: Acquire): Promise<Acquisition> {
    const { clock } = this.#sharing;
    const owner = randomUUID();
    const release = () => this.#sharing.calls.ask('release', () => lease.release(name, owner));
    const { timeoutMs } = this.#options;
    const untilMs = clock.monotonicMs() + Math.min(longestWaitMs, timeoutMs * mostWaiting);
    do {
      const taking = (async () => lease.acquire(name, owner, leaseMs))();
      const answer = await this.#ask('lease', () => taking);
      if (answer === undefined) void releaseLate(taking, release);
      if (answer?.value === true) {
        // The last holder may have left its token just before this.
        const found = await this.#poll();
        if (found === undefined) return this.acquire(acquire, release);
        this.#sharing.leaveBehind(release());
        return found;
      }
      if (!this.#storeFailed) await this.#pause();
      const found = await this.#poll();
      if (found !== undefined) return found;
    } while (!this.#storeFailed && clock.monotonicMs() < untilMs);
    return this.#storeFailed ? this.acquire(acquire) : this.#acquireBeside(acquire);
  }

  /** Asks while another replica may still be asking, and takes the token that comes first. */
  async #acquireBeside(acquire: Acquire): Promise<Acquisition> {
    const notNeeded = new AbortController();
    const asked = { isOver: false };
    const own = this.acquire(() => acquire(notNeeded.signal)).finally(() => {
      asked.isOver = true;
    });
    const over = own.catch(() => {});
    while (!asked.isOver && !this.#storeFailed) {
      await Promise.race([over, this.#pause().catch(() => over)]);
      const found = asked.isOver ? undefined : await this.#poll();
      if (found !== undefined) {
        notNeeded.abort();
        return found;
      }
    }
    return own;
  }

  /**
   * Asks for a token, and leaves it in the store behind the call.
   *
   * @throws what `acquire` throws
   */
  async acquire(
    acquire: Acquire,
    release: () => Promise<unknown> = async () => {},
  ): Promise<Acquisition> {
    try {
      const acquisition = await acquire();
      this.#sharing.endRest();
      this.#sharing.leaveBehind(this.#leave(acquisition.issued, release));
      return acquisition;
    } catch (error) {
      this.#sharing.leaveBehind(release());
      // Another replica may have had more luck in the meantime.
      const found = await this.#poll();
      if (found !== undefined) return found;
      throw error;
    }
  }

  async #leave(issued: IssuedToken, release: () => Promise<unknown>): Promise<void> {
    const { store } = this.#sharing;
    const entry = this.#sharing.write(issued);
    if (entry !== undefined) {
      await this.#ask('set', () => store.set(entry.name, entry.value, entry.ttlMs));
      // Those that wait have the token by now: the lease keeps nobody.
      await this.#compareKeys();
    }
    await release();
  }

  async #poll(): Promise<Acquisition | undefined> {
    const { store } = this.#sharing;
    const name = await this.#entry();
    if (name === undefined) return undefined;
    const answer = await this.#ask('get', async () => plainCopy(await store.get(name)));
    const issued = this.#sharing.read(name, answer?.value);
    if (issued === undefined || !this.#options.isWanted(issued)) {
      this.#sharing.rest();
      return undefined;
    }
    this.#sharing.endRest();
    return { issued, requests: 0 };
  }

  /** Of the certificate at the beginning of the renewal: one that comes later has the next. */
  #entry(): Promise<string | undefined> {
    this.#entryName ??= this.#options.deadline.race(this.#sharing.entryName());
    return this.#entryName;
  }

  /** Looks once an hour for replicas with another key. */
  async #compareKeys(): Promise<void> {
    const { store, keyMark, calls } = this.#sharing;
    if (!keyMark.isDue) return;
    const answer = await this.#ask('get', async () => plainCopy(await store.get(keyMark.name)));
    if (answer === undefined) return;
    if (keyMark.isOther(answer.value?.value)) calls.otherKey();
    await this.#ask('set', () => store.set(keyMark.name, keyMark.value, keyMark.ttlMs));
  }

  /** Jittered, so that those who wait do not come together. */
  #pause(): Promise<void> {
    const spreadMs = Math.random() * (longestPauseMs - shortestPauseMs);
    return this.#options.deadline.wait(shortestPauseMs + spreadMs);
  }

  async #ask<T>(operation: TokenStoreOperation, call: () => Promise<T>) {
    if (this.#storeFailed) return undefined;
    const answer = await this.#sharing.calls.ask(operation, call);
    this.#storeFailed = answer === undefined;
    return answer;
  }
}

/** A store is somebody else's code, and its answer may do anything when it is looked at. */
function plainCopy(stored: StoredText | undefined): StoredText | undefined {
  if (stored === undefined || stored === null) return undefined;
  const { value, ttlMs } = stored;
  return { value, ttlMs };
}

/** A lease that is given after its time was up would keep the others waiting. */
async function releaseLate(
  taking: Promise<boolean>,
  release: () => Promise<unknown>,
): Promise<void> {
  const isTaken = await taking.catch(() => false);
  if (isTaken) await release();
}
