import { matchOperation, type Operation, operations } from '@rhdh-boost/kagenti-contract';
import { Refusal } from './answer.ts';
import { isMounted, newestPlatform, type Platform } from './platform.ts';

/** Where a request goes. */
export interface Route {
  readonly operation: Operation;
  /** The path's parameters, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Finds the operation of a request, as the real backend does: it decodes the path before it splits it
 * (so `%2F` divides segments), sends a slash at the end away, and answers no HEAD.
 *
 * @param target Path and query, as they came.
 * @param host The request's Host header, to which a redirect leads.
 * @param platform Without whose features and release some operations are unknown.
 * @throws Refusal 404 or 405, and {@link Redirect}.
 */
export function route(
  method: string,
  target: string,
  host: string,
  platform: Platform = newestPlatform,
): Route {
  const [path, query] = splitOnce(target, '?');
  const decoded = decodeLeniently(path);
  const found = find(method, decoded, platform);
  if (found !== undefined) {
    return found;
  }
  const allowed = allowedMethod(decoded, platform);
  if (allowed !== undefined) {
    throw new Refusal(405, 'Method Not Allowed', { allow: allowed });
  }
  const trimmed = decoded.replace(/\/+$/, '');
  if (trimmed !== decoded && allowedMethod(trimmed, platform) !== undefined) {
    throw new Redirect(`http://${host}${encode(trimmed)}${query === undefined ? '' : `?${query}`}`);
  }
  throw new Refusal(404, 'Not Found');
}

/** The answer to a path that is good but for the slash at its end. */
export class Redirect extends Error {
  readonly location: string;

  constructor(location: string) {
    super('The path ends in a slash');
    this.name = 'Redirect';
    this.location = location;
  }
}

function find(method: string, decodedPath: string, platform: Platform): Route | undefined {
  const match = matchOperation(method, encode(decodedPath));
  return match !== undefined && isMounted(match.operation, platform) ? match : undefined;
}

/** The method of the first operation with this path: the only one that the real backend names. */
function allowedMethod(decodedPath: string, platform: Platform): string | undefined {
  return operations.find(({ method }) => find(method, decodedPath, platform) !== undefined)?.method;
}

function encode(decodedPath: string): string {
  return decodedPath.split('/').map(encodeURIComponent).join('/');
}

/** As Python's unquote: what is no escape stays as it is. */
function decodeLeniently(path: string): string {
  return path.replace(/(?:%[0-9a-f]{2})+/gi, escapes =>
    Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
}
