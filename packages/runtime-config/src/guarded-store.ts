import { BoostConfigError } from '@rhdh-boost/config-schema';
import { callTimeMs, silenceError } from './call-time.ts';
import { joinReads } from './joined-reads.ts';
import { ConfigOverrideError } from './override-error.ts';
import type { OverrideRows } from './override-store.ts';
import { hintFor, isMissingTable, systemCode } from './system-code.ts';

/** Ends a write so that nothing of it takes effect. */
class Abort extends Error {}

/**
 * A store whose errors hold nothing that is stored, for a driver quotes the statement with its values,
 * and whose calls end: a database may be silent for ever. Readers of the same keys share a read.
 *
 * @param ready - waited for before each read of overrides; its time counts
 * @param onLateWrite - called when a transaction ends that was given up: its changes may be committed
 */
export function guardStore(
  store: OverrideRows,
  ready: () => Promise<void>,
  onLateWrite: () => void,
): OverrideRows {
  // What is shared ends by itself; each who waits for it has the time from when they asked.
  const readKeys = joinReads(keys => guard(() => store.read(keys)));
  return {
    read: keys =>
      guard(async () => {
        await ready();
        return keys === undefined ? store.read() : readKeys(keys);
      }),
    changes: (onChange, options) => store.changes(onChange, options),
    readRejected: () => guard(() => store.readRejected()),
    write: work =>
      guard(isGivenUp => {
        const result = store.write(async write => {
          const value = await work(write);
          // Whoever asked for it was told that it failed.
          if (isGivenUp()) throw new Abort();
          return value;
        });
        const end = () => {
          if (isGivenUp()) onLateWrite();
        };
        result.then(end, end);
        return result;
      }),
  };
}

async function guard<Result>(
  action: (isGivenUp: () => boolean) => Promise<Result>,
): Promise<Result> {
  let isGivenUp = false;
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      isGivenUp = true;
      reject(silenceError());
    }, callTimeMs);
  });
  try {
    return await Promise.race([action(() => isGivenUp), silence]);
  } catch (error) {
    if (isOurs(error)) throw error;
    throw unavailable(error);
  } finally {
    clearTimeout(timer);
  }
}

function unavailable(error: unknown): ConfigOverrideError {
  const code = systemCode(error);
  if (isMissingTable(error)) return missingTable();
  return new ConfigOverrideError({
    code: 'store_unavailable',
    message: `The stored configuration could not be reached${code === undefined ? '' : ` (${code})`}.`,
    hint: hintFor(code),
  });
}

function isOurs(error: unknown): boolean {
  return ConfigOverrideError.isInstance(error) || error instanceof BoostConfigError;
}

function missingTable(): ConfigOverrideError {
  return new ConfigOverrideError({
    code: 'missing_table',
    message: 'The database has no table of overrides.',
    hint: 'Call migrateOverrideStore(knex, { table }) when the backend starts, with the same table as createKnexOverrideStore.',
  });
}
