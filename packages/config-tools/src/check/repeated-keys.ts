import type { Finding } from '../finding.ts';
import type { ConfigNode } from '../load/config-node.ts';
import { PathLocator } from './locate-path.ts';

/** The findings that are about a key itself, wherever it is. */
const aboutKeys: ReadonlySet<string> = new Set(['unknown_key', 'removed_key']);

/**
 * The same findings for the other app-configs of the same file that have the same wrong key, such as
 * those of a plugin and of the app-config in Helm values: merging shows the last one alone.
 */
export function findRepeatedKeys(
  findings: readonly Finding[],
  layers: readonly ConfigNode[],
): Finding[] {
  const wrong = findings.filter(({ code, path }) => aboutKeys.has(code) && path !== undefined);
  if (wrong.length === 0) return [];
  return layers.flatMap(layer => {
    if (layer.kind !== 'mapping') return [];
    const { file } = layer.place.source;
    const locator = new PathLocator(layer);
    return wrong.flatMap((finding): Finding[] => {
      if (finding.location?.file !== file || finding.path === undefined) return [];
      const { location, isThere } = locator.locate(finding.path, 'key');
      const { line, column } = finding.location;
      const isSame = location.line === line && location.column === column;
      return isThere && !isSame ? [{ ...finding, location }] : [];
    });
  });
}
