import { matchOperation } from '@rhdh-boost/kagenti-contract';
import { invalidParameter, printableKey } from '../errors/invalid-parameter.ts';
import type { KagentiError } from '../errors/kagenti-error.ts';
import type { CalledOperation } from './called-operation.ts';

/** The only parameter of the contract that spans segments: the path of a file inside a skill. */
const spanningParameter = 'file_path';

/**
 * Fills an operation's path with its parameters and appends the query.
 *
 * A slash is refused even though it could be encoded: the real backend decodes `%2F` before it
 * splits the path, so `weather%2Froute-status` as a name would be another operation. Only in a path that
 * the contract itself lets span segments do slashes divide.
 */
export function requestPath(
  operation: CalledOperation,
  parameters: Readonly<Record<string, unknown>>,
  query: Readonly<Record<string, unknown>>,
): string {
  let path = filledPath(operation, parameters);
  let mark = '?';
  for (const name of Object.keys(query)) {
    const value = query[name];
    if (value === undefined) continue;
    path += mark + encodePair(operation, name, value);
    mark = '&';
  }
  return path;
}

function filledPath(
  operation: CalledOperation,
  parameters: Readonly<Record<string, unknown>>,
): string {
  if (!operation.path.includes('{')) return operation.path;
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_placeholder, name: string) =>
    name === spanningParameter
      ? encodeSegments(operation, name, parameters[name])
      : encodeSegment(operation, name, parameters[name]),
  );
  refuseOtherOperation(operation, path);
  return path;
}

function encodePair(operation: CalledOperation, name: string, value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'boolean' && !Number.isFinite(value)) {
    throw refused(operation, name, 'is neither text, a number, true nor false');
  }
  return `${encodeValue(operation, name, name)}=${encodeValue(operation, name, String(value))}`;
}

function encodeSegments(operation: CalledOperation, name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') throw refused(operation, name, 'is missing');
  return value
    .split('/')
    .map(segment => {
      if (segment === '') throw refused(operation, name, 'has an empty part');
      return encodeSegment(operation, name, segment);
    })
    .join('/');
}

function encodeSegment(operation: CalledOperation, name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') throw refused(operation, name, 'is missing');
  if (value === '.' || value === '..') throw refused(operation, name, 'is a step in the path');
  if (/[/\\]/.test(value)) throw refused(operation, name, 'holds a slash');
  return encodeValue(operation, name, value);
}

/**
 * Refuses parameters that together spell the path of another operation, which has another permission. The
 * contract of today has no such paths; that of July 2026 had one.
 */
function refuseOtherOperation(operation: CalledOperation, path: string): void {
  const other = matchOperation(operation.method, path)?.operation;
  if (other === undefined || other.operation === operation.operation) return;
  throw invalidParameter(
    operation.operation,
    `its parameters spell the path of ${other.operation}, which is another operation`,
  );
}

/** What is the same when it is encoded: nearly all names, and looking costs less than encoding. */
const plainValue = /^[\w.~-]*$/;

function encodeValue(operation: CalledOperation, name: string, value: string): string {
  if (plainValue.test(value)) return value;
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

/** The value is not repeated: it goes to a log as it came. The name is the one that callers know. */
function refused({ operation }: CalledOperation, name: string, problem: string): KagentiError {
  const known =
    operation === 'request'
      ? name
      : name.replaceAll(/_(\w)/g, (_underscore, letter: string) => letter.toUpperCase());
  return invalidParameter(operation, `the parameter ${printableKey(known)} ${problem}`);
}
