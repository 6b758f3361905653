import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { isRecord } from '../is-record.ts';
import { anyKeys, firstErrorOf } from '../source/yaml-error.ts';

/**
 * Whether two texts of a file with ConfigMaps have the same values but for one text: that of the
 * app-config that was edited. An alias to it, or to something around it, makes it more than one.
 */
export function isSameButOneText(before: string, after: string): boolean {
  try {
    return countDifferences(readDocuments(before), readDocuments(after)) <= 1;
  } catch {
    // Aliases that would make a document many times larger are not counted out.
    return false;
  }
}

/** The values of the documents; those that are no YAML, such as templates, are left alone. */
function readDocuments(text: string): unknown[] {
  const documents = parseAllDocuments(text, {
    ...anyKeys,
    prettyErrors: false,
    logLevel: 'error',
  });
  return [...documents].map(document =>
    firstErrorOf(document) === undefined ? document.toJS() : null,
  );
}

function countDifferences(before: unknown, after: unknown): number {
  if (typeof before === 'string' && typeof after === 'string') return before === after ? 0 : 1;
  if (Array.isArray(before) && Array.isArray(after)) {
    return countAll(Object.entries(before), Object.entries(after));
  }
  if (isRecord(before) && isRecord(after)) {
    return countAll(Object.entries(before), Object.entries(after));
  }
  return isDeepStrictEqual(before, after) ? 0 : Number.POSITIVE_INFINITY;
}

function countAll(before: [string, unknown][], after: [string, unknown][]): number {
  if (before.length !== after.length) return Number.POSITIVE_INFINITY;
  return before.reduce((count, [name, value], index) => {
    const [otherName, other] = after[index] ?? [];
    return count + (name === otherName ? countDifferences(value, other) : Number.POSITIVE_INFINITY);
  }, 0);
}
