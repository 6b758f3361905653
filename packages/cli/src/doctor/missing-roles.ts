import { jwtClaims } from '@rhdh-boost/internal/jwt-claims';
import { TokenError } from '@rhdh-boost/token-manager';
import { rolesOf } from '../kagenti-roles.ts';
import { accountText } from './account-keys.ts';
import { requestTokenWith } from './requested-token.ts';
import type { StepContext } from './step.ts';

/** The client scope whose mappers write roles into tokens, in every realm that Keycloak creates. */
export const rolesScope = 'roles';

/**
 * Why a token contains no role of the realm:
 *
 * - `lightweight`: the client issues lightweight access tokens.
 * - `optional-scope`: the client scope `roles` is an optional one of the client.
 * - `no-scope`: the client does not have the client scope `roles`.
 * - `not-in-scope`: the client does not allow the full scope, or the account has no role.
 * - `unknown`: no token could be requested to find out.
 */
export type MissingRoles =
  | 'lightweight'
  | 'optional-scope'
  | 'no-scope'
  | 'not-in-scope'
  | 'unknown';

/**
 * Finds out why a token contains no role, by requesting another one with the scope `roles`.
 *
 * @param claims - those of the token without roles
 * @param context - the account
 */
export async function findMissingRoles(
  claims: Readonly<Record<string, unknown>>,
  context: StepContext,
): Promise<MissingRoles> {
  // Keycloak 26 puts the kind of the token into its id: trltcc for a lightweight one, trrtcc for a regular one.
  if (/^..lt..:/.test(String(claims['jti']))) return 'lightweight';
  const scopes = (accountText(context.configuration, 'scope') ?? '').split(' ').filter(Boolean);
  if (scopes.includes(rolesScope)) return 'not-in-scope';
  try {
    const token = await requestTokenWith([...scopes, rolesScope].join(' '), context);
    const { realm } = rolesOf(jwtClaims(token.value) ?? {});
    return realm.length > 0 ? 'optional-scope' : 'not-in-scope';
  } catch (error) {
    return TokenError.isInstance(error) && error.reason === 'unknown_scope'
      ? 'no-scope'
      : 'unknown';
  }
}
