import { jwtClaims } from '@rhdh-boost/internal/jwt-claims';
import type { AccessToken } from '@rhdh-boost/token-manager';
import type { Configuration } from '../configuration/read-configuration.ts';
import {
  acceptedAlgorithm,
  kagentiAccess,
  roleName,
  rolesOf,
  type TokenRoles,
} from '../kagenti-roles.ts';
import { jwtHeader, lifetimeOf } from './jwt-parts.ts';
import { bufferKey, renewalBuffer } from './renewal-buffer.ts';

/** A token as a person or a script may see it: without the token itself and its signature. */
export interface TokenReport {
  /** When it ends, as ISO 8601. */
  readonly expiresAt: string;
  /** How many seconds it lasts from its issue; undefined if the token does not say when it was issued. */
  readonly lifetimeSeconds: number | undefined;
  /** How many seconds before its end it is renewed. */
  readonly renewedSecondsBeforeEnd: number;
  /** The header of the JWT: algorithm and key; undefined for a token that is no JWT. */
  readonly header: Readonly<Record<string, unknown>> | undefined;
  /** The claims of the JWT; undefined for a token that is no JWT. */
  readonly claims: Readonly<Record<string, unknown>> | undefined;
  /** Its roles. */
  readonly roles: TokenRoles;
  /** What Kagenti makes of it. */
  readonly kagenti: {
    /** What the account is to Kagenti; undefined if Kagenti rejects the token. */
    readonly level: string | undefined;
    /** The role that made it so; undefined for a viewer by default. */
    readonly grantedBy: string | undefined;
    /** Operations that the account may call. */
    readonly open: readonly string[];
    /** Operations that Kagenti rejects. */
    readonly closed: readonly string[];
  };
  /** What is likely to be a mistake, and what to do. */
  readonly warnings: readonly string[];
}

/** Reads a token. */
export function reportToken(token: AccessToken, configuration: Configuration): TokenReport {
  const claims = jwtClaims(token.value);
  const header = claims && jwtHeader(token.value);
  const lifetimeSeconds = claims && lifetimeOf(claims);
  const { configuredSeconds, appliedSeconds } = renewalBuffer(configuration, lifetimeSeconds);
  const access = kagentiAccess(claims ?? {});
  const rejection = rejectionOf(header);
  const names = (operations: typeof access.open) => operations.map(({ operation }) => operation);
  return {
    expiresAt: token.expiresAt.toISOString(),
    lifetimeSeconds,
    renewedSecondsBeforeEnd: appliedSeconds,
    header,
    claims,
    roles: rolesOf(claims ?? {}),
    kagenti: {
      level: rejection === undefined ? access.level : undefined,
      grantedBy: access.grantedBy,
      open: rejection === undefined ? names(access.open) : [],
      closed: names(rejection === undefined ? access.closed : [...access.open, ...access.closed]),
    },
    warnings: [
      ...(rejection === undefined ? roleWarnings(access) : [rejection]),
      ...(appliedSeconds < configuredSeconds
        ? [
            `${bufferKey} is ${configuredSeconds} s, more than half of the token's ${lifetimeSeconds} s, so ${appliedSeconds} s apply. Raise the client's "Access Token Lifespan" in Keycloak, or lower the key.`,
          ]
        : []),
    ],
  };
}

/** Why Kagenti rejects the token for its form; undefined if it does not. */
function rejectionOf(header: Readonly<Record<string, unknown>> | undefined): string | undefined {
  if (header === undefined) {
    return 'The token is not a JWT, so Kagenti rejects it with 401. Take the token endpoint of the Keycloak realm that Kagenti uses.';
  }
  if (header['alg'] !== acceptedAlgorithm) {
    return `The token is signed with ${String(header['alg'])}, and Kagenti accepts only ${acceptedAlgorithm}, so it rejects the token with 401. In Keycloak, set "Access token signature algorithm" of the client to ${acceptedAlgorithm}.`;
  }
  if (typeof header['kid'] !== 'string') {
    return 'The token does not name its key (kid), so Kagenti rejects it with 401. Take the token endpoint of the Keycloak realm that Kagenti uses.';
  }
  return undefined;
}

function roleWarnings({ level, unread }: ReturnType<typeof kagentiAccess>): string[] {
  return [
    ...(level === 'viewer'
      ? [
          `The account is only a viewer: it may neither chat nor change anything. In Keycloak, give the role ${roleName('operator')} to its service account. If it has the role, run boost doctor: the client may leave roles out of its tokens.`,
        ]
      : []),
    ...unread.map(
      role =>
        `The role ${role} counts only at a Kagenti from before July 2026; later ones read roles that begin with rossoctl-.`,
    ),
  ];
}
