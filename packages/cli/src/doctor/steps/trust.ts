import { jwtClaims } from '@rhdh-boost/internal/jwt-claims';
import {
  type AuthConfig,
  type KagentiError,
  KagentiHttpError,
  type UserInfo,
} from '@rhdh-boost/kagenti-client';
import {
  acceptedAlgorithm,
  kagentiAccess,
  type RolePrefix,
  roleName,
} from '../../kagenti-roles.ts';
import { jwtHeader } from '../../token/jwt-parts.ts';
import { callOptions, withKagenti } from '../kagenti-calls.ts';
import { addRealmRole, keycloakAccount, updateClient } from '../kcadm.ts';
import type { Finding, Step, StepContext } from '../step.ts';

/** Whether Kagenti accepts the account's token. */
export const trustStep: Step = {
  id: 'trust',
  title: 'Trust',
  needs: ['kagenti', 'service-account'],
  async run(context) {
    const { facts, signal } = context;
    const isEnabled = facts.kagenti?.enabled ?? true;
    if (!isEnabled && facts.token === undefined) {
      return { summary: 'neither Boost nor Kagenti authenticates' };
    }
    if (!isEnabled) {
      return { summary: 'Kagenti requires no token', findings: [withoutAuthentication] };
    }
    return withKagenti(
      context,
      async kagenti => {
        const user = await kagenti.auth.userInfo({}, { ...callOptions, signal });
        const roles = user.roles ?? [];
        return {
          summary: `Kagenti knows the account as ${user.username}`,
          findings: roleFindings(context, user),
          details: { username: user.username, roles },
        };
      },
      error => explainRefusal(error, context),
    );
  },
};

const tokenRequired: Finding = {
  severity: 'error',
  code: 'kagenti_requires_token',
  message: 'Kagenti requires access tokens, and boost.kagenti.auth.method is none.',
  remedy:
    'Set boost.kagenti.auth.clientId, clientSecret and issuer to those of the service account, and remove boost.kagenti.auth.method.',
};

const withoutAuthentication: Finding = {
  severity: 'warning',
  code: 'kagenti_without_authentication',
  message:
    'Kagenti has its authentication turned off: everyone who reaches its address is its administrator, whatever token they send.',
  remedy: 'Set ENABLE_AUTH=true, KEYCLOAK_URL and KEYCLOAK_REALM at the Kagenti backend.',
};

/** Kagenti adds its own name of the viewer to every account, which shows how its roles begin. */
function roleFindings({ configuration, facts }: StepContext, user: UserInfo): Finding[] {
  const prefix = prefixOf(user);
  const claims = facts.token && jwtClaims(facts.token.value);
  if (prefix === undefined || claims === undefined) return [];
  const { level, unread } = kagentiAccess(claims, prefix);
  if (level !== 'viewer' || unread.length === 0) return [];
  const operator = roleName('operator', prefix);
  const account = keycloakAccount(configuration);
  return [
    {
      severity: 'error',
      code: 'role_of_another_release',
      message: `This Kagenti does not read the role ${unread.join(' or ')}, because its roles begin with ${prefix}-. It treats the account as a viewer and rejects chat with 403.`,
      remedy: `Give the service account the realm role ${operator}.`,
      ...(account && { commands: [addRealmRole(account, operator)] }),
    },
  ];
}

function prefixOf({ roles }: UserInfo): RolePrefix | undefined {
  return (['rossoctl', 'kagenti'] as const).find(prefix =>
    roles?.includes(roleName('viewer', prefix)),
  );
}

/** The details are those of `validate_token` in rossoctl/backend/app/core/auth.py, 0ea6d7ff. */
function explainRefusal(error: KagentiError, context: StepContext): Finding | undefined {
  if (!KagentiHttpError.isInstance(error)) return undefined;
  const { status, detail = '', accountRefused } = error;
  if (status === 503 && detail.startsWith('Authentication service')) {
    return keycloakOutOfReach(context.facts.kagenti);
  }
  if (status !== 401) return undefined;
  if (context.facts.token === undefined) return tokenRequired;
  if (!accountRefused) return undefined;
  if (/expired/i.test(detail)) return expired;
  // Keys of HMAC are not public, so that Kagenti does not find them, and rejects the others as it checks them.
  const algorithm = headerAlgorithm(context.facts.token.value);
  if (algorithm !== acceptedAlgorithm || /alg|key error/i.test(detail)) {
    return otherAlgorithm(context, algorithm);
  }
  if (/signing key not found|signature/i.test(detail)) return otherRealm(context);
  return {
    severity: 'error',
    code: 'token_refused',
    message: `Kagenti rejected the access token of boost.kagenti.auth with 401${quote(detail)}.`,
    remedy: `${trustedRealm(context.facts.kagenti)} Point boost.kagenti.auth.issuer at this realm.`,
  };
}

function quote(detail: string): string {
  return detail === '' ? '' : `: ${detail.slice(0, 120)}`;
}

function trustedRealm(kagenti: AuthConfig | undefined): string {
  return `Kagenti accepts tokens of ${realmUrl(kagenti) ?? 'a realm that it does not name'}.`;
}

function realmUrl(kagenti: AuthConfig | undefined): string | undefined {
  const { keycloak_url: url, realm } = kagenti ?? {};
  return url && realm ? `${url.replace(/\/$/, '')}/realms/${realm}` : undefined;
}

function otherRealm({ configuration, facts }: StepContext): Finding {
  const issuer = facts.token && jwtClaims(facts.token.value)?.['iss'];
  const trusted = realmUrl(facts.kagenti);
  const isSame = trusted !== undefined && trusted === issuer;
  return {
    severity: 'error',
    code: isSame ? 'signing_key_unknown' : 'other_realm',
    message: `Kagenti does not have the key that signed the token of ${typeof issuer === 'string' ? issuer : 'boost.kagenti.auth'}. ${trustedRealm(facts.kagenti)}`,
    remedy: isSame
      ? 'Check that the Kagenti backend reaches the same Keycloak at KEYCLOAK_URL: it may call another server under that name. Restart it if it does.'
      : `Use one realm on both sides: point boost.kagenti.auth.issuer${trusted === undefined ? '' : ` at ${trusted}`} with a client of that realm, or KEYCLOAK_URL and KEYCLOAK_REALM of the Kagenti backend at the realm of boost.kagenti.auth.`,
    source: configuration.sourceOf('boost.kagenti.auth.issuer'),
  };
}

const expired: Finding = {
  severity: 'error',
  code: 'token_expired_at_kagenti',
  message:
    'Kagenti rejects the new access token as expired: its clock is ahead of that of Keycloak.',
  remedy: 'Synchronize the time of the machines of Kagenti and Keycloak (NTP).',
};

function otherAlgorithm({ configuration }: StepContext, algorithm: string | undefined): Finding {
  const account = keycloakAccount(configuration);
  return {
    severity: 'error',
    code: 'signature_algorithm',
    message: `The access token is signed with ${algorithm ?? 'an algorithm that Kagenti does not accept'}, and Kagenti accepts only ${acceptedAlgorithm}.`,
    remedy: `Have Keycloak sign the access tokens of the client with ${acceptedAlgorithm}.`,
    ...(account && {
      commands: [
        updateClient(account, `attributes."access.token.signed.response.alg"=${acceptedAlgorithm}`),
      ],
    }),
  };
}

function headerAlgorithm(token: string): string | undefined {
  const algorithm = jwtHeader(token)?.['alg'];
  return typeof algorithm === 'string' ? algorithm : undefined;
}

function keycloakOutOfReach(kagenti: AuthConfig | undefined): Finding {
  return {
    severity: 'error',
    code: 'kagenti_cannot_reach_keycloak',
    message: `Kagenti cannot load the signing keys of ${realmUrl(kagenti) ?? 'its realm'}: Keycloak is out of its reach, or the realm does not exist.`,
    remedy:
      'Check KEYCLOAK_URL and KEYCLOAK_REALM of the Kagenti backend, and that it reaches Keycloak from inside the cluster.',
    isTemporary: true,
  };
}
