export type { FieldError } from '../backstage/http-errors.ts';
export type { RollbackResult, SetManyResult } from '../config-resolver.ts';
export type { ConfigHealth, ConfigHealthCounts, ConfigHealthProblem } from '../health.ts';
export type { ConfigHistoryEntry, ConfigHistoryQuery } from '../history.ts';
export type {
  ImportEntry,
  ImportOutcome,
  ImportReport,
  ImportSkipCode,
} from '../import-report.ts';
export type {
  ConfigSetting,
  IgnoredOverride,
  SettingInAppConfig,
  SettingOverride,
} from '../list-settings.ts';
export type { ReconcileEntry, ReconcileOutcome, ReconcileReport } from '../reconcile-report.ts';
export type { RejectedSetting, RejectedSettings } from '../rejected-settings.ts';
export type { ConfigChange } from '../set-many.ts';
export type { SettingChoice, SettingField } from './setting-field.ts';
export {
  SettingForm,
  type SettingFormOptions,
  type SettingFormSnapshot,
} from './setting-form.ts';
export type { SettingChange } from './setting-words.ts';
export {
  type SettingsCall,
  type SettingsClient,
  type SettingsClientOptions,
  type SettingsReconciliation,
  type SettingsRequestInit,
  type SettingsWrite,
  settingsClient,
} from './settings-client.ts';
export { SettingsError, type SettingsErrorFields } from './settings-error.ts';
