import { nearestName } from '@rhdh-boost/config-schema';
import { findLookalike, withoutLookalikes } from '@rhdh-boost/internal/lookalike';
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
          message: 'is one name with dots, which Backstage does not split into sections',
          hint: `Write nested sections, beginning with ${section}:.`,
        }),
      ];
    }
    const lookalike = findLookalike(name);
    if (lookalike !== undefined && withoutLookalikes(name) === section) {
      return [
        describe(name, entry, {
          message: `is not read as the section ${section}: it contains a ${lookalike.name}`,
          hint: lookalike.remedy,
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
