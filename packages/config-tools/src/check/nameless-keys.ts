import type { Finding } from '../finding.ts';
import type { ConfigNode, Place } from '../load/config-node.ts';
import { type ConfigPath, describePath } from '../load/config-path.ts';
import { findPart, walkConfig } from './walk-config.ts';

/** The names beside `boost` that matter to it. */
const namesThatMatter = ['boost', '__proto__'];

/**
 * Finds keys below `boost` in one app-config that are a list, a mapping or an alias. Backstage
 * makes a name of what they hold, which nobody can want, and which may be a secret: it is not told.
 */
export function findNamelessKeys(layer: ConfigNode): Finding[] {
  if (layer.kind !== 'mapping') return [];
  const beside = namesThatMatter.flatMap(name => {
    const entry = layer.entries.get(name);
    return entry?.nameless ? [describe(entry.keyPlace)] : [];
  });
  const boost = findPart(layer, 'boost');
  const below = boost === undefined ? [] : walkConfig(boost);
  return [
    ...beside,
    ...below.flatMap(({ node, path }) =>
      node.kind === 'mapping' ? (node.namelessKeys ?? []).map(key => describe(key, path)) : [],
    ),
  ];
}

function describe({ source, start, end }: Place, section?: ConfigPath): Finding {
  return {
    severity: 'error',
    code: 'nameless_key',
    ...describePath(section),
    message: 'has a key that is no name',
    hint: 'Write the key as text: a key that is a list, a section or an alias names nothing.',
    location: source.locate(start, end),
  };
}
