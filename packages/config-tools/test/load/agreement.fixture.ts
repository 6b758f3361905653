import type { ConfigNode } from '../../src/load/config-node.ts';

/**
 * Whether what is loaded here agrees with what Backstage loaded: everything that is known here is
 * the same there, and nothing is there that is not here. Where a value is unknown here, Backstage
 * may have left it out, have an earlier file's, or (in a list) have dropped it; and where a mapping
 * lies over what is unknown, there may be more in it.
 *
 * @param known - is called for each value that is known and was compared
 */
export function agrees(
  ours: ConfigNode | undefined,
  theirs: unknown,
  known: () => void = () => {},
): boolean {
  if (ours === undefined) return theirs === undefined;
  if (ours.kind === 'unknown') return true;
  if (ours.kind === 'value') {
    known();
    return Object.is(ours.value, theirs);
  }
  if (ours.kind === 'list') {
    const items = ours.items.filter(({ kind }) => kind !== 'unknown');
    return (
      Array.isArray(theirs) &&
      theirs.length === items.length &&
      items.every((item, index) => agrees(item, theirs[index], known))
    );
  }
  if (typeof theirs !== 'object' || theirs === null || Array.isArray(theirs)) return false;
  const there = new Map<string, unknown>(Object.entries(theirs));
  return (
    (ours.beneath !== undefined || [...there.keys()].every(name => ours.entries.has(name))) &&
    [...ours.entries].every(([name, { node }]) => agrees(node, there.get(name), known))
  );
}
