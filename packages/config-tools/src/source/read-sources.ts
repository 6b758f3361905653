import type { AppConfigSources } from './app-config-source.ts';
import { createPlainSource } from './app-config-source.ts';
import { readConfigMaps } from './config-map.ts';
import { findTooLarge } from './input-limit.ts';

/**
 * Finds the app-configs in a file: the file itself, or, where it holds Kubernetes ConfigMaps, each
 * key of their `data` that ends in `.yaml` or `.yml` and holds a mapping, in the order of the file.
 *
 * @param file - the file as it was named
 * @param text - its whole text, a byte order mark included
 */
export function readAppConfigSources(file: string, text: string): AppConfigSources {
  const problem = findTooLarge(file, text);
  if (problem !== undefined) return { problem };
  return readConfigMaps(file, text) ?? { sources: [createPlainSource(file, text)] };
}
