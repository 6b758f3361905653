export type { BoostConfig, BoostConfigValues } from './boost-config.ts';
export { boostConfigRegistry, boostFieldSet } from './boost-field-set.ts';
export { type ConfigRegistry, combineConfigFields } from './combine-config-fields.ts';
export {
  type BoostConfigPart,
  type BoostConfigUse,
  parseBoostConfigPart,
} from './config-part.ts';
export { type ConfigFieldSetDefinition, defineConfigFields } from './define-config-fields.ts';
export { type BoostConfigEntry, describeBoostConfig } from './describe.ts';
export type {
  ConfigDeprecation,
  ConfigFieldMeta,
  ConfigFields,
  ConfigScope,
  ConfigVisibility,
} from './field.ts';
export {
  getFieldDefault,
  isDbWritable,
  isSensitiveField,
  readConfigValue,
  validateConfigValue,
} from './field-queries.ts';
export type { ConfigFieldSet, ConfigMigration } from './field-set.ts';
export type { ConfigValueReading } from './field-value.ts';
export { getConfigValue } from './get-config-value.ts';
export {
  type BoostConfigCheck,
  type BoostConfigOptions,
  checkBoostConfig,
  parseBoostConfig,
} from './parse.ts';
export { formatConfigPath } from './path.ts';
export {
  BoostConfigError,
  type BoostConfigProblem,
  type BoostConfigProblemCode,
} from './problem.ts';
export type { BackstageConfig } from './read-boost.ts';
export {
  BOOST_CONFIG_SCHEMA_VERSION,
  type BoostConfigFields,
  type BoostConfigKey,
  boostConfigFields,
} from './registry.ts';
export type { ConfigSchema, ConfigSchemaIssue, ConfigSchemaResult } from './schema.ts';
export { isConfigValueSet } from './set-value.ts';
export { nearestName } from './suggestion.ts';
export { unknownConfigValue } from './unknown-value.ts';
