import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  YAMLMap,
} from 'yaml';
import { visitAliases } from './visit-aliases.ts';

/** A mapping's name in the text, and the node of what it is set to. */
export interface NamedNode {
  /** The node of the name; undefined where there is none of its own. */
  readonly key: Node | undefined;
  /** The node of the value; undefined where the text has none. */
  readonly value: Node | undefined;
}

/** The nodes of a mapping's entries. */
export interface MappingNodes {
  /** Those whose key is a single value, by name. */
  readonly named: ReadonlyMap<string, NamedNode>;
  /** Those whose key is a collection or an alias, in order: what becomes their name is a value. */
  readonly nameless: readonly NamedNode[];
}

const noNodes: MappingNodes = { named: new Map(), nameless: [] };

/**
 * Finds the nodes that the parts of a document's value came from. The values themselves are
 * `yaml`'s own, so that tags, merge keys and odd names are read as Backstage reads them; where one
 * has no node of its own, there is none to be found.
 */
export class YamlNodes {
  readonly #document: Document;
  readonly #entries = new WeakMap<Node, MappingNodes>();
  #anchors: Map<Alias, Node> | undefined;

  /** Reads the nodes of a document; nothing is looked at before it is asked for. */
  constructor(document: Document) {
    this.#document = document;
  }

  /** The node of the whole document. */
  get root(): Node | undefined {
    return this.#follow(this.#document.contents);
  }

  /** The nodes of a mapping's entries. A mapping is looked through once. */
  entries(mapping: Node | undefined): MappingNodes {
    if (!isMap(mapping)) return noNodes;
    const known = this.#entries.get(mapping);
    if (known !== undefined) return known;
    const named = new Map<string, NamedNode>();
    const nameless: NamedNode[] = [];
    const merged: MappingNodes[] = [];
    for (const pair of mapping.items) {
      const value = this.#follow(pair.value);
      const { key } = pair;
      if (!isScalar(key)) nameless.push({ key: isNode(key) ? key : undefined, value });
      else if (typeof key.value === 'symbol') merged.push(...this.#merged(value));
      else named.set(nameOf(key), { key, value });
    }
    // What is merged in (`<<` of YAML 1.1) gives way to what the mapping has itself.
    for (const from of merged) {
      for (const [name, node] of from.named) if (!named.has(name)) named.set(name, node);
      nameless.push(...from.nameless);
    }
    const entries = { named, nameless };
    this.#entries.set(mapping, entries);
    return entries;
  }

  #merged(value: Node | undefined): MappingNodes[] {
    if (isSeq(value)) return value.items.map(item => this.entries(this.#follow(item)));
    return [this.entries(value)];
  }

  /** The nodes of a list's items, in order. */
  items(list: Node | undefined): readonly (Node | undefined)[] {
    return isSeq(list)
      ? list.items.map(item => this.#follow(isPair(item) ? mapOf(item) : item))
      : [];
  }

  /** A node, or the one that an alias stands for. */
  #follow(node: unknown): Node | undefined {
    if (!isAlias(node)) return isScalar(node) || isMap(node) || isSeq(node) ? node : undefined;
    this.#anchors ??= findAnchors(this.#document);
    return this.#anchors.get(node);
  }
}

/** A list of pairs (`!!pairs` of YAML 1.1) has mappings of one entry for items. */
function mapOf(pair: Pair): YAMLMap {
  const map = new YAMLMap();
  map.items.push(pair);
  return map;
}

/** The name that a key has in JavaScript. */
function nameOf({ value }: Scalar): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What each alias stands for, where it stands for something. */
function findAnchors(document: Document): Map<Alias, Node> {
  const found = new Map<Alias, Node>();
  visitAliases(document, ({ alias, target }) => {
    if (target !== undefined) found.set(alias, target);
  });
  return found;
}
