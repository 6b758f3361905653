import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { TokenSeal } from './token-seal.ts';

/** Stands in front of a key's id, and tells the form. */
const formatMark = 'key1:';

/** How often replicas compare their keys, and how long a mark stands, in milliseconds. */
const everyMs = 60 * 60 * 1000;

/**
 * A mark beside the token that tells under which key an account's tokens are shared. The name of the token's
 * entry depends on the key: replicas whose keys differ would never see each other's, and share nothing in
 * silence. The mark's name does not depend on it, and its value is an id that is derived from the key one way.
 */
export class KeyMark {
  /** The name of the mark: a hash. */
  readonly name: string;
  /** What this replica leaves there. */
  readonly value: string;
  /** How long it stands, in milliseconds. */
  readonly ttlMs = everyMs;
  readonly #clock: Clock;
  #nextMs = Number.NEGATIVE_INFINITY;

  /** Compares nothing yet. */
  constructor(seal: TokenSeal, account: readonly (string | undefined)[], clock: Clock) {
    const text = JSON.stringify(account.map(part => part ?? null));
    this.name = `boost-token-key:${createHash('sha256').update(text).digest('hex')}`;
    this.value = formatMark + seal.keyId;
    this.#clock = clock;
  }

  /** Whether it is time to compare: at the first token, and then once an hour. */
  get isDue(): boolean {
    return this.#clock.monotonicMs() >= this.#nextMs;
  }

  /** Whether this is the mark of a replica with another key; not due again for an hour. */
  isOther(found: unknown): boolean {
    this.#nextMs = this.#clock.monotonicMs() + everyMs;
    return typeof found === 'string' && found.startsWith(formatMark) && found !== this.value;
  }
}
