import type { ConfigNode } from './config-node.ts';

/**
 * Whether what is loaded here agrees with what Backstage loaded: everything that is known here is
 * the same there, and nothing is there that is not here. Where a value is unknown here, Backstage
 * may have left it out, have an earlier file's, or (in a list) have dropped it.
 */
export function agrees(ours: ConfigNode | undefined, theirs: unknown): boolean {
  if (ours === undefined) return theirs === undefined;
  if (ours.kind === 'unknown') return true;
  if (ours.kind === 'value') return Object.is(ours.value, theirs);
  if (ours.kind === 'list') {
    const known = ours.items.filter(({ kind }) => kind !== 'unknown');
    return (
      Array.isArray(theirs) &&
      theirs.length === known.length &&
      known.every((item, index) => agrees(item, theirs[index]))
    );
  }
  if (typeof theirs !== 'object' || theirs === null || Array.isArray(theirs)) return false;
  const there = new Map<string, unknown>(Object.entries(theirs));
  return (
    [...there.keys()].every(name => ours.entries.has(name)) &&
    [...ours.entries].every(([name, { node }]) => agrees(node, there.get(name)))
  );
}
