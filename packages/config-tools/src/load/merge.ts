import type { ConfigEntry, ConfigNode, MappingNode, Place } from './config-node.ts';

/**
 * Lays a later file over what earlier ones gave, as Backstage's `Config` does: mappings merge,
 * everything else takes the place of what was there, and null removes it. A list is taken as it
 * stands, with any null in it.
 *
 * @param later - what the later file has; undefined when it is silent
 * @param earlier - the result of the earlier files; undefined when there is none
 * @returns the result, without null outside lists; undefined when nothing is left
 */
export function mergeConfig(
  later: ConfigNode | undefined,
  earlier: ConfigNode | undefined,
): ConfigNode | undefined {
  if (later === undefined)
    return earlier === undefined ? undefined : mergeConfig(earlier, undefined);
  if (later.kind === 'value' && later.value === null) return undefined;
  if (later.kind !== 'mapping') return later;
  return mergeMappings(later, earlier);
}

function mergeMappings(later: MappingNode, earlier: ConfigNode | undefined): MappingNode {
  const below = earlier?.kind === 'mapping' ? earlier.entries : new Map<string, ConfigEntry>();
  const entries = new Map<string, ConfigEntry>();
  for (const [name, entry] of later.entries) {
    const node = mergeConfig(entry.node, below.get(name)?.node);
    if (node !== undefined) entries.set(name, { keyPlace: entry.keyPlace, node });
  }
  for (const [name, entry] of below) {
    if (later.entries.has(name)) continue;
    const node = mergeConfig(entry.node, undefined);
    if (node !== undefined) entries.set(name, { keyPlace: entry.keyPlace, node });
  }
  const covers = findCovered(earlier) ?? later.covers;
  const { kind, place } = later;
  return covers === undefined ? { kind, place, entries } : { kind, place, entries, covers };
}

/** The value that a mapping takes the place of: Backstage's `getConfig` throws over it. */
function findCovered(earlier: ConfigNode | undefined): Place | undefined {
  switch (earlier?.kind) {
    case 'mapping':
      return earlier.covers;
    case 'list':
      return earlier.place;
    case 'value':
      return earlier.value === null ? undefined : earlier.place;
    default:
      return undefined;
  }
}
