import type { BoostConfigKey, BoostConfigValues } from '@rhdh-boost/config-schema';
import type { Knex } from 'knex';
import type { ConfigHealth } from './health.ts';
import type { ConfigHistoryEntry, ConfigHistoryQuery } from './history.ts';
import type { ImportReport, ImportSource } from './import-rows.ts';
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
  /** Whether the value is a secret, which `resolve` gives. */
  readonly sensitive: boolean;
}

/** What a write returns. */
export interface WriteResult {
  /** The revision of the override that was written, for the next `ifRevision`. */
  readonly revision: string;
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
   * when there is another one.
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
  /** Boost's table, with which the report compares what was imported from it. Only for a dry run. */
  readonly importedFrom?: ImportSource | undefined;
}

/**
 * The configuration at run time. A value is the override of an administrator where there is one,
 * then that of app-config, then the field's default. `yaml-only` fields have no override, `db-only`
 * fields no value in app-config.
 *
 * An override that is of no use (not what the field takes, not to be decrypted, not to be migrated)
 * is ignored and told of, and app-config or the default is used: one bad row must not stop a backend.
 *
 * Two errors are thrown. `BoostConfigError` of `@rhdh-boost/config-schema` is about a key or a value:
 * one that the registry does not have, or that its field does not take; each of its `problems` has `path`,
 * `code`, `message` and `hint`. `ConfigOverrideError` is about keeping it, and has `code` and `hint` itself.
 */
export interface ConfigResolver {
  /**
   * The value of a field; undefined when it is set nowhere. Lists and objects are frozen. A sensitive
   * value is read from the database each time.
   *
   * @param key - a key of the registry; contributed ones give `unknown`
   * @throws BoostConfigError for a key that the registry does not have, for a value in app-config
   *   that its field does not take, and of a sensitive field for a `boost.encryptionSecret` that is none
   * @throws ConfigOverrideError `store_unavailable`, or `unsuitable_database`, when the database does
   *   not answer or is not one that can be used, and no values that were read before may be used
   */
  resolve<Key extends BoostConfigKey>(
    key: Key,
    options?: InTransaction,
  ): Promise<BoostConfigValues[Key]>;
  /** The same for a contributed key. */
  resolve(key: string, options?: InTransaction): Promise<unknown>;
  /** Several values that were read together, secrets included. */
  resolveMany<Key extends string>(
    keys: readonly Key[],
    options?: InTransaction,
  ): Promise<{
    readonly [Each in Key]: Each extends BoostConfigKey ? BoostConfigValues[Each] : unknown;
  }>;
  /** Every field as a form needs it. */
  list(): Promise<readonly ConfigSetting[]>;
  /**
   * Every field of the registry with its value and source, by key, read from the database now. A
   * sensitive value is left out.
   *
   * @throws BoostConfigError with every value in app-config that its field does not take, a bad
   *   `boost.encryptionSecret` included
   * @throws ConfigOverrideError `store_unavailable` or `unsuitable_database`
   */
  resolveAll(): Promise<Readonly<Record<string, ResolvedConfigEntry>>>;
  /**
   * Stores an override, over any that is there. This resolver sees it at once, those of other
   * replicas within their cache's time. Text becomes a number or boolean where the field is one. The
   * value is checked by its field alone: the rules that span fields hold for app-config.
   *
   * @throws BoostConfigError when the field does not take the value, there is no such field, or it is
   *   sensitive and `boost.encryptionSecret` is none
   * @throws ConfigOverrideError `not_overridable`, `not_storable`, `no_encryption_secret`,
   *   `version_conflict`, `conflict`, `store_unavailable` or `unsuitable_database`; nothing is written
   *   then, unless the database was silent for ten seconds: it may have committed the write by then,
   *   and the next `resolve` tells
   */
  set<Key extends BoostConfigKey>(
    key: Key,
    value: NonNullable<BoostConfigValues[Key]> | null,
    options?: WriteOptions,
  ): Promise<WriteResult>;
  /** The same for a contributed key. */
  set(key: string, value: unknown, options?: WriteOptions): Promise<WriteResult>;
  /** Writes several overrides, or none of them. */
  setMany(
    changes: readonly ConfigChange[],
    options?: ByActor & InTransaction,
  ): Promise<SetManyResult>;
  /**
   * Removes an override, so that app-config or the default holds again.
   *
   * @returns whether there was one
   * @throws BoostConfigError when there is no such field
   * @throws ConfigOverrideError `not_overridable`, `store_unavailable` or `unsuitable_database`, as `set`
   */
  unset(key: string, options?: WriteOptions): Promise<boolean>;
  /** Who changed what, the newest first. */
  history(query?: ConfigHistoryQuery): Promise<readonly ConfigHistoryEntry[]>;
  /** Sets a key to the value that it had after a change of its history. */
  rollback(key: string, revision: string, options?: WriteOptions): Promise<WriteResult>;
  /** The rows that were moved aside, in order. */
  rejected(): Promise<readonly RejectedSetting[]>;
  /** Puts a row that was moved aside back. */
  restore(id: number, options?: ByActor): Promise<void>;
  /** Deletes rows that were moved aside, for ever. Returns how many. */
  purge(which: RejectedSettings, options?: ByActor): Promise<number>;
  /** Copies the rows of Boost's own table that were not copied before, and leaves the originals as they are. */
  importRows(source: ImportSource, options?: ByActor): Promise<ImportReport>;
  /**
   * Brings all that is stored to today's versions, checks it, and moves aside what no field takes.
   * Run it on start, before others read. Replicas may do so at once; one that is killed at it is
   * followed by the next, and no row is lost. What Boost 0.8 encrypted stays as it is, so that Boost
   * reads it after a rollback; `legacyRows` of the report says how many such rows there are.
   *
   * @throws BoostConfigError when a row is a secret's and `boost.encryptionSecret` is none
   * @throws ConfigOverrideError `store_unavailable` or `unsuitable_database`; what was done until then
   *   stays, and the next one goes on from there
   */
  reconcile(options?: ReconcileOptions): Promise<ReconcileReport>;
  /**
   * Encrypts every sensitive value under today's `boost.encryptionSecret`, those of modules that are
   * not installed and those that Boost 0.8 encrypted too: from then on Boost cannot read them any more.
   * Run it once all replicas have that secret, and before the old one leaves
   * `boost.previousEncryptionSecrets`. What it reports as `kept` is lost with the old secret.
   *
   * @throws BoostConfigError when `boost.encryptionSecret`, or a previous one, is none
   * @throws ConfigOverrideError `no_encryption_secret`, `store_unavailable` or `unsuitable_database`;
   *   what was done until then stays
   */
  reencrypt(options?: ByActor): Promise<ReconcileReport>;
  /** Whether the overrides can be read, and what needs an administrator. It does not throw. */
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
   * @throws BoostConfigError for a key that the registry does not have
   */
  subscribe(keys: readonly string[], callback: ConfigChangeCallback): () => void;
  /**
   * Ends all subscriptions, the connection for notifications and the observation of app-config. The store is
   * the caller's and stays open.
   */
  close(): void;
}
