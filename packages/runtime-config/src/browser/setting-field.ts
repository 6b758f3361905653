import type { ConfigSetting } from '../list-settings.ts';

/** The field that a setting is changed in: an HTML `input`, `select` or `textarea`. */
export interface SettingField {
  /** The type of an `input`: for a secret or a number. */
  readonly type?: 'password' | 'number';
  /** What a `select` offers, first a line without a value; empty for other fields. */
  readonly choices: readonly SettingChoice[];
}

/** One of a few values. */
export interface SettingChoice {
  /** What the field contains when it is chosen. */
  readonly draft: string;
  /** The value as people read it. */
  readonly text: string;
}

const noChoice: SettingChoice = { draft: '', text: 'Choose …' };

/** The field for the JSON Schema of a setting. Without a type and choices it is a `textarea`. */
export function fieldOf(setting: ConfigSetting): SettingField {
  const { schema, sensitive } = setting;
  if (sensitive) return { type: 'password', choices: [] };
  const choices = choicesOf(setting).map(value => ({
    draft: JSON.stringify(value),
    text: String(value),
  }));
  if (choices.length > 0) return { choices: [noChoice, ...choices] };
  const isNumber = schema.type === 'integer' || schema.type === 'number';
  return { ...(isNumber ? { type: 'number' } : {}), choices };
}

/** What the field contains at first: never a secret. */
export function draftOf(setting: ConfigSetting): string {
  const { value } = setting;
  if (value === undefined || value === null) return '';
  return typeof value === 'string' && isText(setting) ? value : JSON.stringify(value);
}

/** The value that a draft stands for: anything but text is written as JSON. The server judges it. */
export function valueOf(draft: string, setting: ConfigSetting): unknown {
  if (isText(setting)) return draft;
  try {
    return JSON.parse(draft);
  } catch {
    return draft;
  }
}

function choicesOf({ schema }: ConfigSetting): readonly unknown[] {
  if (schema.type === 'boolean') return [true, false];
  return Array.isArray(schema.enum) ? schema.enum : [];
}

function isText(setting: ConfigSetting): boolean {
  return setting.schema.type === 'string' && choicesOf(setting).length === 0;
}
