import { nearestName } from '@rhdh-boost/internal/nearest-name';
import type { BoostConfigValues } from './boost-config.ts';
import { boostConfigRegistry } from './boost-field-set.ts';
import type { ConfigRegistry } from './combine-config-fields.ts';
import type { ConfigFieldMeta } from './field.ts';
import { type ConfigValueReading, readFieldValue } from './field-value.ts';
import { formatConfigPath } from './path.ts';
import { BoostConfigError, type BoostConfigProblem } from './problem.ts';
import type { BoostConfigKey } from './registry.ts';

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
/** The same for a field of any registry, such as one that contains the fields of other modules. */
export function validateConfigValue(key: string, value: unknown, registry: ConfigRegistry): unknown;
export function validateConfigValue(
  key: string,
  value: unknown,
  registry?: ConfigRegistry,
): unknown {
  const result = readFieldValue(key, fieldOf(key, registry), value);
  if (result.problems !== undefined) throw new BoostConfigError(result.problems);
  return result.value;
}

/**
 * Whether a value for the field may be written to the database.
 *
 * @param key - a key of the registry
 * @throws {@link BoostConfigError} when there is no such field
 */
export function isDbWritable(key: BoostConfigKey): boolean;
/** The same for a field of any registry, such as one that contains the fields of other modules. */
export function isDbWritable(key: string, registry: ConfigRegistry): boolean;
export function isDbWritable(key: string, registry?: ConfigRegistry): boolean {
  return fieldOf(key, registry).configScope !== 'yaml-only';
}

/**
 * Whether the field holds a secret.
 *
 * @param key - a key of the registry
 * @throws {@link BoostConfigError} when there is no such field
 */
export function isSensitiveField(key: BoostConfigKey): boolean;
/** The same for a field of any registry, such as one that contains the fields of other modules. */
export function isSensitiveField(key: string, registry: ConfigRegistry): boolean;
export function isSensitiveField(key: string, registry?: ConfigRegistry): boolean {
  return fieldOf(key, registry).sensitive === true;
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
): BoostConfigValues[Key] | undefined;
/** The same for a field of any registry, such as one that contains the fields of other modules. */
export function getFieldDefault(key: string, registry: ConfigRegistry): unknown;
export function getFieldDefault(key: string, registry?: ConfigRegistry): unknown {
  return fieldOf(key, registry).defaultValue;
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

/** As a callback of `filter` or `map`, a query is called with an index in place of the registry. */
function fieldOf(key: string, given: unknown): ConfigFieldMeta {
  const registry = isRegistry(given) ? given : boostConfigRegistry;
  const field = Object.hasOwn(registry.fields, key) ? registry.fields[key] : undefined;
  if (field !== undefined) return field;
  throw new BoostConfigError([describeUnknownField(key, registry)]);
}

function isRegistry(given: unknown): given is ConfigRegistry {
  return typeof given === 'object' && given !== null;
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
