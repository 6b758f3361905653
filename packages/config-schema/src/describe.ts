import type { BoostConfig } from './config-type.ts';
import { isMapping } from './mapping.ts';
import { type BoostConfigKey, boostConfigFields } from './registry.ts';

/** One value that is set, fit to be shown. */
export interface BoostConfigEntry {
  /** The key of the field. */
  readonly path: BoostConfigKey;
  /** The value, or `<secret>` for a sensitive field. */
  readonly value: string | number | boolean | readonly string[];
}

/**
 * Lists what a configuration sets, for a log or a screen. It holds no secret: a sensitive field
 * is shown as `<secret>`, and a configuration with credentials in a URL was refused before.
 *
 * @param config - a configuration that `parseBoostConfig` gave
 * @returns the values that are set, in the order of the registry
 */
export function describeBoostConfig(config: BoostConfig): BoostConfigEntry[] {
  const entries: BoostConfigEntry[] = [];
  for (const path of Object.keys(boostConfigFields) as BoostConfigKey[]) {
    const value = valueAt(config, path);
    if (value === undefined) continue;
    const sensitive = boostConfigFields[path].sensitive === true;
    entries.push({ path, value: sensitive ? '<secret>' : (value as BoostConfigEntry['value']) });
  }
  return entries;
}

function valueAt(config: BoostConfig, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((section, name) => (isMapping(section) ? section[name] : undefined), config);
}
