import type { Finding } from '../finding.ts';
import type { ConfigNode, Place } from '../load/config-node.ts';
import { describePath } from '../load/config-path.ts';
import { mergeConfig } from '../load/merge.ts';
import { describeLine } from './describe-place.ts';
import { type ConfigPart, findPart, walkConfig } from './walk-config.ts';

/**
 * Warns of keys without a value in a later file, whose content was probably commented out: null removes
 * what an earlier file sets. Whoever writes `null` or `~` means that.
 */
export function findEmptiedKeys(layers: readonly ConfigNode[]): Finding[] {
  let earlier: ConfigNode | undefined;
  const findings: Finding[] = [];
  for (const layer of layers) {
    const boost = findPart(layer, 'boost');
    if (boost !== undefined && earlier !== undefined) {
      findings.push(...findIn(boost, earlier));
    }
    earlier = mergeConfig(layer, earlier);
  }
  return findings;
}

function findIn(boost: ConfigPart, earlier: ConfigNode): Finding[] {
  return walkConfig(boost)
    .filter(({ node }) => isEmpty(node))
    .flatMap(({ path, keyPlace }): Finding[] => {
      const described = describePath(path);
      const before = findPart(earlier, described.path ?? '');
      if (before === undefined) return [];
      const { source, start, end } = before.keyPlace;
      const earlierPlace = describeLine(source.locate(start, end));
      return [
        {
          severity: 'warning',
          code: 'emptied_key',
          ...described,
          message: `has no value here, which removes what ${earlierPlace} sets`,
          hint: 'Remove this key to keep the earlier value, or write null to remove the value on purpose.',
          location: keyPlace.source.locate(keyPlace.start, keyPlace.end),
        },
      ];
    });
}

/** Where the last file has a key without a value, whose value is therefore missing. */
export function findEmptyEntry(layers: readonly ConfigNode[], key: string): Place | undefined {
  const part = layers.map(layer => findPart(layer, key)).findLast(found => found !== undefined);
  return part !== undefined && isEmpty(part.node) ? part.keyPlace : undefined;
}

/** Whether nothing is written behind a key. */
function isEmpty({ kind, place, ...rest }: ConfigNode): boolean {
  if (kind !== 'value' || !('value' in rest) || rest.value !== null) return false;
  return place.source.text.slice(place.start, place.end).trim() === '';
}
