import { codeOf, isError, nameOf } from '@rhdh-boost/internal/error-name';

/** Marks an error of this package across copies of it; its value is the class's name. */
export const errorBrand: unique symbol = Symbol.for('@rhdh-boost/kagenti-client/error');

/** Node's hook for `util.inspect` and `console.log`, reached without importing `node:util`. */
export const inspectHook: unique symbol = Symbol.for('nodejs.util.inspect.custom');

/** Name and code of a cause, and nothing else of it: its text may hold what a server echoed. */
export function describeCause(cause: unknown): string | undefined {
  if (cause === undefined) return undefined;
  if (!isError(cause)) return typeof cause;
  const [code, name] = [codeOf(cause), nameOf(cause) ?? 'Error'];
  return code === undefined ? name : `${name} (${code})`;
}
