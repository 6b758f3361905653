import { type Alias, type Document, isAlias, type Node, visit } from 'yaml';

/** An alias where it stands in a document. */
export interface VisitedAlias {
  /** The alias. */
  readonly alias: Alias;
  /** What it repeats: the last node before it that has the anchor; undefined where none has. */
  readonly target: Node | undefined;
  /** What it stands in, from the document on. */
  readonly path: readonly unknown[];
}

/**
 * Goes through the aliases of a document in their order. One pass finds all targets: the parser
 * looks through the whole document for each.
 *
 * @param take - takes each alias; `false` ends it
 */
export function visitAliases(document: Document, take: (visited: VisitedAlias) => unknown): void {
  const anchors = new Map<string, Node>();
  visit(document, {
    Node(_key, node, path) {
      if (isAlias(node)) {
        const isLast = take({ alias: node, target: anchors.get(node.source), path }) === false;
        return isLast ? visit.BREAK : undefined;
      }
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      return undefined;
    },
  });
}
