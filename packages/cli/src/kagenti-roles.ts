import { type Operation, operations, type Role } from '@rhdh-boost/kagenti-contract';
import { recordOf } from './record-of.ts';

/** What an account is to Kagenti. Each level includes those before it. */
export type KagentiLevel = 'viewer' | 'operator' | 'admin';

/** How the names of Kagenti's roles begin: `rossoctl` since its new name of July 2026, `kagenti` before. */
export type RolePrefix = 'rossoctl' | 'kagenti';

/** The roles that a token carries. */
export interface TokenRoles {
  /** Roles of the realm: claim `realm_access.roles`. */
  readonly realm: readonly string[];
  /** Roles of clients, by the client's id: claim `resource_access`. */
  readonly clients: Readonly<Record<string, readonly string[]>>;
}

/** What Kagenti makes of the roles in a token. */
export interface KagentiAccess {
  /** What the account is to Kagenti. */
  readonly level: KagentiLevel;
  /** The role that made it so; undefined for a viewer by default. */
  readonly grantedBy: string | undefined;
  /** Roles of the token that only a Kagenti with the other prefix reads. */
  readonly unread: readonly string[];
  /** Operations that the account may call. */
  readonly open: readonly Operation[];
  /** Operations that Kagenti rejects with 403. */
  readonly closed: readonly Operation[];
}

/** The only algorithm of signatures that Kagenti accepts (`validate_token` in rossoctl/backend/app/core/auth.py, c7c0d74a). */
export const acceptedAlgorithm = 'RS256';

/** From the highest to the lowest. */
const levels = ['admin', 'operator', 'viewer'] as const;

/** Kagenti takes this realm role as its own admin role, until Keycloak has Kagenti's roles everywhere. */
const adminOfRealm = 'admin';

/** The levels that satisfy what an operation demands. */
const satisfying: Readonly<Record<Role, readonly KagentiLevel[]>> = {
  viewer: ['viewer', 'operator', 'admin'],
  operator: ['operator', 'admin'],
};

/** The name of a role in Keycloak: `rossoctl-operator`. */
export function roleName(level: KagentiLevel, prefix: RolePrefix = 'rossoctl'): string {
  return `${prefix}-${level}`;
}

/** The roles that the claims of an access token contain. */
export function rolesOf(claims: Readonly<Record<string, unknown>>): TokenRoles {
  const clients = Object.entries(recordOf(claims['resource_access']))
    .map(([client, holder]) => [client, rolesIn(holder)] as const)
    .filter(([, roles]) => roles.length > 0);
  return { realm: rolesIn(claims['realm_access']), clients: Object.fromEntries(clients) };
}

/**
 * What Kagenti makes of the roles in a token, by its own rule (`validate_token` and `get_effective_roles` in
 * rossoctl/backend/app/core/auth.py, c7c0d74a): roles of the realm and of any client count, the realm role `admin`
 * makes an admin, and every valid token is a viewer's.
 *
 * @param claims - the claims of the access token
 * @param prefix - how this Kagenti's roles begin; an older Kagenti reads `kagenti-operator` instead
 */
export function kagentiAccess(
  claims: Readonly<Record<string, unknown>>,
  prefix: RolePrefix = 'rossoctl',
): KagentiAccess {
  const { realm, clients } = rolesOf(claims);
  const roles = [...realm, ...Object.values(clients).flat()];
  const { level, grantedBy } = highest(roles, realm, prefix);
  const other = prefix === 'rossoctl' ? 'kagenti' : 'rossoctl';
  const namesOfOther = new Set(levels.map(name => roleName(name, other)));
  const isOpen = ({ role }: Operation): boolean =>
    role === null || satisfying[role].includes(level);
  return {
    level,
    grantedBy,
    unread: [...new Set(roles.filter(role => namesOfOther.has(role)))],
    open: operations.filter(isOpen),
    closed: operations.filter(operation => !isOpen(operation)),
  };
}

function highest(
  roles: readonly string[],
  realm: readonly string[],
  prefix: RolePrefix,
): Pick<KagentiAccess, 'level' | 'grantedBy'> {
  for (const level of levels) {
    const name = roleName(level, prefix);
    if (roles.includes(name)) return { level, grantedBy: name };
    if (level === 'admin' && realm.includes(adminOfRealm))
      return { level, grantedBy: adminOfRealm };
  }
  return { level: 'viewer', grantedBy: undefined };
}

function rolesIn(holder: unknown): string[] {
  const { roles } = recordOf(holder);
  return Array.isArray(roles) ? roles.filter(role => typeof role === 'string') : [];
}
