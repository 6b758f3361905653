import { parseJsonObject } from '@rhdh-boost/internal/json-object';
import { createTokenManager } from '@rhdh-boost/kagenti-client/config';
import type { Configuration } from '../../configuration/read-configuration.ts';
import { silentLogger } from '../../silent-logger.ts';
import { pause } from '../wait.ts';
import type { SendCommand } from './redis-cache.ts';

/** What replicas store beside a shared token, to detect replicas with another key. */
interface KeyMark {
  readonly name: string;
  readonly value: string;
}

const markPrefix = 'boost-token-key:';
/** A token manager writes its mark right after its token. */
const waitMs = 20;
const mostWaits = 100;
/** Keys are read a thousand at a time; a cache with more than a million is not searched to its end. */
const mostScans = 1000;

/**
 * Whether replicas share tokens of this account under another `boost.encryptionSecret`.
 *
 * @param configuration - with the account and `boost.encryptionSecret`
 * @param send - sends commands to Redis or Valkey
 * @param signal - ends it early
 * @returns Undefined where no replica has shared a token within the last hour, or where that could not be read
 */
export async function findOtherKey(
  configuration: Configuration,
  send: SendCommand,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const own = await ownMark(configuration, signal);
  if (own === undefined) return undefined;
  const found = await readMarks(send, own.name);
  const [format = ''] = own.value.split(':', 1);
  // A later version may mark keys in another form, which cannot be compared with this one.
  const comparable = found.filter(value => value.startsWith(`${format}:`));
  return comparable.length === 0 ? undefined : comparable.some(value => value !== own.value);
}

/** The mark that a replica with this configuration leaves: a token manager makes it, and nothing is stored. */
async function ownMark(
  { values }: Configuration,
  signal: AbortSignal,
): Promise<KeyMark | undefined> {
  const made: KeyMark[] = [];
  const manager = createTokenManager(values, {
    logger: silentLogger,
    store: {
      get: async () => undefined,
      async set(name, value) {
        if (name.startsWith(markPrefix)) made.push({ name, value });
      },
    },
  });
  try {
    await manager.getToken({ signal });
    for (let waits = 0; made.length === 0 && waits < mostWaits; waits += 1) {
      await pause(waitMs, signal);
    }
    return made[0];
  } catch {
    // Why no token can be got is what other steps report.
    return undefined;
  } finally {
    await manager.close();
  }
}

/**
 * The values of a mark: as `createRedisTokenStore` writes it, and as any plugin does through Backstage's cache, which
 * encodes a key in Base64 behind the plugin's name and wraps the value in JSON.
 */
async function readMarks(send: SendCommand, name: string): Promise<string[]> {
  const inCache = Buffer.from(name).toString('base64');
  const keys = [name, ...(await scan(send, `*${inCache}`))];
  const values: string[] = [];
  for (const key of keys) {
    const text = await send('GET', key).catch(() => null);
    if (typeof text !== 'string') continue;
    const wrapped = parseJsonObject(text)?.['value'];
    values.push(typeof wrapped === 'string' ? wrapped : text);
  }
  return values;
}

/** The keys that fit a pattern; none where the user may not search. */
async function scan(send: SendCommand, pattern: string): Promise<string[]> {
  const found: string[] = [];
  let cursor = '0';
  for (let scans = 0; scans < mostScans; scans += 1) {
    const reply = await send('SCAN', cursor, 'MATCH', pattern, 'COUNT', '1000').catch(() => null);
    if (!Array.isArray(reply)) break;
    const [next, keys]: unknown[] = reply;
    if (Array.isArray(keys)) found.push(...keys.map(String));
    cursor = String(next);
    if (cursor === '0') break;
  }
  return found;
}
