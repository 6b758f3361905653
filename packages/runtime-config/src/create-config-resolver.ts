import { isDeepStrictEqual } from 'node:util';
import {
  BoostConfigError,
  type BoostConfigKey,
  type BoostConfigValues,
  readConfigValue,
  validateConfigValue,
} from '@rhdh-boost/config-schema';
import type { ChangeFeed } from './change-feed.ts';
import type {
  ByActor,
  ConfigResolver,
  ConfigSource,
  InTransaction,
  ResolvedConfigEntry,
  WriteOptions,
  WriteResult,
} from './config-resolver.ts';
import { guardStore } from './guarded-store.ts';
import { frozenCopy } from './json-value.ts';
import type { OverrideAccess } from './override-access.ts';
import { type HeldOverrides, OverrideCache } from './override-cache.ts';
import { ProblemReporter } from './override-problem.ts';
import type { OverrideRows } from './override-store.ts';
import { countLegacyRows, reconcileOverrides } from './reconcile.ts';
import { type ReconcileEntry, type ReconcileReport, tellOf } from './reconcile-report.ts';
import { reencryptOverrides } from './reencrypt.ts';
import { type ConfigResolverOptions, checkOptions } from './resolver-options.ts';
import { StoredKeys } from './stored-keys.ts';
import { readOverrides } from './stored-overrides.ts';
import { type ConfigChangeCallback, Subscriptions } from './subscriptions.ts';
import { type EncryptionSecrets, ValueCipher } from './value-cipher.ts';
import { removeOverride, unknownKeyError, writeOverride } from './write-override.ts';
import { type YamlReading, YamlValues } from './yaml-values.ts';

/**
 * Makes the resolver of the configuration at run time.
 *
 * @param options - app-config, the store of overrides, and what else differs from the defaults
 * @throws ConfigOverrideError `invalid_option`
 */
export function createConfigResolver(options: ConfigResolverOptions): ConfigResolver {
  return new OverridingResolver(options);
}

class OverridingResolver implements ConfigResolver {
  readonly #yaml: YamlValues;
  readonly #store: OverrideRows;
  readonly #keys: StoredKeys;
  readonly #reporter: ProblemReporter;
  readonly #cache: OverrideCache;
  /** Answers that no override changes. */
  readonly #fixed = new Map<string, Promise<unknown>>();
  /** The registry's own lists are not handed out: a caller could change them for all. */
  readonly #defaults: ReadonlyMap<string, unknown>;
  readonly #subscriptions: Subscriptions;
  readonly #openFeed: () => ChangeFeed;
  /** Opened by the first read of overrides, or the first subscription. */
  #feed: ChangeFeed | undefined;
  #isClosed = false;
  #ciphers = this.#makeCiphers();
  /** Own writes go one after another, so that the cache ends with what the store ends with. */
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(options: ConfigResolverOptions) {
    const { store, cache, registry } = checkOptions(options);
    this.#keys = new StoredKeys(registry);
    this.#defaults = new Map(
      Object.entries(registry.fields).map(([key, { defaultValue }]) => [
        key,
        frozenCopy(defaultValue),
      ]),
    );
    this.#store = guardStore(
      store,
      async () => this.#followChanges()?.ready,
      () => this.#cache.invalidate(),
    );
    this.#openFeed = () =>
      store.changes(keys => this.#noteChange(keys), {
        listen: cache.listen,
        pollMs: (cache.ttlSeconds || 1) * 1000,
      });
    this.#reporter = new ProblemReporter(options);
    this.#yaml = new YamlValues(options.yaml, registry, this.#reporter, before =>
      this.#forgetYaml(before),
    );
    this.#subscriptions = new Subscriptions(keys => this.#reporter.callbackFailed(keys));
    this.#cache = new OverrideCache(() => this.#readStore(false), cache, this.#reporter);
  }

  resolve<Key extends BoostConfigKey>(
    key: Key,
    options?: InTransaction,
  ): Promise<BoostConfigValues[Key]>;
  resolve(key: string, options?: InTransaction): Promise<unknown>;
  resolve(key: string): Promise<unknown> {
    // This way is short on purpose: a backend asks for the same few values with each request.
    const { held } = this.#cache;
    const answer = held?.answers.get(key);
    if (held !== undefined && answer !== undefined && performance.now() < held.until) return answer;
    return this.#fixed.get(key) ?? this.#resolveAnew(key);
  }

  async resolveAll(): Promise<Readonly<Record<string, ResolvedConfigEntry>>> {
    const overrides = await this.#readStore(true);
    const readings = Object.keys(this.#keys.registry.fields).map(
      key => [key, this.#yaml.read(key)] as const,
    );
    const problems = readings.flatMap(([key, reading]) =>
      'problems' in reading && !overrides.has(key) ? reading.problems : [],
    );
    if (problems.length > 0) throw new BoostConfigError(problems);
    return Object.fromEntries(readings.map(([key]) => [key, this.#entry(key, overrides)]));
  }

  set(key: string, value: unknown, options: WriteOptions = {}): Promise<WriteResult> {
    return this.#write(async () => {
      const written = await writeOverride(this.#access(options), key, value);
      this.#noteWrite(key, written.value);
      return { revision: written.revision };
    });
  }

  unset(key: string, options: WriteOptions = {}): Promise<boolean> {
    return this.#write(async () => {
      const wasSet = await removeOverride(this.#access(options), key);
      this.#noteWrite(key, undefined);
      return wasSet;
    });
  }

  // setMany and resolveMany: helper "writes".
  setMany = notBuilt;
  resolveMany = notBuilt;

  // history, rollback, list and health: helper "history".
  history = notBuilt;
  rollback = notBuilt;
  list = notBuilt;
  health = notBuilt;

  // rejected, restore and purge: helper "writes".
  rejected = notBuilt;
  restore = notBuilt;
  purge = notBuilt;

  // importRows and the dry run of reconcile: helper "boostdata".
  importRows = notBuilt;

  reconcile(options: ByActor = {}): Promise<ReconcileReport> {
    return this.#change(options, reconcileOverrides);
  }

  reencrypt(options: ByActor = {}): Promise<ReconcileReport> {
    return this.#change(options, reencryptOverrides);
  }

  subscribe(keys: readonly string[], callback: ConfigChangeCallback): () => void {
    const unknown = keys.find(key => this.#keys.field(key) === undefined);
    if (unknown !== undefined) throw unknownKeyError({ keys: this.#keys }, unknown);
    // What app-config says today is compared with what it says after a change.
    for (const key of keys) this.#readYaml(key);
    const end = this.#subscriptions.add(keys, callback);
    this.#followChanges()?.watch(true);
    return () => {
      end();
      this.#feed?.watch(!this.#subscriptions.isEmpty);
    };
  }

  close(): void {
    this.#isClosed = true;
    this.#yaml.close();
    this.#subscriptions.clear();
    this.#feed?.close();
  }

  async #resolveAnew(key: string): Promise<unknown> {
    const field = this.#keys.field(key);
    if (field === undefined) throw unknownKeyError({ keys: this.#keys }, key);
    if (field.configScope === 'yaml-only' || this.#keys.isVersionKey(key)) {
      const answer = this.#withoutOverride(key);
      this.#fixed.set(key, Promise.resolve(answer));
      return answer;
    }
    if (field.sensitive === true) {
      const names = this.#keys.namesOf(key);
      const overrides = await this.#readStore(true, names, this.#ciphers.strict.prepare());
      return overrides.get(key) ?? this.#withoutOverride(key);
    }
    const held = await this.#cache.get();
    return this.#answerFrom(held, key);
  }

  #answerFrom({ values, answers }: HeldOverrides, key: string): unknown {
    const value = values.has(key) ? values.get(key) : this.#withoutOverride(key);
    answers.set(key, Promise.resolve(value));
    return value;
  }

  #withoutOverride(key: string): unknown {
    if (this.#keys.isVersionKey(key)) return this.#keys.ownerOf(key)?.version;
    return this.#yaml.get(key) ?? this.#defaults.get(key);
  }

  #entry(key: string, overrides: ReadonlyMap<string, unknown>): ResolvedConfigEntry {
    const sensitive = this.#keys.field(key)?.sensitive === true;
    const source = this.#sourceOf(key, overrides);
    if (sensitive) return { value: undefined, source, sensitive };
    const value = source === 'database' ? overrides.get(key) : this.#withoutOverride(key);
    return { value, source, sensitive };
  }

  #sourceOf(key: string, overrides: ReadonlyMap<string, unknown>): ConfigSource {
    if (overrides.has(key)) return 'database';
    return this.#yaml.get(key) === undefined ? 'default' : 'yaml';
  }

  async #readStore(
    withSensitive: boolean,
    names?: readonly string[],
    cipher: ValueCipher = this.#ciphers.lenient,
  ): Promise<Map<string, unknown>> {
    const rows = await this.#store.read(names);
    const options = { keys: this.#keys, cipher, reporter: this.#reporter, withSensitive };
    return readOverrides(rows, options);
  }

  #access({ actor }: ByActor): OverrideAccess {
    return {
      store: this.#store,
      keys: this.#keys,
      cipher: this.#ciphers.strict,
      reporter: this.#reporter,
      actor: actor ?? null,
    };
  }

  /**
   * The secrets are read when a value is to be encrypted or opened, so that a bad one is no concern
   * of other values. Who asks for a secret or writes one is told of it; where all values are read,
   * those that do not open are left out like any others.
   */
  #makeCiphers(): { readonly strict: ValueCipher; readonly lenient: ValueCipher } {
    const read = (): EncryptionSecrets => {
      const current = this.#secrets('boost.encryptionSecret');
      const previous = this.#secrets('boost.previousEncryptionSecrets') ?? [];
      return {
        current,
        previous: previous.filter(isEncryptionSecret),
        legacyOnly: previous.filter(text => !isEncryptionSecret(text)),
      };
    };
    const readLeniently = () => {
      try {
        return read();
      } catch {
        return { current: undefined, previous: [], legacyOnly: [] };
      }
    };
    return { strict: new ValueCipher(read), lenient: new ValueCipher(readLeniently) };
  }

  /** These two are read by Boost's own fields, whatever other fields there are. */
  #secrets<Key extends 'boost.encryptionSecret' | 'boost.previousEncryptionSecrets'>(
    key: Key,
  ): BoostConfigValues[Key] {
    return validateConfigValue(key, this.#yaml.raw(key));
  }

  #write<Result>(action: () => Promise<Result>): Promise<Result> {
    const result = this.#lastWrite.then(action);
    // A write that failed may have been committed all the same, when the answer was lost.
    this.#lastWrite = result.catch(() => this.#cache.invalidate());
    return result;
  }

  #change(
    options: ByActor,
    action: (access: OverrideAccess) => Promise<ReconcileEntry[]>,
  ): Promise<ReconcileReport> {
    return this.#write(async () => {
      const access = this.#access(options);
      const entries = await action(access);
      this.#cache.invalidate();
      tellOf(entries, this.#reporter);
      return { entries, legacyRows: await countLegacyRows(access) };
    });
  }

  #noteWrite(key: string, value: unknown): void {
    if (this.#keys.field(key)?.sensitive === true) return;
    this.#cache.noteWrite(key, value);
  }

  #followChanges(): ChangeFeed | undefined {
    if (!this.#isClosed) this.#feed ??= this.#openFeed();
    return this.#feed;
  }

  /** Undefined when any override may have changed. */
  #noteChange(keys: readonly string[] | undefined): void {
    this.#cache.expire();
    const { fields } = this.#keys.registry;
    const changed =
      keys?.flatMap(key => [key, ...this.#keys.laterNames(key)]) ??
      Object.keys(fields).filter(key => fields[key]?.configScope !== 'yaml-only');
    this.#subscriptions.notify(new Set(changed));
  }

  #forgetYaml(before: ReadonlyMap<string, YamlReading>): void {
    this.#ciphers = this.#makeCiphers();
    this.#fixed.clear();
    this.#cache.held?.answers.clear();
    const changed = [...this.#subscriptions.keys].filter(
      key => !isDeepStrictEqual(before.get(key), this.#readYaml(key)),
    );
    this.#subscriptions.notify(new Set(changed));
  }

  /** What app-config says of a field; undefined when it cannot be read at all, which its readers are told. */
  #readYaml(key: string): YamlReading | undefined {
    try {
      return this.#yaml.read(key);
    } catch {
      return undefined;
    }
  }
}

function notBuilt(): never {
  throw new Error('This is not built yet.');
}

/** Whether a secret is long enough to encrypt with, by the rule of its field. */
function isEncryptionSecret(text: string): boolean {
  return readConfigValue('boost.encryptionSecret', text).problems === undefined;
}
