/** Marks an error of this package across copies of it; its value is the class's name. */
export const errorBrand: unique symbol = Symbol.for('@rhdh-boost/kagenti-client/error');

/** Node's hook for `util.inspect` and `console.log`, reached without importing `node:util`. */
export const inspectHook: unique symbol = Symbol.for('nodejs.util.inspect.custom');

/** Name and code of a cause, and nothing else of it: its text may hold what a server echoed. */
export function describeCause(cause: unknown): string | undefined {
  if (cause === undefined) return undefined;
  if (!(cause instanceof Error)) return typeof cause;
  const code = codeOf(cause);
  return code === undefined ? nameOf(cause) : `${nameOf(cause)} (${code})`;
}

/** The code of an error, where it is a word; of OpenSSL's some have a slash, `ERR_SSL_SSL/TLS_ALERT_…`. */
export function codeOf(error: Error): string | undefined {
  return wordIn(error, 'code', /^[\w/-]{1,60}$/);
}

/** The name of an error, where it is a word: anybody can write anything there. */
export function nameOf(error: Error): string {
  return wordIn(error, 'name', /^\w{1,60}$/) ?? 'Error';
}

/** A getter of somebody else's error may throw, and would take the place of the failure. */
function wordIn(error: Error, key: 'code' | 'name', word: RegExp): string | undefined {
  try {
    const value: unknown = Reflect.get(error, key);
    return typeof value === 'string' && word.test(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
