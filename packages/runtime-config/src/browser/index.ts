export type { FieldError } from '../backstage/http-errors.ts';
export type { RollbackResult } from '../config-resolver.ts';
export type { ConfigHistoryEntry, ConfigHistoryQuery } from '../history.ts';
export type { ConfigSetting, SettingInAppConfig, SettingOverride } from '../list-settings.ts';
export type { ConfigChange } from '../set-many.ts';
export {
  type SettingsClient,
  type SettingsClientOptions,
  SettingsError,
  settingsClient,
} from './settings-client.ts';
