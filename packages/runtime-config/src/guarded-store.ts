import { BoostConfigError } from '@rhdh-boost/config-schema';
import { ConfigOverrideError } from './override-error.ts';
import type { OverrideStore } from './override-store.ts';
import { hintFor, systemCode } from './system-code.ts';

/** Ends a transaction so that nothing of it takes effect; whoever began it catches it. */
export class Abort<Reason> extends Error {
  /** Why, for whoever began the transaction. */
  readonly reason: Reason;

  constructor(reason: Reason) {
    super('The transaction was given up.');
    this.reason = reason;
  }
}

/** How long a call of the store may take, a transaction included. */
const deadlineMs = 10_000;

/**
 * A store whose errors hold nothing that is stored, for a driver quotes the statement with its values,
 * and whose calls end: a database may be silent for ever.
 *
 * @param onLateWrite - called when a transaction ends that was given up: its changes may be committed
 */
export function guardStore(store: OverrideStore, onLateWrite: () => void): OverrideStore {
  return {
    read: keys => guard(() => store.read(keys)),
    transaction: work =>
      guard(isGivenUp => {
        const result = store.transaction(async transaction => {
          const value = await work(transaction);
          // Whoever asked for it was told that it failed.
          if (isGivenUp()) throw new Abort('given up');
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
    }, deadlineMs);
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

function silenceError(): ConfigOverrideError {
  return new ConfigOverrideError({
    code: 'store_unavailable',
    message: `The database has not answered for ${deadlineMs} ms.`,
    hint: 'Check that it is up, and that nobody holds a lock on its tables. What was written may be there all the same.',
  });
}

function unavailable(error: unknown): ConfigOverrideError {
  const code = systemCode(error);
  return new ConfigOverrideError({
    code: 'store_unavailable',
    message: `The stored configuration could not be reached${code === undefined ? '' : ` (${code})`}.`,
    hint: hintFor(code),
  });
}

function isOurs(error: unknown): boolean {
  return (
    ConfigOverrideError.isInstance(error) ||
    error instanceof BoostConfigError ||
    error instanceof Abort
  );
}
