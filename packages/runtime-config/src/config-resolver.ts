import type { BoostConfigKey, BoostConfigValues } from '@rhdh-boost/config-schema';
import type { Knex } from 'knex';
import type { ConfigHealth } from './health.ts';
import type { ConfigHistoryEntry, ConfigHistoryQuery } from './history.ts';
import type { ImportReport } from './import-report.ts';
import type { ImportSource } from './import-source.ts';
import type { ConfigSetting } from './list-settings.ts';
import type { ReconcileReport } from './reconcile-report.ts';
import type { RejectedSetting, RejectedSettings } from './rejected-settings.ts';
import type { ConfigChange } from './set-many.ts';
import type { ConfigChangeCallback } from './subscriptions.ts';

/**
 * Where a value comes from: an override, app-config, or the field's `defaultValue`. A field that is
 * set nowhere and has no default is undefined, and `default`.
 */
export type ConfigSource = 'database' | 'yaml' | 'default';

/** One value, and where it comes from. */
export interface ResolvedConfigEntry {
  /** The value; always undefined when it is sensitive, so that a list of settings can be shown. */
  readonly value: unknown;
  /** Where it comes from. */
  readonly source: ConfigSource;
  /** Whether the value is a secret, which `resolve` returns. */
  readonly sensitive: boolean;
}

/** The values that `resolveMany` returns, by key. */
export type ResolvedValues<Key extends string> = {
  readonly [Each in Key]: Each extends BoostConfigKey ? BoostConfigValues[Each] : unknown;
};

/** What a write returns. */
export interface WriteResult {
  /** The revision of the override that was written, for the next `ifRevision`. */
  readonly revision: string;
}

/** What `rollback` returns. */
export interface RollbackResult {
  /** The revision of the override; null when the key has none any more. */
  readonly revision: string | null;
}

/** What `setMany` returns. */
export interface SetManyResult {
  /** The revision of each override by key; null for one that was removed. */
  readonly revisions: Readonly<Record<string, string | null>>;
}

/** In which transaction a call reads or writes. */
export interface InTransaction {
  /**
   * The caller's own transaction, on the Knex of the store. The call then reads and writes in it, and takes no
   * other connection; other administrators' writes wait until it ends.
   */
  readonly transaction?: Knex.Transaction | undefined;
}

/** Who makes a change. */
export interface ByActor {
  /** Who asked for it, such as `user:default/ada`: at most 255 characters. It is stored and logged. */
  readonly actor?: string | undefined;
}

/** How one override is written. */
export interface WriteOptions extends ByActor, InTransaction {
  /**
   * The revision that the caller has seen; null for a key without an override. The write fails with `conflict`
   * when the override has another revision now, or none. A key with rows under former names has the revision
   * of the row that decides its value: the one that was written last, also when it cannot be used.
   *
   * @defaultValue none: the last write is kept
   */
  readonly ifRevision?: string | null | undefined;
}

/** How `reconcile` is run. */
export interface ReconcileOptions extends ByActor {
  /**
   * Whether nothing is written, and the report says what would become of each row.
   *
   * @defaultValue false
   */
  readonly dryRun?: boolean | undefined;
  /**
   * Boost's table: the report says which of its rows were changed since they were imported, and what
   * `importRows` would import. Nothing is imported.
   *
   * @defaultValue none
   */
  readonly importedFrom?: ImportSource | undefined;
}

/**
 * The configuration at run time. A value is the override of an administrator where there is one,
 * then that of app-config, then the field's default. `yaml-only` fields have no override, `db-only`
 * fields no value in app-config.
 *
 * An override that cannot be used (its field does not accept it, or it cannot be decrypted or migrated) is
 * ignored and reported, and app-config or the default is used: one bad row must not stop a backend.
 *
 * Two errors are thrown. `BoostConfigError` of `@rhdh-boost/config-schema` is about a key that the registry
 * does not have, or a value that its field does not accept; each of its `problems` has `path`, `code`,
 * `message` and `hint`. `ConfigOverrideError` is about storing a value, and has `code` and `hint` itself.
 */
export interface ConfigResolver {
  /**
   * The value of a field; undefined when it is set nowhere. Lists and objects are frozen. A sensitive
   * value is read from the database each time.
   *
   * @param key - a key of the registry; the value of a contributed one is `unknown`
   * @throws BoostConfigError for a key that the registry does not have, for a value in app-config
   *   that its field does not accept, and for a sensitive field if `boost.encryptionSecret` is not valid
   * @throws ConfigOverrideError `store_unavailable`, or `unsuitable_database`, when the database does
   *   not answer or is not one that can be used, and no values that were read before may be used
   */
  resolve<Key extends BoostConfigKey>(
    key: Key,
    options?: InTransaction,
  ): Promise<BoostConfigValues[Key]>;
  /** The same for a contributed key. */
  resolve(key: string, options?: InTransaction): Promise<unknown>;
  /**
   * The values of several fields as they were at one moment, secrets included. The database is read each
   * time, with one query: for one value that is asked for often, `resolve` is faster.
   *
   * @param keys - keys of the registry, also of `yaml-only` fields; a key that is listed twice is read once
   * @returns the values by key, frozen; undefined for a field that is set nowhere
   * @throws BoostConfigError that names every key that the registry does not have; otherwise every value in
   *   app-config that its field does not accept, `boost.encryptionSecret` included when a secret is asked for
   * @throws ConfigOverrideError `store_unavailable` or `unsuitable_database`. No older values are used
   */
  resolveMany<Key extends string>(
    keys: readonly Key[],
    options?: InTransaction,
  ): Promise<ResolvedValues<Key>>;
  /**
   * Every field of the registry as a form needs it, read from the database now in one query. A field that
   * app-config sets wrongly, or an override that is not used, does not fail the list: the entry says what is
   * wrong. Everything in it can be written as JSON. Of a secret it says whether and where it is set.
   *
   * @throws ConfigOverrideError `missing_table`, `store_unavailable` or `unsuitable_database`
   */
  list(): Promise<readonly ConfigSetting[]>;
  /**
   * Every field of the registry with its value and source, by key, read from the database now. A
   * sensitive value is left out.
   *
   * @throws BoostConfigError with every value in app-config that its field does not accept, a bad
   *   `boost.encryptionSecret` included
   * @throws ConfigOverrideError `store_unavailable` or `unsuitable_database`
   */
  resolveAll(): Promise<Readonly<Record<string, ResolvedConfigEntry>>>;
  /**
   * Stores an override, over any that is there. This resolver sees it immediately, those of other replicas
   * within their cache's time. Text becomes a number or boolean where the field is one. Null stores that the
   * field has no value: it clears what app-config says, and the default applies if there is one.
   *
   * The value is checked by its field, and by the rules between fields (`checkBoostConfig`) on the effective
   * configuration: overrides, then app-config, then defaults. Only a problem that this change adds refuses
   * it, so an app-config that is incomplete already blocks nothing. No other write can come between this
   * check and the write.
   *
   * @throws BoostConfigError when the field or a rule between fields does not accept the value, the registry
   *   does not have the key, or the field is sensitive and `boost.encryptionSecret` is not valid
   * @throws ConfigOverrideError `conflict` with `currentRevision` when `ifRevision` names another revision;
   *   `invalid_option`, `not_overridable`, `not_storable`, `too_large`, `no_encryption_secret`,
   *   `store_unavailable` or `unsuitable_database`. Nothing is written then, unless the database did not answer
   *   for ten seconds: it may have committed the write, and the next `resolve` shows it
   */
  set<Key extends BoostConfigKey>(
    key: Key,
    value: NonNullable<BoostConfigValues[Key]> | null,
    options?: WriteOptions,
  ): Promise<WriteResult>;
  /** The same for a contributed key. */
  set(key: string, value: unknown, options?: WriteOptions): Promise<WriteResult>;
  /**
   * Writes and removes several overrides in one transaction: all of them, or none. Each change is checked as
   * by `set` and `unset`, and the rules between fields judge the result of all of them together. An empty
   * list changes nothing.
   *
   * @throws ConfigOverrideError `invalid_changes` when keys or values are refused, or a key is listed twice;
   *   `conflict` when an `ifRevision` names another revision. Either has `problems`, which names every change
   *   that is refused, not only the first. `store_unavailable` and `unsuitable_database` as in `set`
   */
  setMany(
    changes: readonly ConfigChange[],
    options?: ByActor & InTransaction,
  ): Promise<SetManyResult>;
  /**
   * Removes an override, under former names of its key too, so that app-config or the default applies again.
   *
   * @returns whether an override existed
   * @throws BoostConfigError when the registry does not have the key, or when a rule between fields refuses
   *   what applies then
   * @throws ConfigOverrideError `conflict`, `invalid_option`, `not_overridable`, `store_unavailable` or
   *   `unsuitable_database`, as `set`
   */
  unset(key: string, options?: WriteOptions): Promise<boolean>;
  /**
   * Who changed what and when, the newest first. The values of a secret are not kept. Entries go when they
   * are older than `history.days` of the store, and when a key has more than `history.perKey`.
   *
   * @throws ConfigOverrideError `invalid_option`, `missing_table`, `store_unavailable` or
   *   `unsuitable_database`
   */
  history(query?: ConfigHistoryQuery): Promise<readonly ConfigHistoryEntry[]>;
  /**
   * Sets a key to the value that it had after a change of its history, or to no override when that change
   * removed it. The value is migrated from its version to today's, and checked as `set` checks it.
   *
   * @param revision - of an entry of `history({ key })`
   * @throws BoostConfigError when the field does not accept the value today, or the registry does not have the key
   * @throws ConfigOverrideError `not_found` for a revision that the history of the key does not have;
   *   `not_restorable` for a secret, whose values are not kept, for a row that was moved aside, and when no
   *   migration accepts the value; `not_overridable`, `conflict` and the others of `set`
   */
  rollback(key: string, revision: string, options?: WriteOptions): Promise<RollbackResult>;
  /**
   * The rows that `reconcile` moved aside, without their values, in the order in which they were moved.
   *
   * @throws ConfigOverrideError `store_unavailable` or `unsuitable_database`
   */
  rejected(): Promise<readonly RejectedSetting[]>;
  /**
   * Puts a row that was moved aside back as it was, with the time and actor of its last write. Use it when
   * the reason is gone, for example because a later version accepts the value again. Otherwise the next
   * `reconcile` moves it aside again.
   *
   * @param id - of {@link RejectedSetting}
   * @throws BoostConfigError when a rule between fields refuses the value
   * @throws ConfigOverrideError `not_found`; `conflict` when the key has an override, also under another
   *   name; `store_unavailable` or `unsuitable_database`. Nothing is changed then
   */
  restore(id: number, options?: ByActor): Promise<void>;
  /**
   * Deletes rows that were moved aside, for ever. A secret among them keeps its old secret in
   * `boost.previousEncryptionSecrets` for as long as it exists.
   *
   * @param which - at most 10,000 `ids`, of which unknown ones are ignored, or all that were moved aside
   *   `before` a time of the database
   * @returns how many rows were deleted
   * @throws ConfigOverrideError `invalid_option`, `store_unavailable` or `unsuitable_database`
   */
  purge(which: RejectedSettings, options?: ByActor): Promise<number>;
  /**
   * Imports the overrides of Boost 0.8 from its own table, which is only read. Each row is imported once:
   * a later import does not bring back what an administrator unset here, and does not merge what was
   * changed in Boost, but reports it. Secrets stay in the form in which Boost encrypted them until
   * `reencrypt` has run. Replicas may import at the same time; one that is killed is completed by the next.
   *
   * @throws ConfigOverrideError `unsuitable_database` when the table does not exist or is not Boost's,
   *   `invalid_option`, `missing_table` or `store_unavailable`
   */
  importRows(source: ImportSource, options?: ByActor): Promise<ImportReport>;
  /**
   * Brings all that is stored to today's versions, checks it, and moves aside what no field accepts.
   * Call it once all replicas have this version: until then an older one would use app-config or the
   * default for what was migrated. Nothing else calls it, and `resolve` migrates values as it reads them.
   * Several replicas may run it at the same time. If one is killed, the next call completes it, and no row
   * is lost. What Boost 0.8 encrypted stays in that form until `reencrypt`; `legacyRows` of the report
   * counts these rows.
   *
   * @throws BoostConfigError when a row contains a secret and `boost.encryptionSecret` is not valid
   * @throws ConfigOverrideError `store_unavailable` or `unsuitable_database`; what was done until then
   *   stays, and the next call continues from there
   */
  reconcile(options?: ReconcileOptions): Promise<ReconcileReport>;
  /**
   * Encrypts every sensitive value under today's `boost.encryptionSecret`, those of modules that are
   * not installed and those that were imported from Boost 0.8 too. Then set `acceptLegacy` to false.
   * Run it once all replicas have that secret, and before the old one leaves
   * `boost.previousEncryptionSecrets`. What it reports as `kept` is lost with the old secret.
   *
   * @throws BoostConfigError when `boost.encryptionSecret`, or a previous one, is not valid
   * @throws ConfigOverrideError `no_encryption_secret`, `store_unavailable` or `unsuitable_database`;
   *   what was done until then stays
   */
  reencrypt(options?: ByActor): Promise<ReconcileReport>;
  /**
   * Whether the overrides can be read, and what needs an administrator, in one query. It never throws: a
   * database that does not answer is a `failed` health.
   */
  health(): Promise<ConfigHealth>;
  /**
   * Calls back after each change of these keys: a write that this or another replica committed, and a new value
   * in app-config. `resolve` then returns the new value. It is the one before if the same value was written, or if
   * an override hides app-config. To miss no change, subscribe before you resolve.
   *
   * A write of another replica arrives within milliseconds where PostgreSQL notifies, otherwise within
   * `cache.ttlSeconds` (1 s if that is 0). After an outage in which changes may have been missed, the callback
   * receives all of its keys.
   *
   * @param keys - keys of the registry, contributed ones too
   * @param callback - receives the keys that changed, by today's names. If it throws or rejects, the logger
   *   receives the keys, and others are called all the same
   * @returns ends the subscription
   * @throws BoostConfigError that names every key that the registry does not have
   * @throws ConfigOverrideError `invalid_option` for keys that are no list of text, or a callback that is no function
   */
  subscribe(keys: readonly string[], callback: ConfigChangeCallback): () => void;
  /**
   * Ends all subscriptions, the connection for notifications and the observation of app-config; a later
   * subscription is never called. The store is the caller's and stays open.
   */
  close(): void;
}
