import type { Finding } from '../finding.ts';
import type { ConfigNode } from '../load/config-node.ts';
import { findPart } from './walk-config.ts';

/**
 * Warns where several ConfigMaps of one file have a `boost` section. They are read as one
 * configuration, as the files of one backend are, though each may be deployed for another one.
 */
export function findSeveralConfigMaps(layers: readonly ConfigNode[]): Finding[] {
  const first = new Map<string, number>();
  const told = new Set<string>();
  return layers.flatMap((layer): Finding[] => {
    const { file, configMap } = layer.place.source;
    const boost = findPart(layer, 'boost');
    if (boost === undefined || configMap === undefined) return [];
    const known = first.get(file);
    if (known === undefined) first.set(file, configMap);
    if (known === undefined || known === configMap || told.has(file)) return [];
    told.add(file);
    const { source, start, end } = boost.keyPlace;
    return [
      {
        severity: 'warning',
        code: 'several_config_maps',
        path: 'boost',
        message: 'is in several ConfigMaps of this file, which are merged into one configuration',
        hint: 'If the ConfigMaps belong to different deployments, put each into a separate file.',
        location: source.locate(start, end),
      },
    ];
  });
}
