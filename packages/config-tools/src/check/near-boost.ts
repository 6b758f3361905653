import { nearestName } from '@rhdh-boost/config-schema';
import type { Finding } from '../finding.ts';
import type { ConfigEntry, ConfigNode } from '../load/config-node.ts';
import { describePath, pathBelow } from '../load/config-path.ts';

const section = 'boost';

/**
 * Warns of names beside `boost` that were probably meant for it: Backstage reads names as they
 * are written, so that such a section, or a whole path as one name, is there for nobody.
 */
export function findNearBoost(layer: ConfigNode): Finding[] {
  if (layer.kind !== 'mapping') return [];
  return [...layer.entries].flatMap(([name, entry]) => {
    if (name === section || entry.nameless) return [];
    if (name.startsWith(`${section}.`)) {
      return [
        describe(name, entry, {
          message: 'is one name with dots, which nobody reads',
          hint: `Write it as sections within each other, from ${section} on.`,
        }),
      ];
    }
    if (nearestName(name, [section]) === undefined) return [];
    return [
      describe(name, entry, {
        message: `is not read as the section ${section}`,
        hint: `Did you mean ${section}?`,
      }),
    ];
  });
}

function describe(
  name: string,
  { keyPlace: { source, start, end } }: ConfigEntry,
  { message, hint }: Pick<Finding, 'message' | 'hint'>,
): Finding {
  return {
    severity: 'warning',
    code: 'near_boost',
    ...describePath(pathBelow(undefined, name)),
    message,
    hint,
    location: source.locate(start, end),
  };
}
