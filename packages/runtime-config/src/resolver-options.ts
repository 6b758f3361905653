import { boostConfigRegistry, type ConfigRegistry } from '@rhdh-boost/config-schema';
import type { OverrideCacheOptions } from './override-cache.ts';
import { ConfigOverrideError } from './override-error.ts';
import type { ProblemListeners } from './override-problem.ts';
import type { OverrideStore } from './override-store.ts';
import type { ObservableConfig } from './yaml-values.ts';

/** What a resolver is made of. */
export interface ConfigResolverOptions extends ProblemListeners {
  /**
   * The whole app-config: an object with its variables filled in, which is read once, or the root
   * Config of Backstage, which is read again whenever it tells of a change.
   */
  readonly yaml: ObservableConfig | Readonly<Record<string, unknown>>;
  /** Where overrides are kept. */
  readonly overrides: OverrideStore;
  /** How long values that were read from the store are used. */
  readonly cache?: OverrideCacheOptions;
  /** The fields; Boost's own by default. Others come with `combineConfigFields`. */
  readonly registry?: ConfigRegistry;
}

const longestSeconds = 86_400;

/** Fills in the defaults, and refuses what the types would have refused. */
export function checkOptions({
  cache = {},
  registry = boostConfigRegistry,
}: Pick<ConfigResolverOptions, 'cache' | 'registry'>): {
  readonly cache: Required<OverrideCacheOptions>;
  readonly registry: ConfigRegistry;
} {
  const { ttlSeconds = 5, maxStaleSeconds = 300 } = cache;
  for (const [name, seconds] of Object.entries({ ttlSeconds, maxStaleSeconds })) {
    if (Number.isFinite(seconds) && seconds >= 0 && seconds <= longestSeconds) continue;
    throw new ConfigOverrideError({
      code: 'invalid_option',
      message: `The option cache.${name} must be a number of seconds from 0 to ${longestSeconds}.`,
      hint: 'Leave it out for the default.',
    });
  }
  return { cache: { ttlSeconds, maxStaleSeconds }, registry };
}
