/**
 * Where replicas share a token. It is asked at renewals only, never for a token that is fresh; each
 * call has 250 ms, and what it throws costs the sharing and nothing else. Keys and values are text
 * without anything secret in it.
 */
export interface TokenStore {
  /** What was set last and has not ended; undefined when there is nothing. */
  get(key: string): Promise<StoredText | undefined>;
  /** Keeps a value for `ttlMs` milliseconds. */
  set(key: string, value: string, ttlMs: number): Promise<void>;
  /** Lets one replica at a time ask for a token. Without it replicas share what was fetched. */
  readonly lease?: TokenLease | undefined;
}

/** A value of a store. */
export interface StoredText {
  /** The value. */
  readonly value: string;
  /**
   * How long it will still be there by the store's own clock, in milliseconds, where the store knows:
   * then a replica whose clock differs cannot make a token seem younger than it is.
   */
  readonly ttlMs?: number | undefined;
}

/** A lock that ends by itself. */
export interface TokenLease {
  /** Takes the lease for `ttlMs` milliseconds; false while another owner has it. */
  acquire(key: string, owner: string, ttlMs: number): Promise<boolean>;
  /** Gives the lease back if this owner still has it. */
  release(key: string, owner: string): Promise<void>;
}

/** Whether a value has the methods of a store; a lease is none, or whole. */
export function isTokenStore(value: unknown): value is TokenStore {
  const { get, set, lease } = Object(value);
  const { acquire, release } = Object(lease);
  const methods = lease === undefined ? [get, set] : [get, set, acquire, release];
  return methods.every(method => typeof method === 'function');
}
