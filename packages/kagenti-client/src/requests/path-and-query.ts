import { invalidParameter, printableKey } from '../errors/invalid-parameter.ts';
import { isRecord } from '../is-record.ts';
import type { CalledName } from '../sending/called-operation.ts';
import { isOtherSpelling, pathProblem } from './path-spelling.ts';

/** A path that was checked, and everything of its query. */
export interface PathAndQuery {
  /** The path, as it is sent. */
  readonly path: string;
  /** The query, decoded. */
  readonly query: Readonly<Record<string, unknown>>;
}

const operation: CalledName = 'request';

/**
 * Takes a path apart and checks it; a query in it is put together with the one that is given.
 *
 * @throws KagentiError `invalid_parameter`; it does not repeat the path.
 */
export function pathAndQuery(given: unknown, query: unknown): PathAndQuery {
  if (typeof given !== 'string') throw invalidParameter(operation, 'the path is not text');
  const mark = given.indexOf('?');
  const path = mark === -1 ? given : given.slice(0, mark);
  const problem = given.includes('#') ? 'holds a fragment' : pathProblem(path);
  if (problem !== undefined) throw invalidParameter(operation, `the path ${problem}`);
  if (isOtherSpelling(path)) {
    throw invalidParameter(
      operation,
      'the path is another spelling of one that the contract has: write it as the contract does',
    );
  }
  return { path, query: together(mark === -1 ? '' : given.slice(mark + 1), query) };
}

/** A name that comes twice is refused: servers differ in which of the values they take. */
function together(search: string, query: unknown = {}): Readonly<Record<string, unknown>> {
  if (!isRecord(query)) throw invalidParameter(operation, 'query is not an object');
  const all: [string, unknown][] = [...new URLSearchParams(search), ...Object.entries(query)];
  const names = new Set<string>();
  for (const [name] of all) {
    if (names.has(name)) {
      throw invalidParameter(operation, `the query has ${printableKey(name)} more than once`);
    }
    names.add(name);
  }
  return Object.fromEntries(all);
}
