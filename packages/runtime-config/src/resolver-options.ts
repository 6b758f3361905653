import { boostConfigRegistry, type ConfigRegistry } from '@rhdh-boost/config-schema';
import { checkNames, optionNames } from './option-names.ts';
import type { OverrideCacheOptions } from './override-cache.ts';
import { ConfigOverrideError } from './override-error.ts';
import type { ProblemListeners } from './override-problem.ts';
import { type OverrideRows, type OverrideStore, rowsOf } from './override-store.ts';
import type { MaxValueBytes } from './value-limits.ts';
import type { ObservableConfig } from './yaml-values.ts';

/** Options of `createConfigResolver`. */
export interface ConfigResolverOptions extends ProblemListeners {
  /**
   * The whole app-config: an object with its variables filled in, which is read once, or the root
   * Config of Backstage, which is read again whenever it reports a change.
   */
  readonly yaml: ObservableConfig | Readonly<Record<string, unknown>>;
  /** Where overrides are kept. */
  readonly overrides: OverrideStore;
  /** How long values that were read from the store are used. */
  readonly cache?: OverrideCacheOptions;
  /**
   * How large a stored value may be, in bytes of its JSON text; a secret is a third larger once it is encrypted.
   * A number limits every field, an object single ones by key: the others have the default. At most 16 MiB.
   * Larger values are refused on write with `too_large`, and ignored on read.
   *
   * @defaultValue 262144 (256 KiB)
   */
  readonly maxValueBytes?: MaxValueBytes;
  /** The fields; Boost's own by default. Others come with `combineConfigFields`. */
  readonly registry?: ConfigRegistry;
  /**
   * Whether secrets that Boost 0.8 encrypted are read. Nothing binds such a text to its key, so that
   * whoever can write to the table can copy it to another field. Set it to false once `reencrypt` has run.
   *
   * @defaultValue true
   */
  readonly acceptLegacy?: boolean;
}

const longestSeconds = 86_400;

/**
 * Fills in the defaults, and refuses what the types would have refused: a backend in JavaScript, or one
 * that reads its options, should fail when it starts.
 */
export function checkOptions(options: ConfigResolverOptions): {
  readonly store: OverrideRows;
  readonly cache: Required<OverrideCacheOptions>;
  readonly registry: ConfigRegistry;
  readonly acceptLegacy: boolean;
} {
  if (!isObject(options))
    throw wrong('The options must be an object.', 'Pass at least yaml and overrides.');
  checkNames(options, optionNames.createConfigResolver);
  const { overrides, cache = {}, registry = boostConfigRegistry, acceptLegacy = true } = options;
  const store = rowsOf(overrides);
  if (store === undefined)
    throw wrong(
      'The option overrides must be a store of overrides.',
      typeof overrides === 'function'
        ? 'Pass createKnexOverrideStore(knex) in place of the Knex.'
        : 'Pass createKnexOverrideStore(knex), or createMemoryOverrideStore() in a test.',
    );
  if (
    !isObject(registry) ||
    !isObject(registry.fields) ||
    !Array.isArray(registry.sets) ||
    !hasMethods(registry, ['ownerOf'])
  )
    throw wrong(
      'The option registry must be a registry of fields.',
      "Pass what combineConfigFields returns, or leave it out for Boost's own fields.",
    );
  if (!isObject(cache))
    throw wrong('The option cache must be an object.', 'Leave it out for the defaults.');
  if (typeof acceptLegacy !== 'boolean')
    throw wrong('The option acceptLegacy must be true or false.', 'Leave it out for true.');
  return { store, cache: checkCache(cache), registry, acceptLegacy };
}

function checkCache(cache: OverrideCacheOptions): Required<OverrideCacheOptions> {
  checkNames(cache, optionNames.cache, 'cache');
  const { ttlSeconds = 5, maxStaleSeconds = 300, listen = true } = cache;
  if (typeof listen !== 'boolean')
    throw wrong('The option cache.listen must be true or false.', 'Leave it out for true.');
  for (const [name, seconds] of Object.entries({ ttlSeconds, maxStaleSeconds })) {
    if (Number.isFinite(seconds) && seconds >= 0 && seconds <= longestSeconds) continue;
    throw wrong(
      `The option cache.${name} must be a number of seconds from 0 to ${longestSeconds}.`,
      'Leave it out for the default.',
    );
  }
  return { ttlSeconds, maxStaleSeconds, listen };
}

function wrong(message: string, hint: string): ConfigOverrideError {
  return new ConfigOverrideError({ code: 'invalid_option', message, hint });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function hasMethods(value: object, names: readonly string[]): boolean {
  return names.every(name => typeof Reflect.get(value, name) === 'function');
}
