import {
  BoostConfigError,
  type BoostConfigProblem,
  type ConfigDeprecation,
  type ConfigFieldMeta,
} from '@rhdh-boost/config-schema';
import {
  isRequiredField,
  type JsonSchema,
  toFieldJsonSchema,
} from '@rhdh-boost/config-schema/artefacts';
import type { ConfigSource } from './config-resolver.ts';
import { throughJson } from './json-value.ts';
import type { OverrideAccess } from './override-access.ts';
import type { StoredOverride } from './override-store.ts';
import { newestFirst } from './stored-overrides.ts';
import { keyToday, readStoredValue, type UnusableCode } from './stored-value.ts';

/** One field as a form needs it. All of it can be written as JSON; what is not known is absent. */
export interface ConfigSetting {
  /** The key, such as `boost.model.name`. */
  readonly key: string;
  /** The package that the field belongs to. */
  readonly owner: string;
  /** What the value does. */
  readonly description: string;
  /** What the value must be, as JSON Schema (draft-07). */
  readonly schema: JsonSchema;
  /** Whether app-config or an override must set the field. */
  readonly required: boolean;
  /** Whether the value is a secret. None of its values is in the entry. */
  readonly sensitive: boolean;
  /** Whether an override can be written. */
  readonly writable: boolean;
  /** Why no override can be written, as a sentence. */
  readonly notWritable?: string;
  /** Set when the field is to be removed in a later version. */
  readonly deprecated?: ConfigDeprecation;
  /** The field's default. */
  readonly default?: unknown;
  /** What app-config sets; absent when it does not set the field. */
  readonly appConfig?: SettingInAppConfig;
  /** What is stored for the field; absent when nothing is. */
  readonly override?: SettingOverride;
  /** The revision of what is stored, for `ifRevision`; null when nothing is. */
  readonly revision: string | null;
  /** The value that `resolve` returns; absent when there is none, and when `appConfig.problems` are in its place. */
  readonly value?: unknown;
  /** Where the value comes from, `default` also when an override clears the value of app-config. */
  readonly source: ConfigSource;
}

/** What app-config sets for a field. */
export interface SettingInAppConfig {
  /** The value as the field reads it; absent for a secret, and when there are problems. */
  readonly value?: unknown;
  /** Why the field does not accept the value. While it has no override, `resolve` throws these. */
  readonly problems?: readonly BoostConfigProblem[];
}

/** What is stored for a field. */
export interface SettingOverride {
  /** The value; absent for a secret, when it is ignored, and when it is none. */
  readonly value?: unknown;
  /** Whether it says that the field has no value, which clears that of app-config. */
  readonly isNone: boolean;
  /** Why it is not used, so that app-config or the default is. */
  readonly ignored?: IgnoredOverride;
  /** When it was written, by the time of the database: ISO 8601 in UTC. */
  readonly updatedAt: string;
  /** Who wrote it; null where nobody was named. */
  readonly updatedBy: string | null;
}

/** Why a stored value is not used. */
export interface IgnoredOverride {
  /** The reason; stable, for programs. */
  readonly code: UnusableCode;
  /** The same as part of a sentence. It contains no value. */
  readonly reason: string;
}

/** What settings are read from. A bad secret opens no value, and does not fail the list. */
type SettingSources = Pick<OverrideAccess, 'keys' | 'lenientCipher' | 'yaml'>;

/** Every field of the registry, in its order. */
export async function listSettings(access: OverrideAccess): Promise<ConfigSetting[]> {
  const { store, keys } = access;
  const rows = await store.read();
  const deciding = new Map<string, StoredOverride>();
  for (const row of newestFirst(rows, keys)) {
    const key = keyToday(row, keys);
    if (!deciding.has(key)) deciding.set(key, row);
  }
  return Object.entries(keys.registry.fields).map(([key, field]) =>
    describeSetting(key, field, access, deciding.get(key)),
  );
}

function describeSetting(
  key: string,
  field: ConfigFieldMeta,
  sources: SettingSources,
  row: StoredOverride | undefined,
): ConfigSetting {
  const fixed = describeField(key, field, sources);
  const appConfig = readAppConfig(key, field, sources);
  const override = row === undefined ? undefined : readOverride(row, field, sources);
  return {
    ...fixed,
    ...(appConfig !== undefined && { appConfig }),
    ...(override !== undefined && { override }),
    revision: row?.revision ?? null,
    ...effective(fixed, appConfig, override),
  };
}

type FixedPart = Omit<ConfigSetting, 'appConfig' | 'override' | 'revision' | 'value' | 'source'>;

function describeField(key: string, field: ConfigFieldMeta, sources: SettingSources): FixedPart {
  const { keys } = sources;
  const { description, deprecated, sensitive = false } = field;
  const set = keys.ownerOf(key);
  const notWritable = whyNotWritable(key, field, sources);
  // Each stored value has its own version. Readers of the version key receive the version of the set.
  const fixed = keys.isVersionKey(key) ? set?.version : field.defaultValue;
  return {
    key,
    owner: set?.owner ?? '',
    description,
    schema: schemaOf(key, field, set?.owner ?? ''),
    required: isRequiredField(field),
    sensitive,
    writable: notWritable === undefined,
    ...(notWritable !== undefined && { notWritable }),
    ...(deprecated !== undefined && { deprecated }),
    ...(sensitive ? {} : asJson('default', fixed)),
  };
}

function whyNotWritable(
  key: string,
  { configScope, sensitive }: ConfigFieldMeta,
  { keys, lenientCipher }: SettingSources,
): string | undefined {
  if (configScope === 'yaml-only') return 'It is set in app-config alone.';
  if (keys.isVersionKey(key)) return 'It is the version of stored values.';
  if (sensitive === true && !lenientCipher.canEncrypt)
    return 'It is stored encrypted, and app-config has no valid boost.encryptionSecret.';
  return undefined;
}

function readAppConfig(
  key: string,
  { sensitive }: ConfigFieldMeta,
  { yaml }: SettingSources,
): SettingInAppConfig | undefined {
  try {
    const value = yaml.get(key);
    if (value === undefined) return undefined;
    return sensitive === true ? {} : asJson('value', value);
  } catch (error) {
    if (error instanceof BoostConfigError) return { problems: error.problems };
    throw error;
  }
}

function readOverride(
  row: StoredOverride,
  { sensitive }: ConfigFieldMeta,
  { keys, lenientCipher: cipher }: SettingSources,
): SettingOverride {
  const { updatedAt, updatedBy } = row;
  const reading = readStoredValue(row, { keys, cipher });
  const written = { updatedAt, updatedBy };
  if (reading.unusable !== undefined)
    return { isNone: false, ignored: reading.unusable, ...written };
  const isNone = reading.value === null;
  const shown = isNone || sensitive === true ? {} : asJson('value', reading.value);
  return { ...shown, isNone, ...written };
}

/** The value that readers receive, and its source. */
function effective(
  fixed: FixedPart,
  appConfig: SettingInAppConfig | undefined,
  override: SettingOverride | undefined,
): Pick<ConfigSetting, 'value' | 'source'> {
  const isUsed = override !== undefined && override.ignored === undefined;
  if (isUsed && !override.isNone) return { ...valueOf(override), source: 'database' };
  if (!isUsed && appConfig !== undefined) return { ...valueOf(appConfig), source: 'yaml' };
  return { ...('default' in fixed && { value: fixed.default }), source: 'default' };
}

function valueOf(part: { readonly value?: unknown }): { readonly value?: unknown } {
  return 'value' in part ? { value: part.value } : {};
}

/** What a schema makes of a value may be something that JSON does not have, such as a date. */
function asJson(name: 'value' | 'default', value: unknown): { readonly [name: string]: unknown } {
  const written = value === undefined ? undefined : throughJson(value);
  return written === undefined ? {} : { [name]: written.value };
}

/** Converting a schema takes much longer than all the rest. */
const schemas = new WeakMap<ConfigFieldMeta, JsonSchema>();

function schemaOf(key: string, field: ConfigFieldMeta, owner: string): JsonSchema {
  const known = schemas.get(field);
  if (known !== undefined) return known;
  const schema = convert(key, field, owner);
  schemas.set(field, schema);
  return schema;
}

/** A schema that JSON Schema cannot express accepts everything in a form; the write checks the value. */
function convert(key: string, field: ConfigFieldMeta, owner: string): JsonSchema {
  try {
    return toFieldJsonSchema(key, field.schema, owner);
  } catch {
    return {};
  }
}
