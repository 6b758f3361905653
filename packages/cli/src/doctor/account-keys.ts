import {
  type AccountKey,
  type AccountMethod,
  isAccountMethod,
} from '@rhdh-boost/internal/service-account';
import type { Configuration } from '../configuration/read-configuration.ts';

/** The section of app-config that describes the account at Keycloak. */
export const authKey = 'boost.kagenti.auth';

/** Why a step about the account or its token does not apply without one. */
export const noAccount = `${authKey}.method is none`;

/** The method that applies: `client_secret_basic` if none is set. */
export function accountMethod({ get }: Pick<Configuration, 'get'>): AccountMethod {
  const method = get(`${authKey}.method`);
  return isAccountMethod(method) ? method : 'client_secret_basic';
}

/** A text below `boost.kagenti.auth`; undefined if it is not set, or no text. */
export function accountText(
  { get }: Pick<Configuration, 'get'>,
  key: AccountKey,
): string | undefined {
  const value = get(`${authKey}.${key}`);
  return typeof value === 'string' ? value : undefined;
}
