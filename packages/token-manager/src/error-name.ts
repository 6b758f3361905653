/** Names are made of these; anything else might be a text of the server's. */
const plainName = /^\w{1,60}$/;

/**
 * What an error that somebody else made is called: its code, else its name or that of its class.
 * Undefined when it has none that tells more than `Error`. Its message is never looked at.
 */
export function errorName(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  try {
    const code = 'code' in error ? error.code : undefined;
    const names = [code, error.name, error.constructor.name];
    return names.filter(isPlainName).find(name => name !== 'Error');
  } catch {
    // A getter of theirs may throw.
    return undefined;
  }
}

function isPlainName(value: unknown): value is string {
  return typeof value === 'string' && plainName.test(value);
}
