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

const wording = {
  message: 'has a key that is not text',
  hint: 'Write the key as text, not as a list, a section or an alias.',
};

const template = {
  message: 'contains a template ({{ }}), which YAML reads as a key',
  hint: 'Render the template first, with "helm template" for a chart, and check the result.',
};

/** Whether a key is what YAML makes of `{{ … }}`: the inner one of two mappings in braces. */
function isTemplate(text: string, start: number): boolean {
  return text.startsWith('{{', start - 1);
}

function describe({ source, start, end }: Place, section?: ConfigPath): Finding {
  return {
    severity: 'error',
    code: 'nameless_key',
    ...describePath(section),
    ...(isTemplate(source.text, start) ? template : wording),
    location: source.locate(start, end),
  };
}
