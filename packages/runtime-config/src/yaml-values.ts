import {
  type BackstageConfig,
  BoostConfigError,
  type BoostConfigKey,
  type BoostConfigProblem,
  type ConfigRegistry,
  isConfigValueSet,
  parseBoostConfigPart,
  readConfigValue,
} from '@rhdh-boost/config-schema';
import { frozenCopy } from './json-value.ts';
import { ConfigOverrideError } from './override-error.ts';
import type { ProblemReporter } from './override-problem.ts';

/** A Backstage `Config` that reports changes, as the root Config of a backend does. */
export interface ObservableConfig extends BackstageConfig {
  /** Calls back after each change, until `unsubscribe` is called. */
  subscribe?(onChange: () => void): ConfigSubscription;
}

/** What `subscribe` returns. */
export interface ConfigSubscription {
  /** Ends it. */
  unsubscribe(): void;
}

/** What a field has in app-config. */
export type YamlReading =
  | { readonly value: unknown }
  | { readonly problems: readonly BoostConfigProblem[] };

const defaultAgent: BoostConfigKey = 'boost.providers.kagenti.defaultAgent';

/** What app-config says of each field, read when it is first asked for and again after a change. */
export class YamlValues {
  readonly #input: unknown;
  readonly #registry: ConfigRegistry;
  readonly #readings = new Map<string, YamlReading>();
  readonly #subscription: ConfigSubscription | undefined;
  readonly #reporter: ProblemReporter;
  #section: unknown;
  #isRead = false;

  /**
   * @param reporter - receives the problem of an app-config without a `boost` section
   * @param onChange - called after app-config has changed, with what was read before; never for a plain object
   */
  constructor(
    input: unknown,
    registry: ConfigRegistry,
    reporter: ProblemReporter,
    onChange: (before: ReadonlyMap<string, YamlReading>) => void,
  ) {
    this.#input = input;
    this.#registry = registry;
    this.#reporter = reporter;
    try {
      if (typeof input !== 'object' || input === null || Array.isArray(input)) throw noObject();
      if (!isBackstageConfig(input)) return;
      this.#subscription = input.subscribe?.(() => {
        const before = new Map(this.#readings);
        this.#readings.clear();
        this.#isRead = false;
        onChange(before);
      });
    } catch {
      // What an object throws when it is read may contain a value.
      throw noObject();
    }
  }

  /**
   * The value of a field; undefined when it is not set, and for a field of the database alone.
   *
   * @throws BoostConfigError that names the field, when it does not accept what app-config says
   */
  get(key: string): unknown {
    const reading = this.read(key);
    if ('problems' in reading) throw new BoostConfigError(reading.problems);
    return reading.value;
  }

  /** The same, for those who collect the problems. */
  read(key: string): YamlReading {
    let reading = this.#readings.get(key);
    if (reading === undefined) {
      reading = this.#judge(key);
      this.#readings.set(key, reading);
    }
    return reading;
  }

  /** Stops listening to changes. */
  close(): void {
    this.#subscription?.unsubscribe();
  }

  /**
   * What app-config contains at a key, unchecked; undefined when it is not set.
   *
   * @throws BoostConfigError that names the key, when reading it fails
   */
  raw(key: string): unknown {
    const section = this.#boostSection();
    try {
      return valueBelow(section, key);
    } catch {
      throw new BoostConfigError([unreadable(key)]);
    }
  }

  #judge(key: string): YamlReading {
    if (this.#registry.fields[key]?.configScope === 'db-only') return { value: undefined };
    const section = this.#boostSection();
    try {
      const raw = valueBelow(section, key);
      if (!isConfigValueSet(key, raw, this.#registry)) return { value: undefined };
      if (key === defaultAgent && !String(raw).includes('/')) return this.#readDefaultAgent();
      const { value, problems } = readConfigValue(key, raw, this.#registry);
      return problems === undefined ? { value: frozenCopy(value) } : { problems };
    } catch {
      return { problems: [unreadable(key)] };
    }
  }

  /** A name alone is completed by the namespaces, so that the field cannot be read without them. */
  #readDefaultAgent(): YamlReading {
    try {
      const input = { boost: this.#boostSection() };
      const use = { keys: [defaultAgent], sections: [], registry: this.#registry };
      const { boost } = parseBoostConfigPart(input, use).config;
      return { value: boost?.providers?.kagenti?.defaultAgent };
    } catch (error) {
      if (error instanceof BoostConfigError) return { problems: error.problems };
      throw error;
    }
  }

  #boostSection(): unknown {
    if (!this.#isRead) {
      this.#section = readBoostSection(this.#input);
      this.#isRead = true;
      if (this.#section === undefined) this.#reportForgottenLevel();
    }
    return this.#section;
  }

  /**
   * Where `boost` itself was left out, or its section was passed alone, every field would be unset
   * silently. A name of the root may belong to another plugin, so that it is no error.
   */
  #reportForgottenLevel(): void {
    const root = isBackstageConfig(this.#input) ? this.#input.getOptional() : this.#input;
    const sections = new Set(Object.keys(this.#registry.fields).map(key => key.split('.')[1]));
    const names = Object.keys(Object(root)).filter(name => sections.has(name));
    if (names.length > 0) this.#reporter.boostMissing(names);
  }
}

function noObject(): ConfigOverrideError {
  return new ConfigOverrideError({
    code: 'invalid_option',
    message: 'The option yaml must be an object that can be read.',
    hint: 'Pass the whole app-config as an object, or the root Config of Backstage.',
  });
}

/** Objects that are no data can throw when they are read; what they throw is not passed on. */
function unreadable(path: string): BoostConfigProblem {
  return {
    path,
    code: 'unreadable',
    message: 'could not be read: reading it threw an error',
    hint: 'Pass plain data, as a parser of YAML or JSON returns it, or the root Config of Backstage.',
  };
}

function readBoostSection(input: unknown): unknown {
  let isConfig = false;
  try {
    isConfig = isBackstageConfig(input);
    return isBackstageConfig(input) ? input.getOptional('boost') : ownProperty(input, 'boost');
  } catch {
    // What was thrown may quote the file, so it is not passed on.
    throw new BoostConfigError([isConfig ? unreadableConfig : unreadable('boost')]);
  }
}

const unreadableConfig: BoostConfigProblem = {
  path: 'boost',
  code: 'unreadable',
  message: 'could not be read from the Config of Backstage',
  hint: 'Check with "backstage-cli config:check" that the app-config files can be loaded.',
};

function isBackstageConfig(input: unknown): input is ObservableConfig {
  return (
    typeof input === 'object' &&
    input !== null &&
    'getOptional' in input &&
    typeof input.getOptional === 'function'
  );
}

/** What is at a key below the `boost` section; undefined when it is not set. */
function valueBelow(section: unknown, key: string): unknown {
  return key.split('.').slice(1).reduce(ownProperty, section) ?? undefined;
}

function ownProperty(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}
