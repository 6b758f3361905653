import type { ConfigHistoryEntry } from '../history.ts';
import type { ConfigSetting } from '../list-settings.ts';
import { SettingsError } from './settings-error.ts';

/** One change of a setting, as people read it. */
export interface SettingChange {
  /** Differs from that of every other change. */
  readonly id: number;
  /** Who asked for it and when, in the format of the reader's browser. */
  readonly written: string;
  /** What was done, with the value that it led to unless it is a secret. */
  readonly text: string;
  /** The revision after the change, for `rollBack`. */
  readonly revision: string;
  /** Whether `rollBack` leads back to it: the change is neither the last one nor that of a secret. */
  readonly canRollBack: boolean;
}

/** The value of a setting as people read it; of a secret, whether one is set. */
export function shownValue({ sensitive, value, source }: ConfigSetting): string {
  if (!sensitive) return textOf(value);
  return source === 'default' ? 'Not set' : 'A secret is set';
}

/** Who wrote the override of a setting and when; undefined when it has none. */
export function writtenIn({ override }: ConfigSetting): string | undefined {
  return override && writtenBy(override.updatedBy, override.updatedAt);
}

function writtenBy(actor: string | null, at: string): string {
  return `${actor ?? 'Unknown'}, ${new Date(at).toLocaleString()}`;
}

/** A change of a setting as people read it. */
export function changeOf(entry: ConfigHistoryEntry, setting: ConfigSetting): SettingChange {
  const { id, at, actor, action, revision, sensitive, to, isShortened } = entry;
  const value = isShortened && to === undefined ? 'A value too long to be shown' : textOf(to);
  return {
    id,
    written: writtenBy(actor, at),
    revision,
    text: sensitive ? action : `${action}: ${value}`,
    canRollBack: !sensitive && revision !== setting.revision,
  };
}

/** Why a change was refused, and what to do. The setting is the one that was loaded afterwards. */
export function problemOf(
  error: unknown,
  setting: ConfigSetting,
  explain: (error: unknown) => string,
): string {
  if (!SettingsError.isInstance(error)) return explain(error);
  const { status, fields } = error;
  if (status === 400 && fields.length > 0)
    return fields.map(({ message, hint }) => `${message} ${hint}`).join(' ');
  if (status !== 409) return explain(error);
  const somebody = setting.override?.updatedBy ?? 'Somebody else';
  const now = setting.sensitive ? '' : ` The value is now: ${textOf(setting.value)}.`;
  return `${somebody} changed this setting meanwhile, so your change was not made.${now} To replace it, repeat your change.`;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return 'Not set';
  if (value === '') return 'Empty text';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
