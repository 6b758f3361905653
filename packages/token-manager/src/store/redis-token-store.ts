import { TokenError } from '../token-error.ts';
import type { StoredText, TokenStore } from './token-store.ts';

/** A client of `redis`, as far as it is used. */
export interface SendingRedisClient {
  /** Sends one command, given as the words that it is made of. */
  sendCommand(args: readonly string[]): Promise<unknown>;
}

/** A client of `ioredis` or `iovalkey`, as far as it is used. */
export interface CallingRedisClient {
  /** Sends one command. */
  call(command: string, ...args: string[]): Promise<unknown>;
}

/** What sends a command to Redis or Valkey: a client of the caller's, or a function. */
export type RedisCommands = RedisCommandFunction | SendingRedisClient | CallingRedisClient;

/** Sends one command, given as the words that it is made of, and gives the server's reply. */
export type RedisCommandFunction = (words: readonly string[]) => Promise<unknown>;

/** The value and what is left of its time in one step, so that both are of the same value. */
const getWithTime = `local value = redis.call('GET', KEYS[1])
if not value then return false end
return { value, redis.call('PTTL', KEYS[1]) }`;

/** Another replica may have taken the lease after this one's ran out: only the owner's is deleted. */
const releaseOwn = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/**
 * A store on Redis or Valkey, with leases (`SET NX PX`). It works on the caller's client, which the
 * caller closes. Each call touches one key, so that a cluster is fine with it.
 *
 * @throws TokenError `invalid_configuration` for what is no such client
 */
export function createRedisTokenStore(client: RedisCommands): TokenStore {
  const send = commandsOf(client);
  return {
    async get(key) {
      return readReply(await send(['EVAL', getWithTime, '1', key]));
    },
    async set(key, value, ttlMs) {
      await send(['SET', key, value, 'PX', String(ttlMs)]);
    },
    lease: {
      async acquire(key, owner, ttlMs) {
        return (await send(['SET', key, owner, 'NX', 'PX', String(ttlMs)])) !== null;
      },
      async release(key, owner) {
        await send(['EVAL', releaseOwn, '1', key, owner]);
      },
    },
  };
}

function commandsOf(given: RedisCommands): RedisCommandFunction {
  if (typeof given === 'function') return given;
  const client: typeof given = Object(given);
  // ioredis has a `sendCommand` too, which takes something else.
  if ('call' in client) return ([command = '', ...args]) => client.call(command, ...args);
  if ('sendCommand' in client) return words => client.sendCommand([...words]);
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
