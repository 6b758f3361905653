import { types } from 'node:util';

/** Names consist of these; anything else might be a text of a server or a user. */
const plainName = /^\w{1,60}$/;
/** Codes may also contain a slash: OpenSSL has `ERR_SSL_SSL/TLS_ALERT_…`. */
const plainCode = /^[\w/]{1,60}$/;
/** Codes of Node, OpenSSL and undici are in capitals. */
const systemCode = /^[A-Z][A-Z0-9_/]{1,60}$/;

/**
 * Whether a value is an error of any realm. Under Jest, in whose sandbox Backstage tests, Node's own errors are
 * made in another realm, so `instanceof Error` is false for them.
 */
export function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value) || isDomException(value);
}

/** Such as the reason of an aborted signal; it is no native error, and `Error.prototype` of its realm is above it. */
function isDomException(value: unknown): boolean {
  try {
    return Object.prototype.toString.call(value) === '[object DOMException]';
  } catch {
    // A getter of somebody else's object may throw.
    return false;
  }
}

/** The code of an error, where it is one word. Undefined otherwise, also when it is no error. */
export function codeOf(error: unknown): string | undefined {
  return wordIn(error, 'code', plainCode);
}

/**
 * The code that Node, OpenSSL or undici gave an error; undefined when it has none. Anything else than capitals
 * might be a text of a server.
 */
export function systemCodeOf(error: unknown): string | undefined {
  return wordIn(error, 'code', systemCode);
}

/** The name of an error or of its class, where it says more than `Error`. Undefined otherwise. */
export function nameOf(error: unknown): string | undefined {
  return [wordIn(error, 'name', plainName), classOf(error)].find(
    name => name !== undefined && name !== 'Error',
  );
}

/** A getter of somebody else's error may throw, and would take the place of the failure. */
function wordIn(error: unknown, key: 'code' | 'name', word: RegExp): string | undefined {
  if (!isError(error)) return undefined;
  try {
    const value: unknown = Reflect.get(error, key);
    return typeof value === 'string' && word.test(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function classOf(error: unknown): string | undefined {
  if (!isError(error)) return undefined;
  try {
    const name: unknown = error.constructor.name;
    return typeof name === 'string' && plainName.test(name) ? name : undefined;
  } catch {
    return undefined;
  }
}
