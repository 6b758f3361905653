import { jwtClaims } from '@rhdh-boost/internal/jwt-claims';
import { kagentiAccess, roleName, rolesOf } from '../../kagenti-roles.ts';
import {
  addRealmRole,
  type KeycloakAccount,
  kcadm,
  keycloakAccount,
  realmOption,
  updateClient,
} from '../kcadm.ts';
import type { Finding, Step } from '../step.ts';

/** Whether the token's roles are enough for what Boost calls. */
export const rolesStep: Step = {
  id: 'roles',
  title: 'Roles',
  needs: ['service-account'],
  async run({ configuration, facts, chat }) {
    const { token } = facts;
    if (token === undefined) return { skipped: 'boost.kagenti.auth.method is none' };
    const claims = jwtClaims(token.value);
    if (claims === undefined) return { summary: 'not a JSON Web Token', findings: [opaqueToken] };
    const renamed = kagentiAccess(claims);
    const access = renamed.level === 'viewer' ? kagentiAccess(claims, 'kagenti') : renamed;
    const { level, grantedBy, closed, open } = access.level === 'viewer' ? renamed : access;
    const { realm, clients } = rolesOf(claims);
    const details = {
      level,
      grantedBy: grantedBy ?? null,
      realmRoles: realm,
      clientRoles: clients,
    };
    if (closed.length === 0) {
      return {
        summary: `${level} at Kagenti by ${grantedBy}: all ${open.length} operations`,
        details,
      };
    }
    const account = keycloakAccount(configuration);
    const hasNone = realm.length === 0 && Object.keys(clients).length === 0;
    return {
      summary: `viewer at Kagenti: ${open.length} of ${open.length + closed.length} operations`,
      findings: [hasNone ? noRoles(account, chat) : notOperator(account, chat, closed.length)],
      details,
    };
  },
};

const opaqueToken: Finding = {
  severity: 'error',
  code: 'opaque_token',
  message:
    'The access token is not a JSON Web Token. Kagenti accepts only those, because it reads the roles in them.',
  remedy: 'Configure the client in Keycloak to issue JSON Web Tokens as access tokens.',
};

/** Without the role every chat fails, unless nobody is to chat. */
function severityFor(chat: boolean): Finding['severity'] {
  return chat ? 'error' : 'warning';
}

function notOperator(account: KeycloakAccount | undefined, chat: boolean, closed: number): Finding {
  const operator = roleName('operator');
  return {
    severity: severityFor(chat),
    code: 'not_operator',
    message: `The account of boost.kagenti.auth lacks the role ${operator}, so Kagenti rejects ${closed} operations with 403: chat, and creating, building and deleting agents and tools. Listing them works.`,
    remedy: `Give the service account the realm role ${operator} (${roleName('operator', 'kagenti')} in a Kagenti from before July 2026).`,
    ...(account && { commands: grantCommands(account, operator) }),
  };
}

function noRoles(account: KeycloakAccount | undefined, chat: boolean): Finding {
  const operator = roleName('operator');
  return {
    severity: severityFor(chat),
    code: 'no_roles_in_token',
    message:
      'The access token contains no role at all, so Kagenti treats the account as a viewer. Chat, and creating and deleting agents and tools, fail with 403.',
    remedy: `Give the service account the realm role ${operator}. If it has the role, the client leaves roles out of its tokens: allow the full scope, add the client scope "roles", and turn lightweight access tokens off.`,
    ...(account && {
      commands: [
        ...grantCommands(account, operator),
        updateClient(
          account,
          'fullScopeAllowed=true',
          'attributes."client.use.lightweight.access.token.enabled"=false',
        ),
      ],
    }),
  };
}

/** Creates the role where the realm does not have it, and adds it. */
function grantCommands(account: KeycloakAccount, role: string): string[] {
  const inRealm = realmOption(account);
  const get = kcadm('get', `roles/${role}`, ...inRealm);
  const create = kcadm('create', 'roles', ...inRealm, '-s', `name=${role}`);
  return [`${get} > /dev/null 2>&1 || ${create}`, addRealmRole(account, role)];
}
