import { TokenError } from '../token-error.ts';
import type { StoredText, TokenStore } from './token-store.ts';

/**
 * A client of `redis` (or `@redis/client`), as far as it is used: `createClient`, `createClientPool`,
 * `createCluster` or `createSentinel`. All of them have the same `eval`, where their `sendCommand` differs.
 */
export interface EvaluatingRedisClient {
  /** Runs a script on the server that has its keys. */
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** A client of `ioredis` or `iovalkey`, as far as it is used: `Redis`, also through Sentinels, or `Cluster`. */
export interface CallingRedisClient {
  /** Sends one command. */
  call(command: string, ...args: string[]): Promise<unknown>;
}

/** What sends a command to Redis or Valkey: a client of the caller's, or a function. */
export type RedisCommands = RedisCommandFunction | EvaluatingRedisClient | CallingRedisClient;

/**
 * Sends one command, given as its words, and returns the server's reply. Each is `EVAL script 1 key …`: in a
 * cluster the fourth word says which server it goes to.
 */
export type RedisCommandFunction = (words: readonly string[]) => Promise<unknown>;

/** Runs a script that touches one key. */
type RunScript = (script: string, key: string, ...args: string[]) => Promise<unknown>;

/** The value and what is left of its time in one step, so that both are of the same value. */
const getWithTime = `local value = redis.call('GET', KEYS[1])
if not value then return false end
return { value, redis.call('PTTL', KEYS[1]) }`;

const setForTime = `return redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])`;

const setIfAbsent = `return redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2])`;

/** Another replica may have taken the lease after this one's ran out: only the owner's is deleted. */
const releaseOwn = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/**
 * A store on Redis or Valkey: a single server, a cluster, or a server that Sentinels watch. It has leases
 * (`SET NX PX`). It works on the caller's client, which the caller connects and closes. Each call is one script
 * that touches one key; an ACL must allow `EVAL`, `GET`, `SET`, `PTTL` and `DEL` on keys that begin with
 * `boost-token`.
 *
 * @throws TokenError `invalid_configuration` for what is no such client
 */
export function createRedisTokenStore(client: RedisCommands): TokenStore {
  const run = scriptsOf(client);
  return {
    async get(key) {
      return readReply(await run(getWithTime, key));
    },
    async set(key, value, ttlMs) {
      await run(setForTime, key, value, String(ttlMs));
    },
    lease: {
      async acquire(key, owner, ttlMs) {
        return (await run(setIfAbsent, key, owner, String(ttlMs))) !== null;
      },
      async release(key, owner) {
        await run(releaseOwn, key, owner);
      },
    },
  };
}

function scriptsOf(given: RedisCommands): RunScript {
  if (typeof given === 'function') {
    return (script, key, ...args) => given(['EVAL', script, '1', key, ...args]);
  }
  const client: typeof given = Object(given);
  // ioredis has an `eval` too, which takes something else.
  if ('call' in client)
    return (script, key, ...args) => client.call('EVAL', script, '1', key, ...args);
  if ('eval' in client)
    return (script, key, ...args) => client.eval(script, { keys: [key], arguments: args });
  throw new TokenError({
    code: 'invalid_configuration',
    message: 'createRedisTokenStore was given no client of Redis or Valkey',
    hint: 'Give a client of redis, ioredis or iovalkey, or a function that sends a command.',
  });
}

/** Without an end (-1) the time says nothing. */
function readReply(reply: unknown): StoredText | undefined {
  if (!Array.isArray(reply)) return undefined;
  const [value, ttlMs] = reply;
  return { value: String(value), ...(typeof ttlMs === 'number' && ttlMs >= 0 && { ttlMs }) };
}
