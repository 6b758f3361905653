import type { Operation } from '@rhdh-boost/kagenti-contract';
import { KagentiError } from './errors/kagenti-error.ts';

/** Values for a query; what is undefined is left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Fills an operation's path with its parameters and appends the query.
 *
 * A slash is refused even though it could be encoded: the real backend decodes `%2F` before it
 * splits the path, so `weather%2Froute-status` as a name would be another operation.
 */
export function requestPath(
  operation: Operation,
  parameters: Readonly<Record<string, string>>,
  query: Query,
): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_placeholder, name: string) =>
    encodeSegment(operation, name, parameters[name]),
  );
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeValue(operation, name, String(value))}`],
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

function encodeSegment(operation: Operation, name: string, value: string | undefined): string {
  if (typeof value !== 'string' || value === '') throw refused(operation, name, 'is missing');
  if (value === '.' || value === '..') throw refused(operation, name, 'is a step in the path');
  if (/[/\\]/.test(value)) throw refused(operation, name, 'holds a slash');
  return encodeValue(operation, name, value);
}

function encodeValue(operation: Operation, name: string, value: string): string {
  if (hasControlCharacter(value)) throw refused(operation, name, 'holds a control character');
  if (/\p{Surrogate}/u.test(value)) throw refused(operation, name, 'is no well-formed text');
  return encodeURIComponent(value);
}

function hasControlCharacter(value: string): boolean {
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return true;
  }
  return false;
}

/** The value is not repeated: it goes to a log as it came. */
function refused(operation: Operation, name: string, problem: string): KagentiError {
  return new KagentiError(
    `Kagenti ${operation.operation} refused: the parameter ${name} ${problem}.`,
    { code: 'invalid_parameter', operation: operation.operation },
  );
}
