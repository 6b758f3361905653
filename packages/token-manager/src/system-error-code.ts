/**
 * The code that Node, OpenSSL or undici gave an error; undefined when it has none. Codes are names made
 * of capitals (OpenSSL has a slash in some): anything else might be a text of the server's.
 */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const { code } = error;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_/]{1,60}$/.test(code) ? code : undefined;
}
