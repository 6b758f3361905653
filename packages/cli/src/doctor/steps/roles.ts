import { jwtClaims } from '@rhdh-boost/internal/jwt-claims';
import { kagentiAccess, roleName, rolesOf } from '../../kagenti-roles.ts';
import { noAccount } from '../account-keys.ts';
import {
  addRealmRole,
  type KeycloakAccount,
  kcadm,
  keycloakAccount,
  makeScopeDefault,
  realmOption,
  updateClient,
} from '../kcadm.ts';
import { findMissingRoles, type MissingRoles, rolesScope } from '../missing-roles.ts';
import type { Finding, Step } from '../step.ts';

/** Whether the token's roles are enough for what Boost calls. */
export const rolesStep: Step = {
  id: 'roles',
  title: 'Roles',
  needs: ['service-account'],
  async run(context) {
    const { configuration, facts, chat } = context;
    const { token } = facts;
    if (token === undefined) return { skipped: noAccount };
    // The step `trust` warns of it.
    if (facts.kagenti?.enabled === false) return { skipped: 'Kagenti checks no token' };
    const claims = jwtClaims(token.value);
    if (claims === undefined) return { summary: 'not a JSON Web Token', findings: [opaqueToken] };
    const renamed = kagentiAccess(claims);
    const { level, grantedBy, closed, open } =
      [renamed, kagentiAccess(claims, 'kagenti')].find(access => access.level !== 'viewer') ??
      renamed;
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
    const finding =
      realm.length > 0
        ? notOperator(account, chat, closed.length)
        : noRoles(account, chat, await findMissingRoles(claims, context));
    return {
      summary: `viewer at Kagenti: ${open.length} of ${open.length + closed.length} operations`,
      findings: [finding],
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

/** Without the role every chat fails. That is only a warning with `--no-chat`. */
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

function noRoles(account: KeycloakAccount | undefined, chat: boolean, why: MissingRoles): Finding {
  const { cause, remedy, commands } = causes[why];
  return {
    severity: severityFor(chat),
    code: 'no_roles_in_token',
    message: `The access token contains no realm role${cause}. Kagenti treats the account as a viewer: chat, and creating and deleting agents and tools, fail with 403.`,
    remedy,
    ...(account && { commands: commands(account) }),
  };
}

const lightweightOff = 'attributes."client.use.lightweight.access.token.enabled"=false';

const scopeRemedy = `Make ${rolesScope} a default client scope of the client, as the command does.`;

interface Cause {
  readonly cause: string;
  readonly remedy: string;
  readonly commands: (account: KeycloakAccount) => string[];
}

const causes: Readonly<Record<MissingRoles, Cause>> = {
  lightweight: {
    cause: ', because the client issues lightweight access tokens',
    remedy: 'Turn lightweight access tokens off for the client.',
    commands: account => [updateClient(account, lightweightOff)],
  },
  'optional-scope': {
    cause: `, because the client scope ${rolesScope} is optional for the client and was not requested`,
    remedy: `${scopeRemedy} Or add ${rolesScope} to boost.kagenti.auth.scope.`,
    commands: account => [makeScopeDefault(account, rolesScope, true)],
  },
  'no-scope': {
    cause: `, because the client does not have the client scope ${rolesScope}`,
    remedy: scopeRemedy,
    commands: account => [makeScopeDefault(account, rolesScope, false)],
  },
  'not-in-scope': {
    cause: ': the client does not allow the full scope, or its service account has no role',
    remedy: `Allow the full scope. If the token then lacks ${roleName('operator')}, give that role to the service account.`,
    commands: account => [
      updateClient(account, 'fullScopeAllowed=true'),
      ...grantCommands(account, roleName('operator')),
    ],
  },
  unknown: {
    cause: '',
    remedy: `Give the service account the realm role ${roleName('operator')}. If it has the role, the client leaves roles out of its tokens: allow the full scope, make ${rolesScope} a default client scope, and turn lightweight access tokens off.`,
    commands: account => [
      ...grantCommands(account, roleName('operator')),
      updateClient(account, 'fullScopeAllowed=true', lightweightOff),
    ],
  },
};

/** Creates the role where the realm does not have it, and adds it. */
function grantCommands(account: KeycloakAccount, role: string): string[] {
  const inRealm = realmOption(account);
  const get = kcadm('get', `roles/${role}`, ...inRealm);
  const create = kcadm('create', 'roles', ...inRealm, '-s', `name=${role}`);
  return [`${get} > /dev/null 2>&1 || ${create}`, addRealmRole(account, role)];
}
