import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Scalar,
  visit,
} from 'yaml';

/** A mapping's name in the text, and the node of what it is set to. */
export interface NamedNode {
  /** The node of the name; undefined where there is none of its own. */
  readonly key: Node | undefined;
  /** The node of the value; undefined where the text has none. */
  readonly value: Node | undefined;
}

/**
 * Finds the nodes that the parts of a document's value came from. The values themselves are
 * `yaml`'s own, so that tags, merge keys and odd names are read as Backstage reads them; where one
 * has no node of its own, there is none to be found.
 */
export class YamlNodes {
  readonly #document: Document;
  readonly #entries = new WeakMap<Node, ReadonlyMap<string, NamedNode>>();
  #anchors: Map<Alias, Node> | undefined;

  /** Reads the nodes of a document; nothing is looked at before it is asked for. */
  constructor(document: Document) {
    this.#document = document;
  }

  /** The node of the whole document. */
  get root(): Node | undefined {
    return this.#follow(this.#document.contents);
  }

  /** The nodes of a mapping's entries, by name. A mapping is looked through once. */
  entries(mapping: Node | undefined): ReadonlyMap<string, NamedNode> {
    const known = mapping === undefined ? undefined : this.#entries.get(mapping);
    if (known !== undefined) return known;
    const entries = new Map<string, NamedNode>();
    if (!isMap(mapping)) return entries;
    for (const pair of mapping.items) {
      const key = this.#follow(pair.key);
      if (isScalar(key)) entries.set(nameOf(key), { key, value: this.#follow(pair.value) });
    }
    this.#entries.set(mapping, entries);
    return entries;
  }

  /** The nodes of a list's items, in order. */
  items(list: Node | undefined): readonly (Node | undefined)[] {
    return isSeq(list)
      ? list.items.map(item => (isPair(item) ? undefined : this.#follow(item)))
      : [];
  }

  /** A node, or the one that an alias stands for. */
  #follow(node: unknown): Node | undefined {
    if (!isAlias(node)) return isScalar(node) || isMap(node) || isSeq(node) ? node : undefined;
    this.#anchors ??= findAnchors(this.#document);
    return this.#anchors.get(node);
  }
}

/** The name that a key has in JavaScript. */
function nameOf({ value }: Scalar): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What each alias stands for: the last node before it that has the anchor. One pass finds all. */
function findAnchors(document: Document): Map<Alias, Node> {
  const byName = new Map<string, Node>();
  const found = new Map<Alias, Node>();
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) {
        const target = byName.get(node.source);
        if (target !== undefined) found.set(node, target);
      } else if (node.anchor !== undefined) byName.set(node.anchor, node);
    },
  });
  return found;
}
