import { randomUUID } from 'node:crypto';
import type { IssuedToken } from '../endpoint/token-request.ts';
import type { TokenStoreOperation } from '../observability/token-events.ts';
import type { Deadline } from '../renewal/deadline.ts';
import type { Acquisition } from '../renewal/token-acquisition.ts';
import type { TokenSharing } from './token-sharing.ts';
import type { TokenLease } from './token-store.ts';

/** Longer than a renewal takes, short enough to wait for when its holder died. */
const leaseMs = 10_000;

/** How long those without the lease pause before they look for the token of the one that has it. */
const shortestPauseMs = 50;
const longestPauseMs = 150;

/** What one renewal wants of the others. */
export interface SharedRenewalOptions {
  /** Whether a token that another replica left is worth taking. */
  readonly isWanted: (issued: IssuedToken) => boolean;
  /** Bounds the renewal. */
  readonly deadline: Deadline;
  /** What that deadline is, in milliseconds: waiting for another replica takes at most half of it. */
  readonly timeoutMs: number;
}

/**
 * One renewal of a token that is shared. Whatever the store does, nothing here fails for it: when it
 * fails once, the renewal goes on without it.
 */
export class SharedRenewal {
  readonly #sharing: TokenSharing;
  readonly #options: SharedRenewalOptions;
  #storeFailed = false;

  /** Asks nothing yet. */
  constructor(sharing: TokenSharing, options: SharedRenewalOptions) {
    this.#sharing = sharing;
    this.#options = options;
  }

  /** The token that another replica left, if it is wanted. */
  async find(): Promise<Acquisition | undefined> {
    const { store, name } = this.#sharing;
    const answer = await this.#ask('get', () => store.get(name));
    const issued = this.#sharing.read(answer?.value);
    return issued !== undefined && this.#options.isWanted(issued)
      ? { issued, requests: 0 }
      : undefined;
  }

  /**
   * Asks for a token under the lease, or waits for that of the replica which has it.
   *
   * @throws what `acquire` throws, or the deadline's reason
   */
  async obtain(acquire: () => Promise<Acquisition>): Promise<Acquisition> {
    const { lease } = this.#sharing.store;
    return lease === undefined ? this.#acquire(acquire) : this.#underLease(lease, acquire);
  }

  async #underLease(lease: TokenLease, acquire: () => Promise<Acquisition>): Promise<Acquisition> {
    const { clock } = this.#sharing;
    const [name, owner] = [`${this.#sharing.name}:lease`, randomUUID()];
    const release = () => this.#ask('release', () => lease.release(name, owner));
    const untilMs = clock.monotonicMs() + Math.min(leaseMs, this.#options.timeoutMs / 2);
    do {
      const answer = await this.#ask('lease', () => lease.acquire(name, owner, leaseMs));
      if (answer?.value === true) {
        // The last holder may have left its token just before this.
        const found = await this.find();
        if (found === undefined) return this.#acquire(acquire, release);
        void release();
        return found;
      }
      if (!this.#storeFailed) await this.#pause();
      const found = await this.find();
      if (found !== undefined) return found;
    } while (!this.#storeFailed && clock.monotonicMs() < untilMs);
    return this.#acquire(acquire);
  }

  /** Asks for a token, and leaves it in the store behind the call. */
  async #acquire(
    acquire: () => Promise<Acquisition>,
    release: () => Promise<unknown> = async () => {},
  ): Promise<Acquisition> {
    try {
      const acquisition = await acquire();
      void this.#leave(acquisition.issued).then(release);
      return acquisition;
    } catch (error) {
      void release();
      throw error;
    }
  }

  async #leave(issued: IssuedToken): Promise<void> {
    const { store, name } = this.#sharing;
    const entry = this.#sharing.write(issued);
    if (entry !== undefined)
      await this.#ask('set', () => store.set(name, entry.value, entry.ttlMs));
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
