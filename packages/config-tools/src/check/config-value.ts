import { unknownConfigValue } from '@rhdh-boost/config-schema';
import type { ConfigNode } from '../load/config-node.ts';

/**
 * The value of a part of a configuration as plain data, without places and without what has no name.
 *
 * @param namesBelow - the names that a mapping at a key can have: where it lies over what is not
 *   known, those that it lacks are unknown
 * @param key - the dotted key of the part
 */
export function toPlainValue(
  node: ConfigNode,
  namesBelow: (key: string) => readonly string[] = () => [],
  key = '',
): unknown {
  if (node.kind === 'unknown') return unknownConfigValue;
  if (node.kind === 'value') return node.value;
  if (node.kind === 'list') return node.items.map(item => toPlainValue(item));
  const missing = node.beneath === undefined ? [] : namesBelow(key);
  // What is a field's own value is not known in part: its names are not those of sections.
  if (node.beneath !== undefined && missing.length === 0) return unknownConfigValue;
  // Entries become own keys, whatever their names are.
  return Object.fromEntries([
    ...missing.map(name => [name, unknownConfigValue] as const),
    ...[...node.entries]
      .filter(([, { nameless }]) => !nameless)
      .map(
        ([name, entry]) => [name, toPlainValue(entry.node, namesBelow, `${key}.${name}`)] as const,
      ),
  ]);
}
