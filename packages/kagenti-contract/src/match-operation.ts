import type { Operation } from './operation.ts';
import { operations } from './operations.ts';

/** An operation, and what stands in the places of its path parameters. */
export interface OperationMatch {
  /** The operation that the path belongs to. */
  readonly operation: Operation;
  /** Path parameters by their name in the template, percent-decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The only parameter that spans segments: the path of a file inside a skill. */
const spanningParameter = '{file_path}';

/**
 * Finds the operation that a concrete path belongs to. Where a path fits a literal segment and a parameter,
 * the literal wins, compared from the left.
 *
 * Segments are split before they are decoded, so `%2F` stays inside its segment here. The real
 * backend decodes first and then splits; do not send a parameter that has a slash in it.
 *
 * @param method - HTTP method, upper-case.
 * @param path - Path from the server's root; a query is ignored.
 * @returns The operation with its parameters, or undefined when the contract has none.
 */
export function matchOperation(method: string, path: string): OperationMatch | undefined {
  return matchAmong(operations, method, path);
}

/** Finds the operation among those given. */
export function matchAmong(
  candidates: readonly Operation[],
  method: string,
  path: string,
): OperationMatch | undefined {
  const segments = path.replace(/[?#].*$/s, '').split('/');
  let best: { operation: Operation; parameters: Record<string, string>; rank: string } | undefined;
  for (const operation of candidates) {
    if (operation.method !== method) continue;
    const fit = fitSegments(operation.path.split('/'), segments);
    if (fit !== undefined && (best === undefined || fit.rank > best.rank)) {
      best = { operation, ...fit };
    }
  }
  return best && { operation: best.operation, parameters: best.parameters };
}

/** The rank has one digit a segment, 1 for a literal, so that ranks compare from the left. */
function fitSegments(
  template: readonly string[],
  segments: readonly string[],
): { parameters: Record<string, string>; rank: string } | undefined {
  const parameters: Record<string, string> = {};
  let rank = '';
  for (const [index, expected] of template.entries()) {
    const actual =
      expected === spanningParameter ? segments.slice(index).join('/') : segments[index];
    if (actual === undefined) return undefined;
    if (!expected.startsWith('{')) {
      if (actual !== expected) return undefined;
      rank += '1';
      continue;
    }
    const value = decodeSegment(actual);
    if (value === undefined || value === '') return undefined;
    parameters[expected.slice(1, -1)] = value;
    rank += '0';
    if (expected === spanningParameter) return { parameters, rank };
  }
  return template.length === segments.length ? { parameters, rank } : undefined;
}

/** Malformed percent-encoding belongs to no operation. */
function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
