import { boostConfigFields } from '@rhdh-boost/config-schema';
import type { Configuration } from '../configuration/read-configuration.ts';

/** A setting of the account, for a person or a script. */
export interface AccountSetting {
  /** Its app-config key. */
  readonly key: string;
  /** Its value; undefined for a secret. */
  readonly value: unknown;
  /** Where it comes from: `app-config.yaml:12:5`. */
  readonly source: string | undefined;
}

const section = 'boost.kagenti.auth.';

/** The keys of `boost.kagenti.auth` that are set, without the values of secrets. */
export function listAccountSettings(configuration: Configuration): AccountSetting[] {
  return Object.entries(boostConfigFields)
    .filter(([key]) => key.startsWith(section) && configuration.get(key) !== undefined)
    .map(([key, field]) => ({
      key,
      value: 'sensitive' in field && field.sensitive ? undefined : configuration.get(key),
      source: configuration.sourceOf(key),
    }));
}
