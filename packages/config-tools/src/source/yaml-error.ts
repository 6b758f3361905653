import {
  type Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type YAMLError,
  type YAMLMap,
} from 'yaml';

/**
 * How YAML is parsed: without the parser's own search for duplicate keys, which compares each key of
 * a mapping with all others, and takes minutes for a hundred thousand of them.
 */
export const anyKeys = { uniqueKeys: false } as const;

/** What is said of a mistake that keeps a text from being read. */
export type FoundYamlError = Pick<YAMLError, 'code' | 'message' | 'pos'>;

/**
 * The first mistake in a document that was parsed with {@link anyKeys}: one of the parser's, or a
 * key that stands in its mapping twice, with the place that the parser gives.
 */
export function firstErrorOf(document: Document.Parsed): FoundYamlError | undefined {
  const [error] = document.errors;
  const duplicate = findDuplicateKey(document);
  if (error === undefined || duplicate === undefined) return error ?? duplicate;
  return error.pos[0] < duplicate.pos[0] ? error : duplicate;
}

interface DuplicateKey extends FoundYamlError {
  /** The offset that the parser has come to when it finds the key: a pair in braces is read first. */
  readonly foundAt: number;
}

function findDuplicateKey({ contents }: Document.Parsed): DuplicateKey | undefined {
  let first: DuplicateKey | undefined;
  const open: unknown[] = [contents];
  while (open.length > 0) {
    const node = open.pop();
    if (isPair(node)) open.push(node.key, node.value);
    else if (isCollection(node)) {
      const found = isMap(node) ? findInMapping(node) : undefined;
      if (found !== undefined && (first === undefined || found.foundAt < first.foundAt)) {
        first = found;
      }
      for (const item of node.items) if (!isScalar(item)) open.push(item);
    }
  }
  return first;
}

/** By what the parser calls equal: scalars of the same value, so that two NaN differ, and nothing else. */
function findInMapping({ items, flow }: YAMLMap): DuplicateKey | undefined {
  const values = new Set<unknown>();
  for (const { key, value } of items) {
    if (!isScalar(key) || Number.isNaN(key.value)) continue;
    if (values.has(key.value)) {
      const [start = 0, keyEnd = start] = key.range ?? [];
      const valueEnd = (isNode(value) ? value.range : undefined)?.[1];
      const foundAt = flow ? (valueEnd ?? keyEnd) : start;
      return { code: 'DUPLICATE_KEY', message: '', pos: [start, start + 1], foundAt };
    }
    values.add(key.value);
  }
  return undefined;
}
