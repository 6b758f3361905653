import type { BoostConfig } from './boost-config.ts';
import { boostConfigRegistry } from './boost-field-set.ts';
import type { ConfigRegistry } from './combine-config-fields.ts';
import { BoostConfigError, type BoostConfigProblem } from './problem.ts';
import { nestValues, readBoost } from './read-boost.ts';
import { indexOf } from './registry-index.ts';

/** By what a configuration is read. */
export interface BoostConfigOptions {
  /** The fields that there are. Default: Boost's own, `boostConfigRegistry`. */
  readonly registry?: ConfigRegistry;
  /**
   * Whether an unknown key is a problem or a warning. With `warn`, the key that was probably meant
   * counts as missing, as it does when a backend starts. Forbidden and removed keys are problems
   * in any case.
   *
   * @defaultValue `error`
   */
  readonly unknownKeys?: 'error' | 'warn';
}

/** What checking a configuration gives: the configuration, or every problem with it. */
export type BoostConfigCheck =
  | {
      /** The configuration, when nothing is wrong with it. */
      readonly config: BoostConfig;
      /** Not there when nothing is wrong. */
      readonly problems?: undefined;
      /** What is accepted and probably meant otherwise, and unknown keys with `unknownKeys: 'warn'`; absent when nothing is. */
      readonly warnings?: readonly BoostConfigProblem[];
    }
  | {
      /** Not there when something is wrong. */
      readonly config?: undefined;
      /** Every problem, at least one. */
      readonly problems: readonly BoostConfigProblem[];
      /** What is accepted and probably meant otherwise, and unknown keys with `unknownKeys: 'warn'`; absent when nothing is. */
      readonly warnings?: readonly BoostConfigProblem[];
    };

/**
 * Reads the `boost` section of an app-config and checks all of it: each field, unknown keys, and
 * the rules that span fields. Other sections are ignored. Without a `boost` section the result is
 * empty; with one, `boost.security.mode` is required.
 *
 * It is for the backend and for tools: Backstage's frontend gets only part of the section.
 *
 * @param input - the whole app-config, as an object with its variables filled in, or as
 *   Backstage's root `Config` (`BackstageConfig`)
 * @param options - the registry, where other modules contribute fields, and how to treat unknown keys
 * @returns what is set; text from the environment has become numbers and booleans. The type names
 *   Boost's own fields; those of other sets are at their places too
 * @throws {@link BoostConfigError} with every problem at once, and no value in any of them
 */
export function parseBoostConfig(input: unknown, options?: BoostConfigOptions): BoostConfig {
  const { config, problems } = checkBoostConfig(input, options);
  if (problems !== undefined) throw new BoostConfigError(problems);
  return config;
}

/**
 * The same as {@link parseBoostConfig}, for those who go on after a mistake. Where
 * `unknownConfigValue` stands in the input, nothing is judged and nothing is in the result.
 *
 * @param input - the whole app-config, as an object or as Backstage's root `Config`
 * @param options - the registry, where other modules contribute fields, and how to treat unknown keys
 * @returns the configuration, or every problem with it
 */
export function checkBoostConfig(
  input: unknown,
  options: BoostConfigOptions = {},
): BoostConfigCheck {
  const { registry = boostConfigRegistry, unknownKeys = 'error' } = options;
  const warns = unknownKeys === 'warn';
  const reading = readBoost(input, registry, { meantIsSet: !warns });
  const isWarning = ({ code }: BoostConfigProblem) => warns && code === 'unknown_key';
  const problems = reading.problems.filter(problem => !isWarning(problem));
  const found = [...reading.problems.filter(isWarning), ...reading.warnings];
  const warnings = found.length === 0 ? {} : { warnings: found };
  if (problems.length > 0) return { problems, ...warnings };
  return { config: nestValues(indexOf(registry).root, reading.values), ...warnings };
}
