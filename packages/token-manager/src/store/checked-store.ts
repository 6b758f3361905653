import { types } from 'node:util';
import { demand, wrongOption } from '../option-rule.ts';
import { isTokenStore } from './token-store.ts';

/**
 * Checks the option `store`. Clients of Redis, caches and maps have a `get` and a `set` too, which take and give
 * something else: each token would be lost there.
 *
 * @throws TokenError `invalid_configuration` that says what makes a store of it
 */
export function checkStore(store: unknown): void {
  if (store === undefined) return;
  const made = makerFor(store);
  if (made !== undefined) {
    throw wrongOption(`store is ${made.what}, which is no TokenStore`, `Give ${made.way}.`);
  }
  if (types.isMap(store)) {
    throw wrongOption(
      'store is a Map, which is no TokenStore',
      'Give a store that all replicas use; within one process, share the manager itself.',
    );
  }
  const what = 'a TokenStore: get and set, and a lease with acquire and release where it has one';
  demand(isTokenStore(store), 'store', what, store);
}

/** What makes a store of something. */
export interface StoreMaker {
  /** What was given. */
  readonly what: string;
  /** How a store is made of it. */
  readonly way: string;
}

/** What makes a store of a client, a cache or a Keyv; undefined for anything else. */
export function makerFor(given: unknown): StoreMaker | undefined {
  const { lease, sendCommand, call, withOptions, getMany } = Object(given);
  // None of those below has one: this is a store, whatever else it has.
  if (lease !== undefined) return undefined;
  if (isFunction(sendCommand) || isFunction(call)) {
    return { what: 'a client of Redis or Valkey', way: 'createRedisTokenStore(client)' };
  }
  if (isFunction(withOptions)) {
    return { what: "Backstage's CacheService", way: 'createCacheTokenStore(cache)' };
  }
  return isFunction(getMany) ? { what: 'a Keyv', way: 'createKeyvTokenStore(keyv)' } : undefined;
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}
