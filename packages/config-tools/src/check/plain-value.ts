import { unknownConfigValue } from '@rhdh-boost/config-schema';
import type { ConfigNode } from '../load/config-node.ts';

/** The value of a part of a configuration as plain data, without places. */
export function toPlainValue(node: ConfigNode): unknown {
  if (node.kind === 'unknown') return unknownConfigValue;
  if (node.kind === 'value') return node.value;
  if (node.kind === 'list') return node.items.map(toPlainValue);
  // Entries become own keys, whatever their names are.
  return Object.fromEntries(
    [...node.entries].map(([name, entry]) => [name, toPlainValue(entry.node)]),
  );
}
