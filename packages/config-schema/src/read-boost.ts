import type { ConfigRegistry } from './combine-config-fields.ts';
import { judgeDefaultAgent } from './default-agent.ts';
import type { FieldSection } from './field-tree.ts';
import { findLikelyMistakes } from './likely-mistakes.ts';
import { isMapping, type Mapping } from './mapping.ts';
import type { BoostConfigProblem } from './problem.ts';
import { indexOf } from './registry-index.ts';
import { applyRules } from './rules.ts';
import { type Reading, readSection } from './section.ts';
import { unknownConfigValue } from './unknown-value.ts';

/** The part of Backstage's `Config` that is read here; its own type fits. */
export interface BackstageConfig {
  /** The merged value at a key, or the whole configuration; undefined when nothing is set. */
  getOptional(key?: string): unknown;
}

/** The `boost` section of an app-config, as far as it could be read. */
export interface BoostReading {
  /** The values that passed, by key. */
  readonly values: ReadonlyMap<string, unknown>;
  /** Everything that is wrong. */
  readonly problems: readonly BoostConfigProblem[];
  /** What is accepted and probably meant otherwise. */
  readonly warnings: readonly BoostConfigProblem[];
}

/** What a configuration is read for. */
export interface ReadingOptions {
  /**
   * Whether a field that was probably meant by a misspelt key counts as set, so that one slip is one problem:
   * for a check of the whole section, not for the part that one package reads.
   */
  readonly meantIsSet: boolean;
  /** The fields that one package reads; undefined for a check of the whole section. */
  readonly keys?: readonly string[];
}

/** Reads the `boost` section by all fields of a registry, and applies the rules that span fields. */
export function readBoost(
  input: unknown,
  registry: ConfigRegistry,
  options: ReadingOptions,
): BoostReading {
  try {
    return read(input, registry, options);
  } catch {
    // Objects that are no data can throw when they are looked at; what they throw is not passed on.
    return { values: new Map(), problems: [unreadable], warnings: [] };
  }
}

function read(
  input: unknown,
  registry: ConfigRegistry,
  { meantIsSet, keys }: ReadingOptions,
): BoostReading {
  const located = locateBoostSection(input);
  if ('problems' in located) return { values: new Map(), problems: located.problems, warnings: [] };
  const index = indexOf(registry);
  const whole = { boost: located.section };
  const reading: Reading = {
    isSet: key => (valueAt(whole, key) ?? '') !== '',
    values: new Map(),
    withoutValue: new Set(),
    refusedLists: new Map(),
    empty: new Set(),
    meant: new Set(),
    problems: [],
  };
  readSection(index, index.root, whole, reading);
  if (isMapping(located.section)) {
    const { values, withoutValue, empty, meant, problems } = reading;
    const set = meantIsSet ? new Set([...withoutValue, ...meant]) : withoutValue;
    const found = applyRules(registry.fields, { values, withoutValue: set, keys });
    problems.push(...found.map(problem => (empty.has(problem.path) ? explain(problem) : problem)));
    problems.push(...judgeDefaultAgent(reading, key => meantIsSet && meant.has(key)));
  }
  return {
    ...reading,
    warnings: findLikelyMistakes(registry.fields, reading.values, key => valueOutside(input, key)),
  };
}

/** Whoever sees the key in the file would not call it missing. */
function explain({ hint, ...problem }: BoostConfigProblem): BoostConfigProblem {
  const cause = 'It is set to an empty text, which counts as not set: check its variable or file.';
  return { ...problem, hint: `${hint} ${cause}` };
}

const unreadable: BoostConfigProblem = {
  path: 'boost',
  code: 'unreadable',
  message: 'could not be read',
  hint: 'Pass plain data, as a parser of YAML or JSON returns it, or the root Config of Backstage.',
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
          hint: 'Run "backstage-cli config:check" to see which app-config file cannot be loaded.',
        },
      ],
    };
  }
}

/** A value of a section beside `boost`; undefined where there is none, or where it cannot be read. */
function valueOutside(input: unknown, key: string): unknown {
  try {
    if (isBackstageConfig(input)) return input.getOptional(key);
    return valueAt(input, key);
  } catch {
    return undefined;
  }
}

function valueAt(input: unknown, key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>(
      (part, name) => (isMapping(part) && Object.hasOwn(part, name) ? part[name] : undefined),
      input,
    );
}

/** Puts each value that is set at its place, in the order of the registry. */
export function nestValues(section: FieldSection, values: ReadonlyMap<string, unknown>): Mapping {
  const nested = [...section.children].map(([name, child]): [string, unknown] => {
    if (child.kind === 'field') return [name, values.get(child.key)];
    const below = nestValues(child, values);
    return [name, Object.keys(below).length === 0 ? undefined : below];
  });
  return Object.fromEntries(nested.filter(([, value]) => value !== undefined));
}
