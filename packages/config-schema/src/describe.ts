import type { BoostConfig } from './boost-config.ts';
import { isMapping } from './mapping.ts';
import { boostConfigFields } from './registry.ts';

/** One value that is set, fit to be shown. */
export interface BoostConfigEntry {
  /** The key of the field, such as `boost.kagenti.auth.clientId`. */
  readonly path: string;
  /** The value, or `<secret>` for a sensitive field. */
  readonly value: unknown;
}

/**
 * Lists what a configuration sets, for a log or a screen. It holds no secret: a sensitive field
 * is shown as `<secret>`, and a configuration with credentials in a URL was refused before.
 *
 * @param config - a configuration that `parseBoostConfig` gave
 * @returns the values that are set, in the order of the registry
 */
export function describeBoostConfig(config: BoostConfig): BoostConfigEntry[] {
  return Object.entries(boostConfigFields)
    .map(([path, { sensitive }]) => {
      const value = valueAt(config, path);
      return { path, value: sensitive === true && value !== undefined ? '<secret>' : value };
    })
    .filter(({ value }) => value !== undefined);
}

function valueAt(config: BoostConfig, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((section, name) => (isMapping(section) ? section[name] : undefined), config);
}
