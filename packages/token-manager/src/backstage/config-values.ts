import type { RootConfigService } from '@backstage/backend-plugin-api';

/*
 * Backstage's getters throw on an empty text, which `${VAR}` is if the variable is set to nothing. Here it counts as
 * not set.
 */

/** The text at a key. */
export function optionalString(config: RootConfigService, key: string): string | undefined {
  return isEmpty(config, key) ? undefined : config.getOptionalString(key);
}

/** The number at a key. */
export function optionalNumber(config: RootConfigService, key: string): number | undefined {
  return isEmpty(config, key) ? undefined : config.getOptionalNumber(key);
}

/** The boolean at a key. */
export function optionalBoolean(config: RootConfigService, key: string): boolean | undefined {
  return isEmpty(config, key) ? undefined : config.getOptionalBoolean(key);
}

function isEmpty(config: RootConfigService, key: string): boolean {
  return config.getOptional(key) === '';
}
