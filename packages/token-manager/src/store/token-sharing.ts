import { createHash } from 'node:crypto';
import { type Clock, momentOf, secondsSince } from '../clock.ts';
import type { ClientAuthenticationMethod } from '../credentials/client-authentication.ts';
import type { CredentialReader } from '../credentials/credential-reader.ts';
import type { EndpointConnections } from '../endpoint/endpoint-connections.ts';
import type { IssuedToken } from '../endpoint/token-request.ts';
import type { TokenObservers } from '../observability/token-observers.ts';
import { isShareable } from './bound-token.ts';
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

/**
 * How long the store rests after a poll that found nothing, in milliseconds. While a failure is held every call
 * looks for another replica's token, thousands a second; with this rest such a token is still found soon.
 */
const restMs = 1000;

/** What sharing needs. */
export interface TokenSharingOptions {
  /** Where tokens are shared. */
  readonly store: TokenStore;
  /** What they are sealed with. */
  readonly seal: TokenSeal;
  /** What makes tokens those of one account: endpoint, client, scope and so on. */
  readonly account: readonly (string | undefined)[];
  /** How the client proves itself. */
  readonly method: ClientAuthenticationMethod;
  /** Where the client's certificate comes from. */
  readonly connections: Pick<EndpointConnections, 'current'>;
  /** What names the account where no client id does; undefined elsewhere. */
  readonly credentials?: Pick<CredentialReader, 'subject' | 'isResting' | 'read'> | undefined;
  /** The clocks. */
  readonly clock: Clock;
  /** Who is told when the store fails. */
  readonly observers: TokenObservers;
}

/** A token as the store is to hold it. */
export interface StoreEntry {
  /** The name of the entry. */
  readonly name: string;
  /** What stands there. */
  readonly value: string;
  /** How long, in milliseconds. */
  readonly ttlMs: number;
}

/**
 * What replicas share of one account: the entry in the store, and which tokens are not taken from it. Where the
 * client shows a certificate, each certificate has its own entry: tokens may be bound to it (RFC 8705 section 3).
 */
export class TokenSharing {
  /** The store. */
  readonly store: TokenStore;
  /** The clocks. */
  readonly clock: Clock;
  /** How the store is asked. */
  readonly calls: StoreCalls;
  #latest: SharedAccount;
  readonly #options: TokenSharingOptions;
  #saidSkew = false;
  /** Whether the latest token is bound to a certificate that is not known. */
  #isBound = false;
  #saidBound = false;
  /** When the store was polled in vain last, by the monotonic clock; undefined since there was a token. */
  #polledInVainAtMs: number | undefined;
  /** Hashes of the tokens that the API refused, the latest last. */
  readonly #refused = new Set<string>();
  /** What was asked for before that is not taken, by the wall clock. */
  #notBeforeMs = Number.NEGATIVE_INFINITY;
  /** Calls that nobody waits for, but the end. */
  readonly #behind = new Set<Promise<unknown>>();

  /** Asks nothing yet. */
  constructor(options: TokenSharingOptions) {
    const { store, clock, observers } = options;
    this.store = store;
    this.#options = options;
    this.clock = clock;
    this.calls = new StoreCalls(clock, observers);
    this.#latest = accountOf(options, options.credentials?.subject);
  }

  /** Finds replicas with another key. */
  get keyMark(): KeyMark {
    return this.#current.keyMark;
  }

  /**
   * The name, a hash, of the entry whose tokens this replica can use with the credential and the certificate that it
   * has now. Undefined when it can use none: their files cannot be used, which reading the credential reports, or its
   * tokens are bound to a certificate that is not known.
   */
  async entryName(): Promise<string | undefined> {
    if (this.#isBound || !(await this.#isAccountKnown())) return undefined;
    try {
      const { thumbprint } = await this.#options.connections.current();
      return this.#nameFor(thumbprint);
    } catch {
      return undefined;
    }
  }

  /**
   * Whether it is known whose tokens are shared. Where only the credential says so, it is read, unless one has
   * been read before; with none that can be read nothing is shared.
   */
  async #isAccountKnown(): Promise<boolean> {
    const { credentials } = this.#options;
    if (credentials === undefined || credentials.subject !== undefined) return true;
    if (credentials.isResting) return false;
    await credentials.read().catch(() => {});
    return credentials.subject !== undefined;
  }

  /** The account may be another one after its credential was replaced. */
  get #current(): SharedAccount {
    const subject = this.#options.credentials?.subject;
    if (subject !== this.#latest.subject) this.#latest = accountOf(this.#options, subject);
    return this.#latest;
  }

  /** Whether the store was polled in vain within the last second, and no token was got since. */
  get isResting(): boolean {
    const sinceMs = this.#polledInVainAtMs;
    return sinceMs !== undefined && this.clock.monotonicMs() - sinceMs < restMs;
  }

  /** The store was polled in vain. */
  rest(): void {
    this.#polledInVainAtMs = this.clock.monotonicMs();
  }

  /** There is a token, from wherever. */
  endRest(): void {
    this.#polledInVainAtMs = undefined;
  }

  /** Never takes this token from the store again, nor leaves it there. */
  refuse(value: string): void {
    this.#refused.add(fingerprint(value));
    const [oldest] = this.#refused;
    if (this.#refused.size > mostRefused && oldest !== undefined) this.#refused.delete(oldest);
  }

  /** Takes no token from the store that is there now. */
  forget(): void {
    this.endRest();
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
  read(name: string, stored: StoredText | undefined): IssuedToken | undefined {
    if (stored === undefined) return undefined;
    const { value, ttlMs } = stored;
    const isText = typeof value === 'string' && value.length <= longestValue;
    const shared = isText ? this.#options.seal.open(name, value) : undefined;
    if (shared === undefined) {
      this.calls.unreadable(isText ? fingerprint(value) : typeof value);
      return undefined;
    }
    const isRefused = this.#refused.has(fingerprint(shared.value));
    if (isRefused || shared.requestedAtMs < this.#notBeforeMs) return undefined;
    return this.#asIssued(shared, isTime(ttlMs) ? ttlMs : undefined);
  }

  /**
   * What the store is to hold, under which name and for how long; undefined for a token whose life is over, that was
   * refused, or that other replicas could not use.
   */
  write(issued: IssuedToken): StoreEntry | undefined {
    if (this.#refused.has(fingerprint(issued.value))) return undefined;
    this.#isBound = !isShareable(issued, this.#options.method);
    if (this.#isBound) {
      this.#sayBound();
      return undefined;
    }
    const { requestedAt, lifetimeSeconds, scope } = issued;
    const ttlMs = Math.floor((lifetimeSeconds - secondsSince(requestedAt, this.clock)) * 1000);
    if (ttlMs < 1) return undefined;
    const requestedAtMs = requestedAt.wallMs;
    const shared = { value: issued.value, requestedAtMs, lifetimeSeconds, scope };
    // The certificate may have been replaced since this renewal began.
    const name = this.#nameFor(issued.thumbprint);
    return { name, value: this.#options.seal.seal(name, shared), ttlMs };
  }

  #nameFor(thumbprint: string | undefined): string {
    return `boost-token:${this.#options.seal.nameOf(this.#current.parts, thumbprint)}`;
  }

  /** Once: it is so for each token, until somebody changes how the client connects. */
  #sayBound(): void {
    if (this.#saidBound) return;
    this.#saidBound = true;
    this.#options.observers.log(
      'warn',
      'Access tokens are not shared: they are, or may be, bound to a client certificate that the manager does not know (RFC 8705). Give the certificate as tls.certificateFile and tls.keyFile, not by a dispatcher or a proxy, or switch certificate-bound tokens off for the client.',
    );
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
    this.#options.observers.log(
      'warn',
      `A token in the token store is not used: the clock of the replica that left it and this one differ by ${Math.round(differenceMs / 1000)} s. Tokens are not shared until the clocks are set; nothing else depends on it.`,
    );
  }
}

/** Whose tokens are shared. */
interface SharedAccount {
  /** What the credential says of it, where no client id does. */
  readonly subject: string | undefined;
  /** What its entries are named after. */
  readonly parts: readonly (string | undefined)[];
  /** Finds replicas with another key. */
  readonly keyMark: KeyMark;
}

function accountOf(options: TokenSharingOptions, subject: string | undefined): SharedAccount {
  const { seal, clock, account } = options;
  const parts = subject === undefined ? account : [...account, subject];
  return { subject, parts, keyMark: new KeyMark(seal, parts, clock) };
}

/** A store is somebody else's code: an age that is no number would never pass. */
function isTime(ttlMs: unknown): ttlMs is number {
  return typeof ttlMs === 'number' && Number.isFinite(ttlMs) && ttlMs >= 0;
}

function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
