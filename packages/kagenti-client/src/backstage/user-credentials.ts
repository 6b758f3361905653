import type { BackstageCredentials, BackstageUserPrincipal } from '@backstage/backend-plugin-api';
import { isRecord } from '../is-record.ts';

/** Credentials that a user stands behind. */
export type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/**
 * True for the credentials of a user principal. Told by their shape, as Backstage's own AuthService does:
 * a caller need not have one at hand.
 */
export function areUserCredentials(credentials: unknown): credentials is UserCredentials {
  return (
    principalType(credentials) === 'user' &&
    isRecord(credentials) &&
    isRecord(credentials['principal']) &&
    typeof credentials['principal']['userEntityRef'] === 'string'
  );
}

/** Kind of the principal: `user`, `service`, `none`; undefined for what is not Backstage's credentials. */
export function principalType(credentials: unknown): unknown {
  if (!isRecord(credentials) || credentials['$$type'] !== '@backstage/BackstageCredentials') {
    return undefined;
  }
  const { principal } = credentials;
  return isRecord(principal) ? principal['type'] : undefined;
}
