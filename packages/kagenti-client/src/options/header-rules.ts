/**
 * Headers that nobody but the client writes: its own, whether or not a request has them, those that frame
 * the message or the connection (RFC 9110 section 7.6.1), and those that undici refuses.
 */
const ownHeaders: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-backstage-user',
  'x-correlation-id',
  'x-request-id',
]);

const namePattern = /^[a-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
const valuePattern = /^[\x20-\x7E]{1,8192}$/;

/** Whether a name, in lower case, is one that somebody else may add to a request. */
export function isAddableHeader(name: string): boolean {
  return namePattern.test(name) && !ownHeaders.has(name);
}

/** Whether a value may be sent: 1 to 8192 visible ASCII characters and spaces. */
export function isHeaderValue(value: unknown): value is string {
  return typeof value === 'string' && valuePattern.test(value);
}
