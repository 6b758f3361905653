export type { BoostConfig, BoostConfigValues } from './boost-config.ts';
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
  validateConfigValue,
} from './field-queries.ts';
export {
  type BackstageConfig,
  type BoostConfigCheck,
  checkBoostConfig,
  parseBoostConfig,
} from './parse.ts';
export {
  BoostConfigError,
  type BoostConfigProblem,
  type BoostConfigProblemCode,
} from './problem.ts';
export {
  BOOST_CONFIG_SCHEMA_VERSION,
  type BoostConfigFields,
  type BoostConfigKey,
  boostConfigFields,
} from './registry.ts';
