export type { ConfigChangeEvent } from './change-events.ts';
export type {
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
export { createConfigResolver } from './create-config-resolver.ts';
export type { ConfigHealth, ConfigHealthCounts, ConfigHealthProblem } from './health.ts';
export type { ConfigHistoryEntry, ConfigHistoryQuery } from './history.ts';
export type { HistoryLimits } from './history-limits.ts';
export type {
  ImportEntry,
  ImportOutcome,
  ImportReport,
  ImportSkipCode,
} from './import-report.ts';
export type { ImportSource } from './import-source.ts';
export { createKnexOverrideStore, type KnexOverrideStoreOptions } from './knex-override-store.ts';
export type {
  ConfigSetting,
  IgnoredOverride,
  SettingInAppConfig,
  SettingOverride,
} from './list-settings.ts';
export { createMemoryOverrideStore, type InitialOverride } from './memory-override-store.ts';
export type { OverrideCacheOptions } from './override-cache.ts';
export {
  type ConfigChangeProblem,
  ConfigOverrideError,
  type ConfigOverrideErrorCode,
  type ConfigOverrideErrorFields,
} from './override-error.ts';
export { type MigrateOverrideStoreOptions, migrateOverrideStore } from './override-migrations.ts';
export type {
  ConfigLogger,
  ConfigOverrideProblem,
  ProblemListeners,
} from './override-problem.ts';
export type { OverrideAction, OverrideStore } from './override-store.ts';
export type { ReconcileEntry, ReconcileOutcome, ReconcileReport } from './reconcile-report.ts';
export type { RejectedSetting, RejectedSettings } from './rejected-settings.ts';
export type { ConfigResolverOptions } from './resolver-options.ts';
export type { ConfigChange } from './set-many.ts';
export type { UnusableCode } from './stored-value.ts';
export type { ConfigChangeCallback } from './subscriptions.ts';
export type { MaxValueBytes } from './value-limits.ts';
export type { ConfigSubscription, ObservableConfig } from './yaml-values.ts';
