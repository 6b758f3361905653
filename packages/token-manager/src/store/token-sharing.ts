import { createHash } from 'node:crypto';
import { type Clock, momentOf, secondsSince } from '../clock.ts';
import type { CredentialReader } from '../credentials/credential-reader.ts';
import type { IssuedToken } from '../endpoint/token-request.ts';
import type { TokenObservers } from '../observability/token-observers.ts';
import { KeyMark } from './key-mark.ts';
import { StoreCalls } from './store-calls.ts';
import type { SharedToken, TokenSeal } from './token-seal.ts';
import type { StoredText, TokenStore } from './token-store.ts';

/** A token has a few kilobytes; what is longer comes from something else. */
const longestValue = 256 * 1024;

/** Clocks that are kept by NTP differ less; without the store's own clock more is not believed. */
const mostSkewMs = 5000;

/** A token that was refused may come back from the store for as long as its entry lives. */
const mostRefused = 16;

/** What sharing needs. */
export interface TokenSharingOptions {
  /** Where tokens are shared. */
  readonly store: TokenStore;
  /** What they are sealed with. */
  readonly seal: TokenSeal;
  /** What makes tokens those of one account: endpoint, client, scope and so on. */
  readonly account: readonly (string | undefined)[];
  /** What names the account where no client id does; undefined elsewhere. */
  readonly credentials?: Pick<CredentialReader, 'subject' | 'isResting' | 'read'> | undefined;
  /** The clocks. */
  readonly clock: Clock;
  /** Who is told when the store fails. */
  readonly observers: TokenObservers;
}

/** What replicas share of one account: the entry in the store, and which tokens are not taken from it. */
export class TokenSharing {
  /** The store. */
  readonly store: TokenStore;
  /** The clocks. */
  readonly clock: Clock;
  /** How the store is asked. */
  readonly calls: StoreCalls;
  #latest: AccountEntry;
  readonly #options: TokenSharingOptions;
  readonly #seal: TokenSeal;
  readonly #observers: TokenObservers;
  #saidSkew = false;
  /** Hashes of the tokens that the API refused, the latest last. */
  readonly #refused = new Set<string>();
  /** What was asked for before that is not taken, by the wall clock. */
  #notBeforeMs = Number.NEGATIVE_INFINITY;
  /** Calls that nobody waits for, but the end. */
  readonly #behind = new Set<Promise<unknown>>();

  /** Asks nothing yet. */
  constructor(options: TokenSharingOptions) {
    const { store, seal, clock, observers } = options;
    this.store = store;
    this.#options = options;
    this.clock = clock;
    this.calls = new StoreCalls(clock, observers);
    this.#latest = entryOf(options, options.credentials?.subject);
    this.#seal = seal;
    this.#observers = observers;
  }

  /** The name of the account's entry: a hash. */
  get name(): string {
    return this.#entry.name;
  }

  /** Finds replicas with another key. */
  get keyMark(): KeyMark {
    return this.#entry.keyMark;
  }

  /**
   * Whether it is known whose tokens are shared. Where only the credential says so, it is read, unless one has
   * been read before; with none that can be read nothing is shared.
   */
  async recognize(): Promise<boolean> {
    const { credentials } = this.#options;
    if (credentials === undefined || credentials.subject !== undefined) return true;
    if (credentials.isResting) return false;
    await credentials.read().catch(() => {});
    return credentials.subject !== undefined;
  }

  /** The account may be another one after its credential was replaced. */
  get #entry(): AccountEntry {
    const subject = this.#options.credentials?.subject;
    if (subject !== this.#latest.subject) this.#latest = entryOf(this.#options, subject);
    return this.#latest;
  }

  /** Never takes this token from the store again. */
  refuse(value: string): void {
    this.#refused.add(fingerprint(value));
    const [oldest] = this.#refused;
    if (this.#refused.size > mostRefused && oldest !== undefined) this.#refused.delete(oldest);
  }

  /** Takes no token from the store that is there now. */
  forget(): void {
    this.#notBeforeMs = this.clock.wallMs();
  }

  /** Lets calls of the store, which never reject, go on behind. */
  leaveBehind(calls: Promise<unknown>): void {
    this.#behind.add(calls);
    void calls.finally(() => this.#behind.delete(calls));
  }

  /** Waits for the calls that go on behind: 250 ms each at most. */
  async settle(): Promise<void> {
    while (this.#behind.size > 0) await Promise.all(this.#behind);
  }

  /** The token that the store's answer holds; undefined when there is none that can be believed. */
  read(stored: StoredText | undefined): IssuedToken | undefined {
    if (stored === undefined) return undefined;
    const { value, ttlMs } = stored;
    const isText = typeof value === 'string' && value.length <= longestValue;
    const shared = isText ? this.#seal.open(this.name, value) : undefined;
    if (shared === undefined) {
      this.calls.unreadable(isText ? fingerprint(value) : typeof value);
      return undefined;
    }
    const isRefused = this.#refused.has(fingerprint(shared.value));
    if (isRefused || shared.requestedAtMs < this.#notBeforeMs) return undefined;
    return this.#asIssued(shared, isTime(ttlMs) ? ttlMs : undefined);
  }

  /** What the store is to hold, and for how long; undefined for a token whose life is over. */
  write(issued: IssuedToken): { readonly value: string; readonly ttlMs: number } | undefined {
    const { requestedAt, lifetimeSeconds, scope } = issued;
    const ttlMs = Math.floor((lifetimeSeconds - secondsSince(requestedAt, this.clock)) * 1000);
    const requestedAtMs = requestedAt.wallMs;
    const shared = { value: issued.value, requestedAtMs, lifetimeSeconds, scope };
    return ttlMs < 1 ? undefined : { value: this.#seal.seal(this.name, shared), ttlMs };
  }

  /**
   * The token with the moment of its request on this replica's clocks. Its age is what the other
   * replica's clock or the store's says, whichever makes it older: clocks of replicas differ.
   */
  #asIssued(shared: SharedToken, ttlMs: number | undefined): IssuedToken | undefined {
    const { value, lifetimeSeconds, scope } = shared;
    const now = momentOf(this.clock);
    const ageMs = now.wallMs - shared.requestedAtMs;
    if (ttlMs === undefined && ageMs < -mostSkewMs) {
      this.#saySkew(-ageMs);
      return undefined;
    }
    const lifetimeMs = lifetimeSeconds * 1000;
    const ageOfStoreMs = ttlMs === undefined ? 0 : lifetimeMs - ttlMs;
    // By the store's clock it lives. Without that an old entry may be one that the store keeps too long; where
    // this clock is ahead, the other replicas say so of the tokens that this one leaves.
    const seemsOver = ttlMs !== undefined && ageMs >= lifetimeMs;
    if (seemsOver && ageMs - ageOfStoreMs > mostSkewMs) this.#saySkew(ageMs - ageOfStoreMs);
    const oldestMs = Math.max(0, ageMs, ageOfStoreMs);
    const requestedAt = {
      wallMs: now.wallMs - oldestMs,
      monotonicMs: now.monotonicMs - oldestMs,
    };
    return { value, lifetimeSeconds, scope, requestedAt };
  }

  /**
   * Once: such clocks stay as they are until somebody sets them, and meanwhile every renewal would say it.
   * Without a word the fleet would ask for a token a replica, and nobody know why.
   */
  #saySkew(differenceMs: number): void {
    if (this.#saidSkew) return;
    this.#saidSkew = true;
    this.#observers.log(
      'warn',
      `A token in the token store is not used: the clock of the replica that left it and this one differ by ${Math.round(differenceMs / 1000)} s. Tokens are not shared until the clocks are set; nothing else depends on it.`,
    );
  }
}

/** What belongs to one account in the store. */
interface AccountEntry {
  readonly subject: string | undefined;
  readonly name: string;
  readonly keyMark: KeyMark;
}

function entryOf(options: TokenSharingOptions, subject: string | undefined): AccountEntry {
  const { seal, clock } = options;
  const account = subject === undefined ? options.account : [...options.account, subject];
  const name = `boost-token:${seal.nameOf(account)}`;
  return { subject, name, keyMark: new KeyMark(seal, account, clock) };
}

/** A store is somebody else's code: an age that is no number would never pass. */
function isTime(ttlMs: unknown): ttlMs is number {
  return typeof ttlMs === 'number' && Number.isFinite(ttlMs) && ttlMs >= 0;
}

function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
