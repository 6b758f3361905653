import { BoostConfigError } from '@rhdh-boost/config-schema';
import { ConfigOverrideError } from './override-error.ts';
import type { OverrideStore } from './override-store.ts';

/** Ends a transaction so that nothing of it takes effect; whoever began it catches it. */
export class Abort<Reason> extends Error {
  /** Why, for whoever began the transaction. */
  readonly reason: Reason;

  constructor(reason: Reason) {
    super('The transaction was given up.');
    this.reason = reason;
  }
}

/** A store whose errors hold nothing that is stored: a driver quotes the statement with its values. */
export function guardStore(store: OverrideStore): OverrideStore {
  return {
    read: keys => guard(() => store.read(keys)),
    transaction: work => guard(() => store.transaction(work)),
  };
}

async function guard<Result>(action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (error) {
    if (isOurs(error)) throw error;
    const code = systemCode(error);
    throw new ConfigOverrideError({
      code: 'store_unavailable',
      message: `The stored configuration could not be reached${code === undefined ? '' : ` (${code})`}.`,
      hint: "Check that the database is up, and that its user may read and write Boost's tables.",
    });
  }
}

function isOurs(error: unknown): boolean {
  return (
    ConfigOverrideError.isInstance(error) ||
    error instanceof BoostConfigError ||
    error instanceof Abort
  );
}

/** Codes of Node, SQLite and PostgreSQL are safe to print; texts quote the statement. */
function systemCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{2,40}$/.test(code) ? code : undefined;
}
