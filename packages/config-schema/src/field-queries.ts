import { nearestName } from '@rhdh-boost/internal/nearest-name';
import type { BoostConfigValues } from './boost-config.ts';
import { boostConfigRegistry } from './boost-field-set.ts';
import type { ConfigRegistry } from './combine-config-fields.ts';
import { type ConfigValueReading, readFieldValue } from './field-value.ts';
import { formatConfigPath } from './path.ts';
import { BoostConfigError, type BoostConfigProblem } from './problem.ts';
import { type BoostConfigFields, type BoostConfigKey, boostConfigFields } from './registry.ts';

/**
 * Reads one value by its field, as `parseBoostConfig` does. Rules that span fields are not
 * applied; an in-cluster http URL is therefore taken.
 *
 * @param key - a key of the registry
 * @param value - the raw value; text becomes a number or boolean where the field is one
 * @returns the typed value; undefined for an optional field that is not set
 * @throws {@link BoostConfigError} when the field does not take the value, or there is no such
 *   field; the value is not in it
 */
export function validateConfigValue<Key extends BoostConfigKey>(
  key: Key,
  value: unknown,
): BoostConfigValues[Key];
export function validateConfigValue(key: BoostConfigKey, value: unknown): unknown {
  const result = readFieldValue(key, fieldOf(key), value);
  if (result.problems !== undefined) throw new BoostConfigError(result.problems);
  return result.value;
}

/**
 * Whether a value for the field may be written to the database.
 *
 * @param key - a key of the registry
 * @throws {@link BoostConfigError} when there is no such field
 */
export function isDbWritable(key: BoostConfigKey): boolean {
  return fieldOf(key).configScope !== 'yaml-only';
}

/**
 * Whether the field holds a secret.
 *
 * @param key - a key of the registry
 * @throws {@link BoostConfigError} when there is no such field
 */
export function isSensitiveField(key: BoostConfigKey): boolean {
  return fieldOf(key).sensitive === true;
}

/**
 * What a resolver gives when neither app-config nor the database has a value. Most fields have
 * none: there the consumer has a default, which the field's description names.
 *
 * @param key - a key of the registry
 * @throws {@link BoostConfigError} when there is no such field
 */
export function getFieldDefault<Key extends BoostConfigKey>(
  key: Key,
): BoostConfigValues[Key] | undefined {
  return fieldOf(key).defaultValue;
}

/**
 * Reads one value by its field, for those who go on after a mistake, and for fields of any set.
 * Rules that span fields are not applied.
 *
 * @param key - the dotted path of the field
 * @param value - the raw value; text becomes a number or boolean where the field is one
 * @param registry - the fields that there are. Default: Boost's own
 * @returns the value as the field reads it, or what is wrong with it; the value is not in that
 */
export function readConfigValue(
  key: string,
  value: unknown,
  registry: ConfigRegistry = boostConfigRegistry,
): ConfigValueReading {
  const field = Object.hasOwn(registry.fields, key) ? registry.fields[key] : undefined;
  if (field === undefined) return { problems: [describeUnknownField(key, registry)] };
  return readFieldValue(key, field, value);
}

/** Keys may come from a database row, so the type is no promise. */
function fieldOf<Key extends BoostConfigKey>(key: Key): BoostConfigFields[Key] {
  if (Object.hasOwn(boostConfigFields, key)) return boostConfigFields[key];
  throw new BoostConfigError([describeUnknownField(key, boostConfigRegistry)]);
}

function describeUnknownField(key: string, { fields, sets }: ConfigRegistry): BoostConfigProblem {
  const near = nearestName(key, Object.keys(fields));
  return {
    path: formatConfigPath(key.split('.')),
    code: 'unknown_key',
    message: 'is not a known key',
    hint:
      near === undefined
        ? `The keys are those of ${sets.map(({ owner }) => owner).join(', ')}.`
        : `Did you mean ${near}?`,
  };
}
