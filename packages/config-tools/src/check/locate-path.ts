import { formatConfigPath } from '@rhdh-boost/config-schema';
import type { SourceLocation } from '../finding.ts';
import type { ConfigEntry, ConfigNode, MappingNode, Place } from '../load/config-node.ts';

/** Which part of an entry a finding is about: its name or what it is set to. */
export type EntryPart = 'key' | 'value';

/** What a path leads to. */
export interface LocatedPath {
  /** The path as the file has it. */
  readonly path: string;
  /** The place. */
  readonly location: SourceLocation;
  /** Whether the path is there, and not only a section around it. */
  readonly isThere: boolean;
}

interface Step {
  readonly node: ConfigNode;
  readonly keyPlace?: Place;
  readonly written?: string;
}

/** Finds the places of paths as `formatConfigPath` writes them. Each section is indexed once. */
export class PathLocator {
  readonly #root: MappingNode;
  readonly #indexes = new WeakMap<MappingNode, ReadonlyMap<string, ConfigEntry>>();

  /** Looks in a configuration; nothing is indexed before it is asked for. */
  constructor(root: MappingNode) {
    this.#root = root;
  }

  /**
   * Where a path stands. Of one that is not there, the name of the nearest section around it that
   * is; of a value of several parts, its name.
   *
   * @param path - the path, its list indexes counted as the value has them
   * @param part - the part that is meant
   * @returns the place, and the path with the indexes that are written in the file: of a list,
   *   Backstage drops items that an empty default leaves out
   */
  locate(path: string, part: EntryPart): LocatedPath {
    let node: ConfigNode = this.#root;
    let keyPlace: Place = node.place;
    let hasKey = false;
    let isThere = true;
    let written = '';
    let end = 0;
    for (const { 0: segment, index } of path.matchAll(token)) {
      const below: Step | undefined = isThere ? this.#step(node, segment) : undefined;
      isThere = below !== undefined;
      written += path.slice(end, index) + (below?.written ?? segment);
      end = index + segment.length;
      if (below === undefined) continue;
      node = below.node;
      hasKey = below.keyPlace !== undefined;
      keyPlace = below.keyPlace ?? node.place;
    }
    written += path.slice(end);
    const single = node.kind === 'value' || node.kind === 'unknown';
    const isValue = isThere && part === 'value' && (single || !hasKey);
    return { path: written, location: show(isValue ? node.place : keyPlace), isThere };
  }

  #step(node: ConfigNode, segment: string): Step | undefined {
    if (node.kind === 'mapping') return this.#index(node).get(segment);
    if (node.kind !== 'list' || !/^\[\d+\]$/.test(segment)) return undefined;
    const index = Number(segment.slice(1, -1));
    const item = node.items[index];
    if (item === undefined) return undefined;
    return { node: item, written: `[${node.indexes?.[index] ?? index}]` };
  }

  #index(mapping: MappingNode): ReadonlyMap<string, ConfigEntry> {
    const known = this.#indexes.get(mapping);
    if (known !== undefined) return known;
    const index = new Map<string, ConfigEntry>();
    for (const [name, entry] of mapping.entries) {
      if (entry.nameless) continue;
      const segment = formatConfigPath([name]);
      // Long names may look alike once they are shortened: the first is shown.
      if (!index.has(segment)) index.set(segment, entry);
    }
    this.#indexes.set(mapping, index);
    return index;
  }
}

/** The segments of a written path, each as `formatConfigPath` writes it alone. */
const token = /\["(?:[^"\\]|\\.)*"\]|\[\d+\]|[^.[\]]+/g;

function show({ source, start, end }: Place): SourceLocation {
  return source.locate(start, end);
}
