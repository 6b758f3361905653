import { formatConfigPath } from '@rhdh-boost/config-schema';
import type { SourceLocation } from '../finding.ts';
import type { ConfigEntry, ConfigNode, MappingNode, Place } from '../load/config-node.ts';

/** Which part of an entry a finding is about: its name or what it is set to. */
export type EntryPart = 'key' | 'value';

/** Finds the places of paths as `formatConfigPath` writes them. Each section is indexed once. */
export class PathLocator {
  readonly #root: MappingNode;
  readonly #indexes = new WeakMap<MappingNode, ReadonlyMap<string, ConfigEntry>>();

  /** Looks in a configuration; nothing is indexed before it is asked for. */
  constructor(root: MappingNode) {
    this.#root = root;
  }

  /**
   * Where a path stands. Of one that is not there, the name of the nearest section around it that is.
   *
   * @param part - the part that is meant; a value of several lines is shown by its name
   */
  locate(path: string, part: EntryPart): SourceLocation {
    let node: ConfigNode = this.#root;
    let keyPlace: Place = node.place;
    let hasKey = false;
    for (const token of tokens(path)) {
      const below = this.#step(node, token);
      if (below === undefined) return show(keyPlace);
      node = below.node;
      hasKey = below.keyPlace !== undefined;
      keyPlace = below.keyPlace ?? node.place;
    }
    const single = node.kind === 'value' || node.kind === 'unknown';
    return show(part === 'value' && (single || !hasKey) ? node.place : keyPlace);
  }

  #step(
    node: ConfigNode,
    token: string,
  ): { readonly node: ConfigNode; readonly keyPlace?: Place } | undefined {
    if (node.kind === 'mapping') return this.#index(node).get(token);
    if (node.kind !== 'list' || !/^\[\d+\]$/.test(token)) return undefined;
    const item = node.items[Number(token.slice(1, -1))];
    return item === undefined ? undefined : { node: item };
  }

  #index(mapping: MappingNode): ReadonlyMap<string, ConfigEntry> {
    const known = this.#indexes.get(mapping);
    if (known !== undefined) return known;
    const index = new Map<string, ConfigEntry>();
    for (const [name, entry] of mapping.entries) {
      const token = formatConfigPath([name]);
      // Long names may look alike once they are shortened: the first is shown.
      if (!index.has(token)) index.set(token, entry);
    }
    this.#indexes.set(mapping, index);
    return index;
  }
}

/** The segments of a written path, each as `formatConfigPath` writes it alone. */
function tokens(path: string): string[] {
  return path.match(/\["(?:[^"\\]|\\.)*"\]|\[\d+\]|[^.[\]]+/g) ?? [];
}

function show({ source, start, end }: Place): SourceLocation {
  return source.locate(start, end);
}
