import { BoostConfigError } from '@rhdh-boost/config-schema';
import { callTimeMs, silenceError } from './call-time.ts';
import { type ConfigChangeEvent, writeObserved } from './change-events.ts';
import { joinReads } from './joined-reads.ts';
import { ConfigOverrideError } from './override-error.ts';
import type { OverrideRows, OverrideWrite } from './override-store.ts';
import { hintFor, isMissingTable, isOtherColumns, isRefusal, systemCode } from './system-code.ts';

/** Ends a write so that nothing of it takes effect. */
class Abort extends Error {}

/** How a store is guarded. */
interface GuardOptions {
  /** Waited for before overrides are read, except in a transaction of the caller; its time counts. */
  readonly ready: () => Promise<void>;
  /** Called when a write ends that was given up: its changes may be committed. */
  readonly onLateWrite: () => void;
  /** Called for each change that is committed, also after its write was given up. */
  readonly onChange: (event: ConfigChangeEvent) => void;
  /** A larger value is not loaded, in bytes. */
  readonly maxBytes: number;
}

/**
 * A store whose errors contain nothing that is stored (a driver quotes the statement with its values), and
 * whose calls end although a database may never answer. Readers of the same keys share a read.
 */
export function guardStore(
  store: OverrideRows,
  { ready, onLateWrite, onChange, maxBytes }: GuardOptions,
): OverrideRows {
  // What is shared ends by itself; each who waits for it has the time from when they asked.
  const readKeys = joinReads(keys => guard(() => store.read(keys, { maxBytes })));
  return {
    read: (keys, scope) =>
      guard(async () => {
        if (scope?.transaction !== undefined) return store.read(keys, { maxBytes, ...scope });
        await ready();
        return keys === undefined ? store.read(keys, { maxBytes, ...scope }) : readKeys(keys);
      }),
    changes: (notify, options) => store.changes(notify, options),
    readRejected: scope => guard(() => store.readRejected({ maxBytes, ...scope })),
    readHistory: (filter, scope) => guard(() => store.readHistory(filter, scope)),
    readState: () => guard(() => store.readState({ maxBytes })),
    readImported: () => guard(() => store.readImported()),
    write: (work, scope) =>
      guard(isGivenUp => {
        const guarded = async (write: OverrideWrite) => {
          const value = await work(write);
          // For the caller, the write has failed already.
          if (isGivenUp()) throw new Abort();
          return value;
        };
        const result = writeObserved(store, guarded, { scope: { maxBytes, ...scope }, onChange });
        const end = () => {
          if (isGivenUp()) onLateWrite();
        };
        result.then(end, end);
        return result;
      }),
  };
}

/**
 * Calls a database that may never answer, and throws nothing that quotes a statement.
 *
 * @param describe - the error for one of the driver
 */
export async function guard<Result>(
  action: (isGivenUp: () => boolean) => Promise<Result>,
  describe: (error: unknown) => ConfigOverrideError = unavailable,
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
    throw describe(error);
  } finally {
    clearTimeout(timer);
  }
}

function unavailable(error: unknown): ConfigOverrideError {
  const code = systemCode(error);
  if (isMissingTable(error)) return missingTable();
  if (isOtherColumns(error)) return otherColumns();
  const where = code === undefined ? '' : ` (${code})`;
  const hint = hintFor(code);
  if (!isRefusal(code))
    return new ConfigOverrideError({
      code: 'store_unavailable',
      message: `The stored configuration could not be reached${where}.`,
      hint,
    });
  return new RefusedByDatabase({
    code: 'store_unavailable',
    message: `The database refused what was to be read or written${where}.`,
    hint,
  });
}

/** The database answered, and refused a statement. */
class RefusedByDatabase extends ConfigOverrideError {}

/** What the database refused, as sentences: another row may be accepted. Any other error is thrown again. */
export function refusalOf(error: unknown): string {
  if (!(error instanceof RefusedByDatabase)) throw error;
  return `${error.message} ${error.hint}`;
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

function otherColumns(): ConfigOverrideError {
  return new ConfigOverrideError({
    code: 'unsuitable_database',
    message: 'The table of overrides lacks a column that this version needs.',
    hint: 'Call migrateOverrideStore(knex, { table }) of this version. If the table belongs to another program, choose another name with the option table.',
  });
}
