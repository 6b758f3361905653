export { type CheckOptions, checkAppConfig } from './check/check-app-config.ts';
export { describePlace } from './check/describe-place.ts';
export {
  type AppConfigReading,
  type ReadAppConfigOptions,
  readAppConfig,
} from './check/read-app-config.ts';
export type { CheckedFile, CheckReport } from './check/report.ts';
export type { CodedMigration } from './compat/coded-migrations.ts';
export {
  type CompatOptions,
  type CompatReport,
  compareConfiguration,
} from './compat/compare-configuration.ts';
export { compareFieldTables } from './compat/compare-field-tables.ts';
export type { CompatChange } from './compat/compat-change.ts';
export {
  type CompatKind,
  type CompatLevel,
  type CompatRule,
  type CompatRuleName,
  compatRules,
} from './compat/compat-rules.ts';
export { type CompatFormat, type CompatOutput, formatCompat } from './compat/format-compat.ts';
export { versionSteps, type WantedSteps, wantedSteps } from './compat/wanted-steps.ts';
export { explainConfig } from './explain/explain-config.ts';
export type {
  ConfigExplaining,
  ConfigExplanation,
  ExplainOptions,
  FieldExplanation,
  SectionExplanation,
  UnknownConfigPath,
} from './explain/explanation.ts';
export { type ExplanationFormat, formatExplanation } from './explain/format-explanation.ts';
export type { Finding, SourceLocation } from './finding.ts';
export {
  type ConfigTemplate,
  type ConfigTemplateOptions,
  createConfigTemplate,
  type TemplateVariable,
} from './init/config-template.ts';
export { type EnvironmentOverlays, readEnvironmentOverlays } from './load/environment-overlays.ts';
export type { AppConfigOverlay } from './load/overlay.ts';
export {
  type MigrateMode,
  type MigrateOptions,
  type MigrateReport,
  migrateFiles,
} from './migrate/migrate-files.ts';
export { formatReport, type ReportFormat } from './report/format-report.ts';
export type { ReportOutput } from './report/report-output.ts';
export type { TextRange } from './text-range.ts';
