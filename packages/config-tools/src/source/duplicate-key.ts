import { formatConfigPath } from '@rhdh-boost/config-schema';
import { type Document, isMap, isPair, isScalar, isSeq, visit, type YAMLMap } from 'yaml';

/** A key that stands twice in one mapping. */
export interface DuplicateKey {
  /** The offset at which it stands first. */
  readonly first: number;
  /** Its path; undefined where a name on the way is none that configurations have, and may be a value. */
  readonly path: string | undefined;
}

const plainName = /^[A-Za-z_$][\w$-]{0,47}$/;

/**
 * The key that stands twice, by the offset of the second one.
 *
 * @param document - what was parsed; it has both
 */
export function findDuplicateKey(document: Document, second: number): DuplicateKey | undefined {
  let found: DuplicateKey | undefined;
  visit(document, {
    Map(_key, map, ancestors) {
      const key = map.items.map(pair => pair.key).find(other => startOf(other) === second);
      if (!isScalar(key)) return undefined;
      const first = map.items.find(pair => isScalar(pair.key) && pair.key.value === key.value);
      const path = pathTo(map, ancestors);
      if (path !== undefined) path.push(String(key.value));
      const isPlain = path?.every(name => typeof name === 'number' || plainName.test(name));
      found = {
        first: startOf(first?.key) ?? second,
        path: isPlain === true && path !== undefined ? formatConfigPath(path) : undefined,
      };
      return visit.BREAK;
    },
  });
  return found;
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) ? node.range?.[0] : undefined;
}

/** The names and indexes that lead to a mapping; undefined where a key on the way is no single value. */
function pathTo(map: YAMLMap, ancestors: readonly unknown[]): (string | number)[] | undefined {
  const names: (string | number)[] = [];
  for (const [index, node] of ancestors.entries()) {
    if (isPair(node) && !isMap(node.key)) {
      if (!isScalar(node.key)) return undefined;
      names.push(String(node.key.value));
    }
    if (isSeq(node)) names.push(node.items.indexOf(ancestors[index + 1] ?? map));
  }
  return names;
}
