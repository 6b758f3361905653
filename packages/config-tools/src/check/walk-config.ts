import type { ConfigNode, Place } from '../load/config-node.ts';
import { type ConfigPath, pathBelow } from '../load/config-path.ts';

/** A part of a configuration and where it stands. */
export interface ConfigPart {
  /** The part. */
  readonly node: ConfigNode;
  /** Its path. */
  readonly path: ConfigPath;
  /** The place of its name; of a list item, which has none, its own. */
  readonly keyPlace: Place;
}

/** A part and all below it that has a name, each before what it holds, in the order of the file. */
export function walkConfig(part: ConfigPart): ConfigPart[] {
  const parts: ConfigPart[] = [];
  visit(part, parts);
  return parts;
}

function visit(part: ConfigPart, parts: ConfigPart[]): void {
  parts.push(part);
  const { node, path } = part;
  if (node.kind === 'list') {
    for (const [index, item] of node.items.entries()) {
      const written = node.indexes?.[index] ?? index;
      visit({ node: item, path: pathBelow(path, written), keyPlace: item.place }, parts);
    }
  } else if (node.kind === 'mapping') {
    for (const [name, { node: below, keyPlace, nameless }] of node.entries) {
      if (!nameless) visit({ node: below, path: pathBelow(path, name), keyPlace }, parts);
    }
  }
}

/** The part of a configuration at a key such as `boost.model.name`; undefined when it is not set. */
export function findPart(root: ConfigNode, key: string): ConfigPart | undefined {
  let part: Partial<ConfigPart> & { readonly node: ConfigNode } = { node: root };
  for (const name of key.split('.')) {
    const entry = part.node.kind === 'mapping' ? part.node.entries.get(name) : undefined;
    if (entry === undefined || entry.nameless) return undefined;
    part = { ...entry, path: pathBelow(part.path, name) };
  }
  const { node, path, keyPlace } = part;
  return path === undefined || keyPlace === undefined ? undefined : { node, path, keyPlace };
}
