import { validateHeaderName, validateHeaderValue } from 'node:http';

/**
 * Refuses what cannot be sent as a header, before a request meets it.
 *
 * @param owner What has the headers, for the message: 'A fault of the kind respond', say.
 * @throws TypeError that names the header, and never its value.
 */
export function checkHeaders(headers: unknown, owner: string): void {
  if (headers === undefined) {
    return;
  }
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) {
    throw new TypeError(`${owner} must have headers as an object, from names to text`);
  }
  for (const [name, value] of Object.entries(headers)) {
    for (const line of Array.isArray(value) ? value : [value]) {
      if (typeof line !== 'string') {
        throw new TypeError(
          `${owner} must have its header "${name}" as text, or an array of texts`,
        );
      }
      validateHeaderName(name);
      validateHeaderValue(name, line);
    }
  }
}
