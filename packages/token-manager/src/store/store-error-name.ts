import { isError } from '@rhdh-boost/internal/error-name';
import { errorName } from '../error-name.ts';

/**
 * What Redis begins its refusals with, of what an operator can mend. Clients give it in the message alone;
 * from a list of our own, nothing else of that text can show.
 */
const redisRefusals: readonly string[] = [
  'NOAUTH',
  'WRONGPASS',
  'NOPERM',
  'READONLY',
  'LOADING',
  'MASTERDOWN',
  'CLUSTERDOWN',
  'MISCONF',
  'MOVED',
  'OOM',
];

/** The name of what a store threw: Redis's own, or the error's. Undefined when it has none. */
export function storeErrorName(error: unknown): string | undefined {
  return redisRefusals.find(name => beginsWith(error, name)) ?? errorName(error);
}

function beginsWith(error: unknown, name: string): boolean {
  try {
    return isError(error) && error.message.startsWith(`${name} `);
  } catch {
    // A getter of theirs may throw, and a message be no text.
    return false;
  }
}
