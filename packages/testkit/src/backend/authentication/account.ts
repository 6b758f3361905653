import type { JWTPayload } from 'jose';
import { listField, recordField, textField } from '../fields.ts';

/** Who a token speaks for, as the backend reads its claims. */
export interface Account {
  /** The client that got the token (claim `azp`). */
  readonly clientId: string | undefined;
  readonly username: string;
  readonly email: string | null;
  /** The roles of the realm and of every client; a viewer's is always among them. */
  readonly roles: readonly string[];
  readonly audience: unknown;
  /** Whether operations for operators are open to it. */
  readonly isOperator: boolean;
}

/** The role names of before and after Kagenti's new name (July 2026). */
const operatorRoles = new Set([
  'rossoctl-operator',
  'kagenti-operator',
  'rossoctl-admin',
  'kagenti-admin',
  'admin',
]);

/** Reads an account from the claims of a token that was found good. */
export function accountOf(claims: JWTPayload): Account {
  const roles = ['rossoctl-viewer', ...rolesOf(claims)];
  return {
    clientId: textField(claims, 'azp'),
    username: textField(claims, 'preferred_username') ?? claims.sub ?? 'unknown',
    email: textField(claims, 'email') ?? null,
    roles: [...new Set(roles)],
    audience: claims.aud,
    isOperator: roles.some(role => operatorRoles.has(role)),
  };
}

/** Roles of any client count, as at the real backend. */
function rolesOf(claims: JWTPayload): string[] {
  const ofClients = Object.values(recordField(claims, 'resource_access') ?? {});
  return [claims['realm_access'], ...ofClients].flatMap(holder =>
    (listField(holder, 'roles') ?? []).filter(role => typeof role === 'string'),
  );
}
