import type { ConfigRegistry } from '@rhdh-boost/config-schema';
import type { Finding } from '../finding.ts';
import type { ConfigEntry, ConfigNode } from '../load/config-node.ts';
import { type ConfigPath, describePath, pathBelow } from '../load/config-path.ts';
import { startOfFile } from '../source/start-of-file.ts';

const section = 'boost';

/** Whether a merged configuration has no `boost` section, as far as that can be known. */
export function lacksBoost(merged: ConfigNode | undefined): boolean {
  return merged === undefined || (merged.kind === 'mapping' && !merged.entries.has(section));
}

/**
 * Warns that files have no `boost` section, so that a check of them would be green for ever: where
 * it stands in the wrong place, or is empty, and otherwise once for all of them.
 *
 * @param layers - each app-config by itself, none of its sections left out
 * @param files - the files as they were named
 * @param registry - the fields whose names may stand at the root
 * @param mayBeOther - whether the files may be no app-config: a nested `boost` then counts only with a key of Boost, and
 *   files without any section are not reported
 */
export function findMissingBoost(
  layers: readonly ConfigNode[],
  files: readonly string[],
  registry: ConfigRegistry,
  mayBeOther: boolean,
): Finding[] {
  const names = namesOfSections(registry);
  const keys = Object.keys(registry.fields);
  const isMeant = (node: ConfigNode) =>
    mayBeOther ? hasKeyOf(keys, section, node) : node.kind === 'mapping';
  const found = layers.flatMap(layer => findMisplaced(layer, { names, keys, isMeant }));
  if (found.length > 0 || mayBeOther) return found;
  const hasPredecessor = layers.some(
    layer => layer.kind === 'mapping' && layer.entries.has('augment'),
  );
  return [describeNone(files, hasPredecessor)];
}

/**
 * Whether sections of an app-config may be in the wrong place, although another one has a `boost`
 * section. It goes by names alone: the other sections were not read.
 */
export function mayBeMisplaced(layers: readonly ConfigNode[], registry: ConfigRegistry): boolean {
  const names = namesOfSections(registry);
  return layers.some(layer => {
    if (layer.kind !== 'mapping') return false;
    if ([...layer.entries.keys()].some(name => names.has(name))) return true;
    return !layer.entries.has(section) && nestedBoost.test(layer.place.source.text);
  });
}

const nestedBoost = /^[ \t]+(["']?)boost\1[ \t]*:/m;

/**
 * Warns of sections beside `boost` that belong below it, and of a `boost` within another section. Names such
 * as `security` may be those of another plugin, so only what contains a key of Boost is reported.
 *
 * @param layers - each app-config by itself, none of its sections left out
 */
export function findMisplacedParts(
  layers: readonly ConfigNode[],
  registry: ConfigRegistry,
): Finding[] {
  const names = namesOfSections(registry);
  const keys = Object.keys(registry.fields);
  return layers.flatMap((layer): Finding[] => {
    if (layer.kind !== 'mapping') return [];
    return [...layer.entries].flatMap(([name, entry]): Finding[] => {
      const path = pathBelow(undefined, name);
      if (entry.nameless || name === section) return [];
      if (names.has(name) && hasKeyOf(keys, `${section}.${name}`, entry.node)) {
        return [describe('boost_misplaced', path, entry, atRoot)];
      }
      if (layer.entries.has(section) || entry.node.kind !== 'mapping') return [];
      const within = entry.node.entries.get(section);
      if (within === undefined || within.nameless) return [];
      return hasKeyOf(keys, section, within.node)
        ? [describe('boost_misplaced', pathBelow(path, section), within, tooDeep)]
        : [];
    });
  });
}

/** Whether a mapping has one of the names that a section of the registry has. */
function hasKeyOf(keys: readonly string[], prefix: string, node: ConfigNode): boolean {
  if (node.kind !== 'mapping') return false;
  return [...node.entries.keys()].some(name =>
    keys.some(key => key === `${prefix}.${name}` || key.startsWith(`${prefix}.${name}.`)),
  );
}

/** The names below `boost`. */
export function namesOfSections({ fields }: ConfigRegistry): ReadonlySet<string> {
  return new Set(Object.keys(fields).map(key => key.split('.')[1] ?? key));
}

/** What is looked for outside of its place. */
interface MisplacedSearch {
  /** The names below `boost`. */
  readonly names: ReadonlySet<string>;
  /** The keys of the registry. */
  readonly keys: readonly string[];
  /** Whether a `boost` within another section is meant for Boost. */
  readonly isMeant: (node: ConfigNode) => boolean;
}

function findMisplaced(layer: ConfigNode, { names, keys, isMeant }: MisplacedSearch): Finding[] {
  if (layer.kind !== 'mapping') return [];
  return [...layer.entries].flatMap(([name, entry]): Finding[] => {
    const path = pathBelow(undefined, name);
    if (entry.nameless) return [];
    if (name === section) return [describe('boost_empty', path, entry, empty)];
    if (names.has(name) && hasKeyOf(keys, `${section}.${name}`, entry.node)) {
      return [describe('boost_misplaced', path, entry, atRoot)];
    }
    const within = entry.node.kind === 'mapping' ? entry.node.entries.get(section) : undefined;
    if (within === undefined || within.nameless || !isMeant(within.node)) return [];
    return [describe('boost_misplaced', pathBelow(path, section), within, tooDeep)];
  });
}

type Wording = Pick<Finding, 'message' | 'hint'>;

const empty: Wording = {
  message: 'is empty, so nothing was checked',
  hint: 'Write its keys below it, indented deeper, or remove it.',
};

const atRoot: Wording = {
  message: `is at the top level, where Boost does not read it`,
  hint: `Move it below ${section}, indented deeper.`,
};

const tooDeep: Wording = {
  message: 'is within another section, where Boost does not read it',
  hint: `Move ${section} to the top level, without indentation.`,
};

function describe(
  code: string,
  path: ConfigPath,
  { keyPlace: { source, start, end } }: ConfigEntry,
  wording: Wording,
): Finding {
  const location = source.locate(start, end);
  return { severity: 'warning', code, ...describePath(path), ...wording, location };
}

function describeNone(files: readonly string[], hasPredecessor: boolean): Finding {
  const file = files.at(-1) ?? '';
  return {
    severity: 'warning',
    code: 'boost_missing',
    message: `no ${section} section is in ${files.join(', ')}, so nothing was checked`,
    hint: hasPredecessor
      ? 'The file has an augment section. Run "boost-config migrate".'
      : 'Name the files that have it, in the order in which the backend merges them. "boost-config init" writes a first one.',
    location: startOfFile(file),
  };
}
