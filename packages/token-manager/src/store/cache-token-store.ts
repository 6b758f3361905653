import { wrongOption } from '../option-rule.ts';
import { TokenError } from '../token-error.ts';
import { makerFor } from './checked-store.ts';
import type { TokenStore } from './token-store.ts';

/** What is used of Backstage's CacheService. */
export interface CacheServiceLike {
  /** The value that was set last. */
  get(key: string): Promise<unknown>;
  /** Keeps a value for `ttl` milliseconds. */
  set(key: string, value: string, options: { ttl: number }): Promise<void>;
}

/** What is used of a Keyv. */
export interface KeyvLike {
  /** The value that was set last. */
  get(key: string): Promise<unknown>;
  /** Keeps a value for `ttl` milliseconds. */
  set(key: string, value: string, ttl: number): Promise<unknown>;
}

/**
 * A store on Backstage's CacheService, which has no leases: replicas share what was fetched, and jitter
 * keeps their renewals apart.
 *
 * @throws TokenError `invalid_configuration` for what is no CacheService
 */
export function createCacheTokenStore(cache: CacheServiceLike): TokenStore {
  demandMethods(cache, 'createCacheTokenStore', "Backstage's CacheService");
  return {
    get: async key => asStored(await cache.get(key)),
    set: (key, value, ttlMs) => cache.set(key, value, { ttl: ttlMs }),
  };
}

/**
 * A store on a Keyv, which has no leases: replicas share what was fetched, and jitter keeps their
 * renewals apart.
 *
 * @throws TokenError `invalid_configuration` for what is no Keyv
 */
export function createKeyvTokenStore(keyv: KeyvLike): TokenStore {
  demandMethods(keyv, 'createKeyvTokenStore', 'a Keyv');
  return {
    get: async key => asStored(await keyv.get(key)),
    async set(key, value, ttlMs) {
      await keyv.set(key, value, ttlMs);
    },
  };
}

/** What is no text was not written here: it counts as unreadable, and is overwritten. */
function asStored(value: unknown): { value: string } | undefined {
  if (value === undefined || value === null) return undefined;
  return { value: typeof value === 'string' ? value : '' };
}

function demandMethods(value: object, maker: string, what: string): void {
  const made = makerFor(value);
  // Of another kind: it has a get and a set too, which take something else.
  if (made !== undefined && !made.way.startsWith(maker)) {
    throw wrongOption(`${maker} was given ${made.what}`, `Use ${made.way}.`);
  }
  const { get, set } = Object(value);
  if (typeof get === 'function' && typeof set === 'function') return;
  throw new TokenError({
    code: 'invalid_configuration',
    message: `${maker} was not given ${what}`,
    hint: `Give ${what}: an object with get and set.`,
  });
}
