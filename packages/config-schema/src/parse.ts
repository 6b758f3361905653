import type { BoostConfig } from './boost-config.ts';
import { boostConfigRegistry } from './boost-field-set.ts';
import type { ConfigRegistry } from './combine-config-fields.ts';
import type { FieldSection } from './field-tree.ts';
import { isMapping, type Mapping } from './mapping.ts';
import { BoostConfigError, type BoostConfigProblem } from './problem.ts';
import { indexOf } from './registry-index.ts';
import { applyRules } from './rules.ts';
import { type Reading, readSection } from './section.ts';
import { unknownConfigValue } from './unknown-value.ts';

/** The part of Backstage's `Config` that is read here; its own type fits. */
export interface BackstageConfig {
  /** The merged value at a key, or the whole configuration; undefined when nothing is set. */
  getOptional(key?: string): unknown;
}

/** By what a configuration is read. */
export interface BoostConfigOptions {
  /** The fields that there are. Default: Boost's own, `boostConfigRegistry`. */
  readonly registry?: ConfigRegistry;
}

/** What checking a configuration gives: the configuration, or every problem with it. */
export type BoostConfigCheck =
  | {
      /** The configuration, when nothing is wrong with it. */
      readonly config: BoostConfig;
      /** Not there when nothing is wrong. */
      readonly problems?: undefined;
    }
  | {
      /** Not there when something is wrong. */
      readonly config?: undefined;
      /** Every problem, at least one. */
      readonly problems: readonly BoostConfigProblem[];
    };

/**
 * Reads the `boost` section of an app-config and checks all of it: each field, unknown keys, and
 * the rules that span fields. Other sections are ignored. Without a `boost` section the result is
 * empty; with one, `boost.security.mode` is required.
 *
 * It is for the backend and for tools: Backstage's frontend gets only part of the section.
 *
 * @param input - the whole app-config, as an object with its variables filled in, or as
 *   Backstage's root `Config` ({@link BackstageConfig})
 * @param options - the registry, where other modules contribute fields
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
 * @param options - the registry, where other modules contribute fields
 * @returns the configuration, or every problem with it
 */
export function checkBoostConfig(
  input: unknown,
  options: BoostConfigOptions = {},
): BoostConfigCheck {
  try {
    return check(input, options.registry ?? boostConfigRegistry);
  } catch {
    // Objects that are no data can throw when they are looked at; what they throw is not passed on.
    return { problems: [unreadable] };
  }
}

function check(input: unknown, registry: ConfigRegistry): BoostConfigCheck {
  const located = locateBoostSection(input);
  if ('problems' in located) return located;
  const index = indexOf(registry);
  const reading: Reading = { values: new Map(), withoutValue: new Set(), problems: [] };
  readSection(index, index.root, { boost: located.section }, reading);
  if (isMapping(located.section)) reading.problems.push(...applyRules(registry.fields, reading));
  if (reading.problems.length > 0) return { problems: reading.problems };
  return { config: nest(index.root, reading.values) };
}

const unreadable: BoostConfigProblem = {
  path: 'boost',
  code: 'unreadable',
  message: 'could not be read: looking at it failed',
  hint: 'Pass plain data, as YAML or JSON gives it, or the root Config of Backstage.',
};

function locateBoostSection(
  input: unknown,
): { section: unknown } | { problems: BoostConfigProblem[] } {
  if (input === unknownConfigValue) return { section: input };
  if (isBackstageConfig(input)) return readBackstageSection(input);
  if (isMapping(input)) return { section: Object.hasOwn(input, 'boost') ? input['boost'] : null };
  return {
    problems: [
      {
        path: 'boost',
        code: 'wrong_type',
        message: 'cannot be read: the configuration is not an object',
        hint: 'Pass the whole app-config as an object, or the root Config of Backstage.',
      },
    ],
  };
}

function isBackstageConfig(input: unknown): input is BackstageConfig {
  return (
    typeof input === 'object' &&
    input !== null &&
    'getOptional' in input &&
    typeof input.getOptional === 'function'
  );
}

function readBackstageSection(
  config: BackstageConfig,
): { section: unknown } | { problems: BoostConfigProblem[] } {
  try {
    return { section: config.getOptional('boost') };
  } catch {
    // What was thrown may quote the file, so it is not passed on.
    return {
      problems: [
        {
          path: 'boost',
          code: 'unreadable',
          message: 'could not be read from the Config of Backstage',
          hint: 'Check with "backstage-cli config:check" that the app-config files can be loaded.',
        },
      ],
    };
  }
}

/** Puts each value that is set at its place, in the order of the registry. */
function nest(section: FieldSection, values: ReadonlyMap<string, unknown>): Mapping {
  const nested = [...section.children].map(([name, child]): [string, unknown] => {
    if (child.kind === 'field') return [name, values.get(child.key)];
    const below = nest(child, values);
    return [name, Object.keys(below).length === 0 ? undefined : below];
  });
  return Object.fromEntries(nested.filter(([, value]) => value !== undefined));
}
