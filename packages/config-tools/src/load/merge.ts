import type { ConfigEntry, ConfigNode, MappingNode, Place, UnknownNode } from './config-node.ts';

/**
 * Lays a later file over what earlier ones gave, as Backstage's `Config` does: mappings merge,
 * everything else takes the place of what was there, and null removes it. A list is taken as it
 * stands, with any null in it. A mapping over what is not known may lack what that would give it.
 *
 * @param later - what the later file has
 * @param earlier - what this gave for the earlier files; undefined when nothing
 * @returns the result, without null outside lists; undefined when nothing is left
 */
export function mergeConfig(
  later: ConfigNode,
  earlier: ConfigNode | undefined,
): ConfigNode | undefined {
  if (later.kind === 'value' && later.value === null) return undefined;
  if (later.kind !== 'mapping') return later;
  return mergeMappings(later, earlier);
}

function mergeMappings(later: MappingNode, earlier: ConfigNode | undefined): MappingNode {
  const below = earlier?.kind === 'mapping' ? earlier.entries : new Map<string, ConfigEntry>();
  const entries = new Map<string, ConfigEntry>();
  const beneath = findBeneath(earlier ?? later);
  for (const [name, entry] of later.entries) {
    const before = below.get(name);
    const node = mergeConfig(entry.node, before?.node ?? beneath);
    if (node !== undefined)
      entries.set(name, { ...entry, keyPlace: sectionPlace(entry, before), node });
  }
  for (const [name, entry] of below) {
    if (!later.entries.has(name)) entries.set(name, entry);
  }
  const covers = findCovered(earlier);
  const { kind, place } = later;
  return {
    kind,
    place: place.source.isOverlay && earlier?.kind === 'mapping' ? earlier.place : place,
    entries,
    ...(covers === undefined ? {} : { covers }),
    ...(beneath === undefined ? {} : { beneath }),
  };
}

/** The place of a name. A variable or an option sets a key in a section of a file, and the section stays there. */
function sectionPlace(later: ConfigEntry, earlier: ConfigEntry | undefined): Place {
  const isSection = later.node.kind === 'mapping' && earlier?.node.kind === 'mapping';
  return isSection && later.keyPlace.source.isOverlay ? earlier.keyPlace : later.keyPlace;
}

function findBeneath(earlier: ConfigNode): UnknownNode | undefined {
  if (earlier.kind === 'unknown') return earlier;
  return earlier.kind === 'mapping' ? earlier.beneath : undefined;
}

/** The value that a mapping takes the place of: Backstage's `getConfig` throws over it. */
function findCovered(earlier: ConfigNode | undefined): Place | undefined {
  if (earlier?.kind === 'mapping') return earlier.covers;
  return earlier?.kind === 'list' || earlier?.kind === 'value' ? earlier.place : undefined;
}
