export type { ConfigResolver, ConfigSource, ResolvedConfigEntry } from './config-resolver.ts';
export { createConfigResolver } from './create-config-resolver.ts';
export { createKnexOverrideStore } from './knex-override-store.ts';
export { createMemoryOverrideStore, type MemoryOverrideStore } from './memory-override-store.ts';
export type { OverrideCacheOptions } from './override-cache.ts';
export {
  ConfigOverrideError,
  type ConfigOverrideErrorCode,
  type ConfigOverrideErrorFields,
} from './override-error.ts';
export type {
  ConfigLogger,
  ConfigOverrideProblem,
  ProblemListeners,
} from './override-problem.ts';
export type {
  NewOverride,
  OverrideStore,
  OverrideTransaction,
  RejectedOverride,
  StoredOverride,
} from './override-store.ts';
export type { ReconcileEntry, ReconcileOutcome, ReconcileReport } from './reconcile-report.ts';
export type { ConfigResolverOptions } from './resolver-options.ts';
export type { UnusableCode } from './stored-value.ts';
export type { ConfigSubscription, ObservableConfig } from './yaml-values.ts';
