import { type ConfigSetting, SettingsError } from '@rhdh-boost/runtime-config/browser';
import { explain } from './explain.ts';

/** A value as people read it. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return 'Not set';
  if (value === '') return 'Empty text';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The value of a setting; of a secret, whether there is one. */
export function shownValue({ sensitive, value, override, appConfig }: ConfigSetting): string {
  if (!sensitive) return textOf(value);
  return override === undefined && appConfig === undefined ? 'Not set' : 'A secret is set';
}

/** What a setting can be; undefined when it is not one of a few values. */
export function choicesOf({ schema }: ConfigSetting): readonly unknown[] | undefined {
  if (schema.type === 'boolean') return [true, false];
  return Array.isArray(schema.enum) ? schema.enum : undefined;
}

/** The type of the field for a secret or a number. */
export function inputTypeOf({ schema, sensitive }: ConfigSetting) {
  if (sensitive) return 'password';
  return schema.type === 'integer' || schema.type === 'number' ? 'number' : undefined;
}

const isText = (setting: ConfigSetting) =>
  setting.schema.type === 'string' && choicesOf(setting) === undefined;

/** What the field of a form begins with. A secret is not known here. */
export function draftOf(setting: ConfigSetting): string {
  const { value } = setting;
  if (value === undefined || value === null) return '';
  return typeof value === 'string' && isText(setting) ? value : JSON.stringify(value);
}

/** The value that a draft stands for: anything but text is written as JSON. The server judges it. */
export function valueOf(draft: string, setting: ConfigSetting): unknown {
  try {
    return isText(setting) ? draft : JSON.parse(draft);
  } catch {
    return draft;
  }
}

/** Why a change was refused. The setting is the one that was loaded afterwards. */
export function explainRefusal(error: unknown, { override, value, sensitive }: ConfigSetting) {
  if (!(error instanceof SettingsError)) return explain(error);
  if (error.status === 400)
    return error.fields.map(({ message, hint }) => `${message} ${hint}`).join(' ');
  if (error.status !== 409) return explain(error);
  const somebody = override?.updatedBy ?? 'Somebody else';
  const now = sensitive ? '' : ` The value is now: ${textOf(value)}.`;
  return `${somebody} changed this setting meanwhile, so yours was not saved.${now} To replace it, save again.`;
}
