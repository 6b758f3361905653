import {
  type Alias,
  type Document,
  isMap,
  isNode,
  isScalar,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { visitAliases } from '../source/visit-aliases.ts';
import type { KeyPath } from './plain-value.ts';

/** How far a path is written out in a document. */
export interface WrittenPath {
  /** The mappings on the way, from the root on. */
  readonly mappings: readonly YAMLMap[];
  /** The pairs on the way, one for each name that is written. */
  readonly pairs: readonly Pair[];
  /** What stands where the next mapping should: an alias, say. Undefined when the next key is missing. */
  readonly obstacle?: Node;
}

/** A key that is written out in a document. */
export interface LocatedKey extends WrittenPath {
  /** The key with its value. */
  readonly pair: Pair;
  /** The mapping that it stands in. */
  readonly mapping: YAMLMap;
}

/** Follows a path as far as it is written out in mappings; aliases are not followed. */
export function followPath(document: Document, path: KeyPath): WrittenPath {
  const mappings: YAMLMap[] = [];
  const pairs: Pair[] = [];
  let node: unknown = document.contents;
  for (const name of path) {
    if (!isMap(node)) return { mappings, pairs, ...(isNode(node) ? { obstacle: node } : {}) };
    mappings.push(node);
    const pair = node.items.find(({ key }) => isScalar(key) && key.value === name);
    if (pair === undefined) return { mappings, pairs };
    pairs.push(pair);
    node = pair.value;
  }
  return { mappings, pairs };
}

/** The key at a path, when all of the way is written out; its value may be anything. */
export function locateKey(document: Document, path: KeyPath): LocatedKey | undefined {
  const written = followPath(document, path);
  const pair = written.pairs[path.length - 1];
  const mapping = written.mappings[path.length - 1];
  return pair === undefined || mapping === undefined ? undefined : { ...written, pair, mapping };
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
  const found: Repetition[] = [];
  visitAliases(document, ({ alias, target }) => {
    if (target !== undefined) found.push({ alias, target });
  });
  return found;
}
