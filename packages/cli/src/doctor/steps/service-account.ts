import { jwtClaims } from '@rhdh-boost/internal/jwt-claims';
import type { TokenError } from '@rhdh-boost/token-manager';
import { accountMethod, accountText, authKey, noAccount } from '../account-keys.ts';
import { keycloakAccount, updateClient } from '../kcadm.ts';
import type { Finding, Step, StepContext } from '../step.ts';

/** Whether the client may get tokens for itself, and for whom the token is. */
export const serviceAccountStep: Step = {
  id: 'service-account',
  title: 'Service account',
  needs: ['client'],
  async run(context) {
    const { configuration, facts } = context;
    if (accountMethod(configuration) === 'none') {
      return { skipped: noAccount };
    }
    if (facts.tokenRefusal !== undefined) {
      return { summary: 'no token', findings: [explainRefusal(facts.tokenRefusal, context)] };
    }
    const claims = jwtClaims(facts.token?.value ?? '');
    if (claims === undefined) return { summary: 'a token that is not a JSON Web Token' };
    const { preferred_username: name, azp, sub, scope } = claims;
    const account = [name, azp, sub].find(each => typeof each === 'string') ?? 'unnamed';
    return { summary: account, details: { account, client: azp, scope } };
  },
};

/** Why the client, which Keycloak accepted, got no token. */
function explainRefusal({ reason, message, hint }: TokenError, context: StepContext): Finding {
  const { configuration } = context;
  const account = keycloakAccount(configuration);
  const commands = (setting: string) =>
    account === undefined ? {} : { commands: [updateClient(account, setting)] };
  switch (reason) {
    case 'no_service_account':
      return {
        severity: 'error',
        code: reason,
        message: `The client ${nameOf(context)} has no service account, so it gets no token for itself.`,
        remedy:
          'Turn on "Service accounts roles" in its settings. Then give the account its roles.',
        ...commands('serviceAccountsEnabled=true'),
      };
    case 'unknown_scope':
      return {
        severity: 'error',
        code: reason,
        message: `The client ${nameOf(context)} does not have the scope in ${authKey}.scope.`,
        remedy: `Assign the scope to the client under "Client scopes" in Keycloak, or correct or remove ${authKey}.scope.`,
        source: configuration.sourceOf(`${authKey}.scope`),
      };
    case 'certificate_required':
      return {
        severity: 'error',
        code: reason,
        message: `Tokens of the client ${nameOf(context)} are bound to a client certificate, and Keycloak saw none.`,
        remedy: `Set ${authKey}.certificateFile and ${authKey}.certificateKeyFile, and check that no proxy ends TLS before Keycloak; or unbind the tokens.`,
        ...commands('attributes."tls.client.certificate.bound.access.tokens"=false'),
      };
    case 'dpop_required':
      return {
        severity: 'error',
        code: reason,
        message: `The client ${nameOf(context)} must use DPoP, which Boost does not support.`,
        remedy: 'Turn off "Require DPoP bound tokens" in its settings.',
        ...commands('attributes."dpop.bound.access.tokens"=false'),
      };
    default:
      return { severity: 'error', code: 'no_token', message, remedy: hint ?? 'See the log.' };
  }
}

function nameOf({ configuration }: StepContext): string {
  return accountText(configuration, 'clientId') ?? 'of the assertion';
}
