import type { Finding } from '../finding.ts';
import type { ConfigNode } from '../load/config-node.ts';
import { findPart } from './walk-config.ts';

/**
 * Warns where several ConfigMaps, Helm releases or other deployments of one file have a `boost`
 * section. They are read as one configuration, as the files of one backend are.
 */
export function findSeveralConfigMaps(layers: readonly ConfigNode[]): Finding[] {
  const first = new Map<string, number>();
  const told = new Set<string>();
  return layers.flatMap((layer): Finding[] => {
    const { file, deployment, isPluginConfig = false } = layer.place.source;
    const boost = findPart(layer, 'boost');
    if (boost === undefined || deployment === undefined) return [];
    // What plugins bring and the app-config after it are for one backend.
    const role = `${isPluginConfig} ${file}`;
    const known = first.get(role);
    if (known === undefined) first.set(role, deployment);
    if (known === undefined || known === deployment || told.has(file)) return [];
    told.add(file);
    const { source, start, end } = boost.keyPlace;
    return [
      {
        severity: 'warning',
        code: 'several_config_maps',
        path: 'boost',
        message:
          'is set for several deployments in this file, which are checked as one configuration',
        hint: 'Check what is deployed separately in separate files.',
        location: source.locate(start, end),
      },
    ];
  });
}
