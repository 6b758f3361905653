import { setTimeout as wait } from 'node:timers/promises';
import { systemCode } from './system-code.ts';

const mostAttempts = 5;
/** SQLite has itself waited that long for a lock, with the whole process stopped: once is enough. */
const longestMs = 5000;

/**
 * Makes a call of the database again that it ended because of others: a serialization failure or
 * a deadlock of PostgreSQL (SQLSTATE 40001, 40P01), or a SQLite file that another one writes.
 */
export async function againAfterConflict<Result>(call: () => Promise<Result>): Promise<Result> {
  const startedAt = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      const isLate = performance.now() - startedAt >= longestMs;
      if (attempt === mostAttempts || isLate || !isConflict(error)) throw error;
    }
    // Not all at the same time again.
    await wait(Math.random() * 20 * 2 ** attempt);
  }
}

function isConflict(error: unknown): boolean {
  return /^(?:40001|40P01|SQLITE_BUSY(?:_[A-Z]+)?)$/.test(systemCode(error) ?? '');
}
