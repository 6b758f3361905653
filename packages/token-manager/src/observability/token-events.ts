import type { TokenError } from '../token-error.ts';

/** What a manager logs to: four of the methods of Backstage's LoggerService. */
export interface TokenLogger {
  /** What needs a change at the server or in the configuration. */
  error(message: string): void;
  /** What went wrong and may pass. */
  warn(message: string): void;
  /** What an operator wants to know once. */
  info(message: string): void;
  /** Each token that came. */
  debug(message: string): void;
}

/** A token came. */
export interface TokenObtainedEvent {
  /**
   * `shared` when another replica left it in the store; else `renewed` when it replaced one that was
   * still valid, else `acquired`.
   */
  readonly type: 'acquired' | 'renewed' | 'shared';
  /** When the token ends. */
  readonly expiresAt: Date;
  /** How long it lives, in seconds. */
  readonly lifetimeSeconds: number;
  /** How many token requests it took, discovery not counted; 0 for one that another replica left. */
  readonly requests: number;
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
}

/** A renewal failed. */
export interface TokenRenewalFailedEvent {
  /** Says which event it is. */
  readonly type: 'renewalFailed';
  /** Why. */
  readonly error: TokenError;
  /** How many requests were sent. */
  readonly requests: number;
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
  /** Whether a valid token is in hand, which callers get meanwhile; the API may have refused it. */
  readonly tokenInHand: boolean;
}

/** The API refused the current token: it is suspect until a renewal replaces it. */
export interface TokenInvalidatedEvent {
  /** Says which event it is. */
  readonly type: 'invalidated';
  /** How many forced renewals are left. */
  readonly forcedRenewalsLeft: number;
}

/**
 * `forceRefresh` was asked for more than three times in a minute: such calls get the token in hand. Once until it
 * is granted again.
 */
export interface TokenForceRefreshRefusedEvent {
  /** Says which event it is. */
  readonly type: 'forceRefreshRefused';
}

/** What a store is asked for. */
export type TokenStoreOperation = 'get' | 'set' | 'lease' | 'release';

/** The store failed, or does not share with all replicas; the renewal went on without it. */
export interface TokenStoreFailedEvent {
  /** Says which event it is. */
  readonly type: 'storeFailed';
  /** What it was asked for. */
  readonly operation: TokenStoreOperation;
  /**
   * It threw or rejected, took longer than 250 ms, or held what this manager cannot open; or a replica shares
   * tokens of this client under another `encryptionKey`, and so none with this one.
   */
  readonly reason: 'error' | 'timeout' | 'unreadable' | 'otherKey';
  /** The code, name or class of the error, such as `ECONNREFUSED` or `NOAUTH`, where it has one; never its message. */
  readonly errorCode?: string;
}

/** What `onEvent` is told. */
export type TokenEvent =
  | TokenObtainedEvent
  | TokenRenewalFailedEvent
  | TokenInvalidatedEvent
  | TokenForceRefreshRefusedEvent
  | TokenStoreFailedEvent;
