import { isDeepStrictEqual } from 'node:util';
import {
  BoostConfigError,
  type BoostConfigKey,
  type BoostConfigValues,
} from '@rhdh-boost/config-schema';
import type { Knex } from 'knex';
import { checkActor } from './actor.ts';
import { afterCommit } from './caller-transaction.ts';
import type { ChangeFeed } from './change-feed.ts';
import type {
  ByActor,
  ConfigResolver,
  ConfigSource,
  InTransaction,
  ReconcileOptions,
  ResolvedConfigEntry,
  ResolvedValues,
  RollbackResult,
  SetManyResult,
  WriteOptions,
  WriteResult,
} from './config-resolver.ts';
import { type Ciphers, createCiphers } from './encryption-secrets.ts';
import { guardStore } from './guarded-store.ts';
import { type ConfigHealth, readHealth } from './health.ts';
import { type ConfigHistoryEntry, type ConfigHistoryQuery, readHistory } from './history.ts';
import type { ImportReport } from './import-report.ts';
import { importOverrides, planImports } from './import-rows.ts';
import type { ImportSource } from './import-source.ts';
import { frozenCopy } from './json-value.ts';
import { type ConfigSetting, listSettings } from './list-settings.ts';
import { checkNames, type OptionNames, optionNames } from './option-names.ts';
import type { OverrideAccess } from './override-access.ts';
import { type HeldOverrides, OverrideCache } from './override-cache.ts';
import { ProblemReporter } from './override-problem.ts';
import { inTransaction, type OverrideRows } from './override-store.ts';
import { countLegacyRows, planOverrides, reconcileOverrides } from './reconcile.ts';
import { type ReconcileEntry, type ReconcileReport, reportUnused } from './reconcile-report.ts';
import { reencryptOverrides } from './reencrypt.ts';
import {
  listRejected,
  purgeRejected,
  type RejectedSetting,
  type RejectedSettings,
  restoreRejected,
} from './rejected-settings.ts';
import { resolveMany } from './resolve-many.ts';
import { type ConfigResolverOptions, checkOptions } from './resolver-options.ts';
import { changeBack } from './rollback.ts';
import { type ConfigChange, changeOverride, changeOverrides } from './set-many.ts';
import { StoredKeys } from './stored-keys.ts';
import { readOverrides } from './stored-overrides.ts';
import { type ConfigChangeCallback, checkSubscription, Subscriptions } from './subscriptions.ts';
import type { ValueCipher } from './value-cipher.ts';
import { unknownKeyError } from './write-override.ts';
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

/** How the store is read. */
interface StoreReading extends InTransaction {
  readonly names?: readonly string[];
  readonly cipher?: ValueCipher;
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
  readonly #acceptsLegacy: boolean;
  #ciphers: Ciphers;
  /** Own writes go one after another, so that the cache ends with what the store ends with. */
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(options: ConfigResolverOptions) {
    const { store, cache, registry, acceptLegacy } = checkOptions(options);
    this.#acceptsLegacy = acceptLegacy;
    this.#keys = new StoredKeys(registry, options.maxValueBytes);
    this.#defaults = new Map(
      Object.entries(registry.fields).map(([key, { defaultValue }]) => [
        key,
        frozenCopy(defaultValue),
      ]),
    );
    this.#reporter = new ProblemReporter(options);
    this.#store = guardStore(store, {
      maxBytes: this.#keys.limits.largest,
      ready: async () => this.#followChanges()?.ready,
      onLateWrite: () => this.#cache.invalidate(),
      onChange: event => this.#reporter.changed(event),
    });
    this.#openFeed = () =>
      store.changes(keys => this.#noteChange(keys), {
        listen: cache.listen,
        pollMs: (cache.ttlSeconds || 1) * 1000,
      });
    this.#yaml = new YamlValues(options.yaml, registry, this.#reporter, before =>
      this.#forgetYaml(before),
    );
    this.#ciphers = createCiphers(this.#yaml, acceptLegacy);
    this.#subscriptions = new Subscriptions(keys => this.#reporter.callbackFailed(keys));
    this.#cache = new OverrideCache(() => this.#readStore(false), cache, this.#reporter);
  }

  resolve<Key extends BoostConfigKey>(
    key: Key,
    options?: InTransaction,
  ): Promise<BoostConfigValues[Key]>;
  resolve(key: string, options?: InTransaction): Promise<unknown>;
  resolve(key: string, options?: InTransaction): Promise<unknown> {
    if (options !== undefined) return this.#resolveAnew(key, options);
    // This path is short on purpose: a backend resolves the same few values with each request.
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
    const { ifRevision } = options;
    return this.#write(async () => {
      const written = await changeOverride(this.#access(options, optionNames.write), {
        key,
        value,
        ifRevision,
      });
      this.#noteWrite(key, written.value, options);
      return { revision: written.revision ?? '' };
    }, options);
  }

  unset(key: string, options: WriteOptions = {}): Promise<boolean> {
    const { ifRevision } = options;
    return this.#write(async () => {
      const change = { key, unset: true, ifRevision } as const;
      const { wasSet } = await changeOverride(this.#access(options, optionNames.write), change);
      this.#noteWrite(key, undefined, options);
      return wasSet;
    }, options);
  }

  setMany(
    changes: readonly ConfigChange[],
    options: ByActor & InTransaction = {},
  ): Promise<SetManyResult> {
    return this.#write(async () => {
      const written = await changeOverrides(this.#access(options, optionNames.setMany), changes);
      for (const { key, value } of written) this.#noteWrite(key, value, options);
      return { revisions: Object.fromEntries(written.map(each => [each.key, each.revision])) };
    }, options);
  }

  resolveMany<Key extends string>(
    keys: readonly Key[],
    options?: InTransaction,
  ): Promise<ResolvedValues<Key>>;
  async resolveMany(wanted: readonly string[], options: InTransaction = {}): Promise<unknown> {
    checkNames(options, optionNames.inTransaction);
    return resolveMany(wanted, {
      keys: this.#keys,
      valueIn: (overrides, key) => this.#valueIn(overrides, key),
      prepareSecrets: () => this.#ciphers.strict.prepare(),
      readOverrides: reading => this.#readStore(true, { ...reading, ...options }),
    });
  }

  async history(query: ConfigHistoryQuery = {}): Promise<readonly ConfigHistoryEntry[]> {
    return readHistory(this.#access(), query);
  }

  rollback(key: string, revision: string, options: WriteOptions = {}): Promise<RollbackResult> {
    const { ifRevision } = options;
    return this.#write(async () => {
      const access = this.#access(options, optionNames.write);
      const change = { ...(await changeBack(access, key, revision)), ifRevision };
      const written = await changeOverride(access, change, 'rollback');
      this.#noteWrite(key, written.value, options);
      return { revision: written.revision };
    }, options);
  }

  async list(): Promise<readonly ConfigSetting[]> {
    return listSettings(this.#access());
  }

  health(): Promise<ConfigHealth> {
    return readHealth(this.#access(), this.#followChanges()?.source ?? 'poll');
  }

  rejected(): Promise<readonly RejectedSetting[]> {
    return listRejected(this.#store);
  }

  restore(id: number, options: ByActor = {}): Promise<void> {
    return this.#write(async () => {
      await restoreRejected(this.#access(options, optionNames.byActor), id);
      this.#cache.invalidate();
    });
  }

  purge(which: RejectedSettings, options: ByActor = {}): Promise<number> {
    return this.#write(() => purgeRejected(this.#access(options, optionNames.byActor), which));
  }

  importRows(source: ImportSource, options: ByActor = {}): Promise<ImportReport> {
    return this.#write(async () => {
      const report = await importOverrides(this.#access(options, optionNames.byActor), source);
      this.#cache.invalidate();
      return report;
    });
  }

  async reconcile(options: ReconcileOptions = {}): Promise<ReconcileReport> {
    const { dryRun = false, importedFrom } = checkNames(options, optionNames.reconcile);
    checkNames(importedFrom, optionNames.importSource, 'importedFrom');
    const report = await (dryRun
      ? this.#planReconcile()
      : this.#change(options, reconcileOverrides));
    if (importedFrom === undefined) return report;
    return { ...report, imported: await planImports(this.#access(options), importedFrom) };
  }

  async reencrypt(options: ByActor = {}): Promise<ReconcileReport> {
    checkNames(options, optionNames.byActor);
    return this.#change(options, reencryptOverrides);
  }

  subscribe(keys: readonly string[], callback: ConfigChangeCallback): () => void {
    const unique = checkSubscription(this.#keys, keys, callback);
    if (this.#isClosed) return () => undefined;
    // What app-config says today is compared with what it says after a change.
    for (const key of unique) this.#readYaml(key);
    const end = this.#subscriptions.add(unique, callback);
    this.#watchChanges();
    return () => {
      end();
      this.#watchChanges();
    };
  }

  close(): void {
    this.#isClosed = true;
    this.#yaml.close();
    this.#subscriptions.clear();
    this.#feed?.close();
  }

  async #resolveAnew(key: string, options: InTransaction = {}): Promise<unknown> {
    const { transaction } = checkNames(options, optionNames.inTransaction);
    const field = this.#keys.field(key);
    if (field === undefined) throw unknownKeyError({ keys: this.#keys }, key);
    if (field.configScope === 'yaml-only' || this.#keys.isVersionKey(key)) {
      const answer = this.#withoutOverride(key);
      this.#fixed.set(key, Promise.resolve(answer));
      return answer;
    }
    // What is read in a transaction may never be committed: it is not kept for others.
    if (field.sensitive === true || transaction !== undefined) {
      const { strict, lenient } = this.#ciphers;
      const overrides = await this.#readStore(true, {
        names: this.#keys.namesOf(key),
        cipher: field.sensitive === true ? strict.prepare() : lenient,
        transaction,
      });
      return this.#valueIn(overrides, key);
    }
    const held = await this.#cache.get();
    return this.#answerFrom(held, key);
  }

  #answerFrom({ values, answers }: HeldOverrides, key: string): unknown {
    const value = this.#valueIn(values, key);
    answers.set(key, Promise.resolve(value));
    return value;
  }

  /** An override of null clears what app-config says. */
  #valueIn(overrides: ReadonlyMap<string, unknown>, key: string): unknown {
    if (!overrides.has(key)) return this.#withoutOverride(key);
    return overrides.get(key) ?? this.#defaults.get(key);
  }

  #withoutOverride(key: string): unknown {
    if (this.#keys.isVersionKey(key)) return this.#keys.ownerOf(key)?.version;
    return this.#yaml.get(key) ?? this.#defaults.get(key);
  }

  #entry(key: string, overrides: ReadonlyMap<string, unknown>): ResolvedConfigEntry {
    const sensitive = this.#keys.field(key)?.sensitive === true;
    const source = this.#sourceOf(key, overrides);
    if (sensitive) return { value: undefined, source, sensitive };
    return { value: this.#valueIn(overrides, key), source, sensitive };
  }

  #sourceOf(key: string, overrides: ReadonlyMap<string, unknown>): ConfigSource {
    if (overrides.has(key)) return overrides.get(key) === null ? 'default' : 'database';
    return this.#yaml.get(key) === undefined ? 'default' : 'yaml';
  }

  async #readStore(
    withSensitive: boolean,
    { names, cipher = this.#ciphers.lenient, transaction }: StoreReading = {},
  ): Promise<Map<string, unknown>> {
    const rows = await inTransaction(this.#store, transaction).read(names);
    const options = { keys: this.#keys, cipher, reporter: this.#reporter, withSensitive };
    return readOverrides(rows, options);
  }

  #access(
    options: ByActor & InTransaction = {},
    names: OptionNames = optionNames.reconcile,
  ): OverrideAccess {
    const { actor, transaction } = checkNames(options, names);
    return {
      store: inTransaction(this.#store, transaction),
      keys: this.#keys,
      cipher: this.#ciphers.strict,
      lenientCipher: this.#ciphers.lenient,
      yaml: this.#yaml,
      reporter: this.#reporter,
      actor: checkActor(actor),
    };
  }

  /** Makes a write; one in a transaction of the caller is seen by others when that is committed. */
  #write<Result>(
    action: () => Promise<Result>,
    { transaction }: InTransaction = {},
  ): Promise<Result> {
    if (transaction !== undefined) return this.#writeIn(transaction, action);
    const result = this.#lastWrite.then(action);
    // A write that failed may have been committed all the same, when the answer was lost.
    this.#lastWrite = result.catch(() => this.#cache.invalidate());
    return result;
  }

  /** It does not wait for other writes: they may wait for the connection that the transaction has. */
  async #writeIn<Result>(
    transaction: Knex.Transaction,
    action: () => Promise<Result>,
  ): Promise<Result> {
    const result = await action();
    afterCommit(transaction, () => this.#cache.invalidate());
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
      reportUnused(entries, this.#reporter);
      return { entries, legacyRows: countLegacyRows(await this.#store.read(), access) };
    });
  }

  async #planReconcile(): Promise<ReconcileReport> {
    const access = this.#access({});
    const rows = await this.#store.read();
    return {
      entries: planOverrides(access, rows),
      legacyRows: countLegacyRows(rows, access),
    };
  }

  #noteWrite(key: string, value: unknown, { transaction }: InTransaction): void {
    if (transaction !== undefined || this.#keys.field(key)?.sensitive === true) return;
    this.#cache.noteWrite(key, value);
  }

  #followChanges(): ChangeFeed | undefined {
    if (!this.#isClosed) this.#feed ??= this.#openFeed();
    return this.#feed;
  }

  /** Keys are reported while somebody subscribes to them. */
  #watchChanges(): void {
    this.#followChanges()?.watch(!this.#isClosed && !this.#subscriptions.isEmpty);
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
    this.#ciphers = createCiphers(this.#yaml, this.#acceptsLegacy);
    this.#fixed.clear();
    this.#cache.held?.answers.clear();
    const changed = [...this.#subscriptions.keys].filter(
      key => !isDeepStrictEqual(before.get(key), this.#readYaml(key)),
    );
    this.#subscriptions.notify(new Set(changed));
  }

  /** What app-config says of a field; undefined when it cannot be read at all: then `resolve` throws. */
  #readYaml(key: string): YamlReading | undefined {
    try {
      return this.#yaml.read(key);
    } catch {
      return undefined;
    }
  }
}
