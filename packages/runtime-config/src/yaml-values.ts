import {
  type BackstageConfig,
  BoostConfigError,
  type BoostConfigProblem,
  type ConfigRegistry,
  readConfigValue,
} from '@rhdh-boost/config-schema';
import { frozenCopy } from './json-value.ts';
import { ConfigOverrideError } from './override-error.ts';
import type { ProblemReporter } from './override-problem.ts';

/** A Backstage `Config` that tells of changes, as the root Config of a backend does. */
export interface ObservableConfig extends BackstageConfig {
  /** Calls back after each change, until `unsubscribe` is called. */
  subscribe?(onChange: () => void): ConfigSubscription;
}

/** What `subscribe` gives. */
export interface ConfigSubscription {
  /** Ends it. */
  unsubscribe(): void;
}

type Reading = { readonly value: unknown } | { readonly problems: readonly BoostConfigProblem[] };

/** What app-config says of each field, read when it is first asked for and again after a change. */
export class YamlValues {
  readonly #input: unknown;
  readonly #registry: ConfigRegistry;
  readonly #readings = new Map<string, Reading>();
  readonly #subscription: ConfigSubscription | undefined;
  readonly #reporter: ProblemReporter;
  #section: unknown;
  #isRead = false;

  /**
   * @param reporter - told of an app-config without a `boost` section
   * @param onChange - called after app-config has changed; never for a plain object
   */
  constructor(
    input: unknown,
    registry: ConfigRegistry,
    reporter: ProblemReporter,
    onChange: () => void,
  ) {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      throw new ConfigOverrideError({
        code: 'invalid_option',
        message: 'The option yaml must be an object.',
        hint: 'Pass the whole app-config as an object, or the root Config of Backstage.',
      });
    }
    this.#input = input;
    this.#registry = registry;
    this.#reporter = reporter;
    if (!isBackstageConfig(input)) return;
    this.#subscription = input.subscribe?.(() => {
      this.#readings.clear();
      this.#isRead = false;
      onChange();
    });
  }

  /**
   * The value of a field; undefined when it is not set, and for a field of the database alone.
   *
   * @throws BoostConfigError that names the field, when it does not take what app-config says
   */
  get(key: string): unknown {
    const reading = this.read(key);
    if ('problems' in reading) throw new BoostConfigError(reading.problems);
    return reading.value;
  }

  /** The same, for those who collect the problems. */
  read(key: string): Reading {
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

  /** What app-config holds at a key, unread; undefined when it is not set. */
  raw(key: string): unknown {
    return key.split('.').slice(1).reduce(ownProperty, this.#boostSection()) ?? undefined;
  }

  #judge(key: string): Reading {
    if (this.#registry.fields[key]?.configScope === 'db-only') return { value: undefined };
    const raw = this.raw(key);
    if (raw === undefined) return { value: undefined };
    const { value, problems } = readConfigValue(key, raw, this.#registry);
    return problems === undefined ? { value: frozenCopy(value) } : { problems };
  }

  #boostSection(): unknown {
    if (!this.#isRead) {
      this.#section = readBoostSection(this.#input);
      this.#isRead = true;
      if (this.#section === undefined) this.#tellForgottenLevel();
    }
    return this.#section;
  }

  /**
   * Where `boost` itself was left out, or its section was passed alone, every field would be unset
   * without a word. A name of the root may be somebody else's, so that it is no error.
   */
  #tellForgottenLevel(): void {
    const root = isBackstageConfig(this.#input) ? this.#input.getOptional() : this.#input;
    const sections = new Set(Object.keys(this.#registry.fields).map(key => key.split('.')[1]));
    const names = Object.keys(Object(root)).filter(name => sections.has(name));
    if (names.length > 0) this.#reporter.boostMissing(names);
  }
}

function readBoostSection(input: unknown): unknown {
  if (!isBackstageConfig(input)) return ownProperty(input, 'boost');
  try {
    return input.getOptional('boost');
  } catch {
    // What was thrown may quote the file, so it is not passed on.
    throw new BoostConfigError([
      {
        path: 'boost',
        code: 'unreadable',
        message: 'could not be read from the Config of Backstage',
        hint: 'Check with "backstage-cli config:check" that the app-config files can be loaded.',
      },
    ]);
  }
}

function isBackstageConfig(input: unknown): input is ObservableConfig {
  return (
    typeof input === 'object' &&
    input !== null &&
    'getOptional' in input &&
    typeof input.getOptional === 'function'
  );
}

function ownProperty(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}
