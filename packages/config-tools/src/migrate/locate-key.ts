import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  type Node,
  type Pair,
  visit,
  type YAMLMap,
} from 'yaml';
import type { KeyPath } from './plain-value.ts';

/** A key that is written in a document. */
export interface LocatedKey {
  /** The mappings that lead to it, from the root to the one that it stands in. */
  readonly mappings: readonly YAMLMap[];
  /** The pairs that lead to it, its own last. */
  readonly pairs: readonly Pair[];
}

/** How far a path is written in a document. */
export interface WrittenPath extends LocatedKey {
  /** What ended the way before the last name; undefined when only the next key is missing. */
  readonly obstacle?: Node | null;
}

/** Follows a path as far as it is written out in mappings; aliases are not followed. */
export function followPath(document: Document, path: KeyPath): WrittenPath {
  const mappings: YAMLMap[] = [];
  const pairs: Pair[] = [];
  let node: unknown = document.contents;
  for (const name of path) {
    if (!isMap(node)) return { mappings, pairs, obstacle: toNode(node) };
    mappings.push(node);
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === name);
    if (pair === undefined) return { mappings, pairs };
    pairs.push(pair);
    node = pair.value;
  }
  return { mappings, pairs };
}

function toNode(node: unknown): Node | null {
  return isMap(node) || isScalar(node) || isAlias(node) ? node : null;
}

/** The key at a path, when all of the way is written out; its value may be anything. */
export function locateKey(document: Document, path: KeyPath): LocatedKey | undefined {
  const written = followPath(document, path);
  return written.pairs.length === path.length ? written : undefined;
}

/** An alias, and the node that it repeats. */
export interface Repetition {
  /** The alias. */
  readonly alias: Alias;
  /** What it stands for. */
  readonly target: Node;
}

/** Every alias of a document with its target. */
export function findRepetitions(document: Document): Repetition[] {
  const anchors = new Map<string, Node>();
  const found: Repetition[] = [];
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target !== undefined) found.push({ alias: node, target });
      } else if (node.anchor !== undefined) {
        anchors.set(node.anchor, node);
      }
    },
  });
  return found;
}
