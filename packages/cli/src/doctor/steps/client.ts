import { nameOf } from '@rhdh-boost/internal/error-name';
import { accountProofs } from '@rhdh-boost/internal/service-account';
import { KagentiError } from '@rhdh-boost/kagenti-client';
import { TokenError, type TokenErrorReason } from '@rhdh-boost/token-manager';
import { accountMethod, accountText, authKey, noAccount } from '../account-keys.ts';
import { looksLikeBase64 } from '../encoded-secret.ts';
import {
  createClient,
  type KeycloakAccount,
  keycloakAccount,
  showClient,
  updateClient,
  updateRealm,
} from '../kcadm.ts';
import { requestToken } from '../requested-token.ts';
import { secretCommand } from '../secret-command.ts';
import type { Finding, Step, StepContext } from '../step.ts';

/** With these Keycloak has accepted the client: what is wrong is a matter of the step `service-account`. */
const afterAuthentication: ReadonlySet<TokenErrorReason | undefined> = new Set([
  'no_service_account',
  'unknown_scope',
  'certificate_required',
  'dpop_required',
] as const);

/** Whether Keycloak accepts the client: one token request, as the backend makes it. */
export const clientStep: Step = {
  id: 'client',
  title: 'Client',
  needs: ['credential', 'realm'],
  // The token manager gives up after 15 s, and knows more about it.
  timeoutMs: 20_000,
  async run(context) {
    const { configuration, facts } = context;
    const method = accountMethod(configuration);
    if (method === 'none') return { skipped: noAccount };
    const account = keycloakAccount(configuration);
    const client = accountText(configuration, 'clientId') ?? 'the client of the assertion';
    const summary = `${client}${account ? ` in realm ${account.realm}` : ''} (${method})`;
    try {
      await requestToken(context);
      return { summary };
    } catch (error) {
      if (TokenError.isInstance(error) && afterAuthentication.has(error.reason)) {
        facts.tokenRefusal = error;
        return { summary };
      }
      return { summary, findings: [explain(error, context)] };
    }
  },
};

function explain(error: unknown, context: StepContext): Finding {
  if (!TokenError.isInstance(error)) {
    const message = KagentiError.isInstance(error)
      ? error.message
      : `The token manager cannot be built from ${authKey} (${nameOf(error) ?? 'an error'}).`;
    const remedy = `Correct ${authKey}, which "boost config check" explains.`;
    return { severity: 'error', code: 'invalid_configuration', message, remedy };
  }
  const explained = error.reason && explanations[error.reason]?.(context);
  if (explained !== undefined) {
    return { severity: 'error', code: error.reason ?? error.code, ...explained };
  }
  return {
    severity: 'error',
    code: error.reason ?? error.code,
    message: `${error.message}.`,
    remedy: error.hint ?? 'Check the log of the identity provider.',
    isTemporary: error.retryable,
  };
}

type Explanation = Omit<Finding, 'severity' | 'code'>;

/** What app-config calls each method, and Keycloak its authenticator. */
const authenticators = {
  secret: { type: 'client-secret', name: 'Client Id and Secret', methods: 'client_secret_basic' },
  assertion: { type: 'client-jwt', name: 'Signed JWT', methods: 'private_key_jwt' },
  certificate: { type: 'client-x509', name: 'X509 Certificate', methods: 'tls_client_auth' },
  federated: {
    type: 'federated-jwt',
    name: 'Signed JWT - Federated',
    methods: 'client_assertion',
  },
} as const;

const authenticatorOf = {
  client_secret_basic: authenticators.secret,
  client_secret_post: authenticators.secret,
  private_key_jwt: authenticators.assertion,
  tls_client_auth: authenticators.certificate,
  client_assertion: authenticators.federated,
  none: authenticators.secret,
} as const;

/** Keycloak's causes, with the keys of app-config. Others have the token manager's message and hint. */
const explanations: Readonly<
  Partial<Record<TokenErrorReason, (context: StepContext) => Explanation | undefined>>
> = {
  unknown_client: withAccount((account, { configuration }) => ({
    message: `The realm ${account.realm} has no enabled client ${account.clientId}, which ${authKey}.clientId names.`,
    remedy:
      'If the first command shows the client, enable it. If it shows none, correct the id, or create the client.',
    commands: [
      showClient(account),
      `${updateClient(account, 'enabled=true')} || ${createClient(account)}`,
    ],
    source: configuration.sourceOf(`${authKey}.clientId`),
  })),
  wrong_secret: withAccount((account, { configuration }) => {
    const key = `${authKey}.clientSecret`;
    const store = 'Store the secret that Keycloak has now where the configuration reads it';
    const isEncoded = looksLikeBase64(accountText(configuration, 'clientSecret') ?? '');
    return {
      message: `${key} is not the secret of the client ${account.clientId}: Keycloak refused it.${isEncoded ? ' The value looks like base64 of another text, as in "data" of a Kubernetes Secret.' : ''}`,
      remedy: isEncoded
        ? `Decode the value (base64 -d) where it is set. If it is then still refused: ${store.replace('Store', 'store')}.`
        : `${store}. It may have been regenerated.`,
      commands: [secretCommand(account, configuration)],
      source: configuration.sourceOf(key),
    };
  }),
  expects_secret: otherMethod(authenticators.secret),
  expects_assertion: otherMethod(authenticators.assertion),
  expects_certificate: otherMethod(authenticators.certificate),
  public_client: withAccount((account, { configuration }) => ({
    message: `The client ${account.clientId} is public, so it cannot authenticate.`,
    remedy:
      'Turn on "Client authentication" and "Service accounts roles" in its settings. Then store its secret where the configuration reads it: a public client has none, so Keycloak generates one.',
    commands: [
      updateClient(account, 'publicClient=false', 'serviceAccountsEnabled=true'),
      secretCommand(account, configuration),
    ],
  })),
  unknown_key: withAccount((account, { configuration }) => ({
    message: `Keycloak has no key of the client ${account.clientId} that fits the one in ${authKey}.keyFile.`,
    remedy:
      'Put the public key into Keycloak under "Keys" of the client, as JWKS or certificate. A key with kid must have the same one there.',
    source: configuration.sourceOf(`${authKey}.keyFile`),
  })),
  wrong_signature: withAccount((account, { configuration }) => ({
    message: `Keycloak has another key for the client ${account.clientId} than the one in ${authKey}.keyFile.`,
    remedy: 'Put the public key of the file into Keycloak under "Keys" of the client.',
    source: configuration.sourceOf(`${authKey}.keyFile`),
  })),
  inactive_assertion: ({ configuration }) => ({
    message: 'The assertion is not valid yet, or no longer, by the time of Keycloak.',
    remedy:
      'Set the time of this machine and of Keycloak. They may differ by 15 seconds for assertions that Boost signs, and by none for those of another issuer.',
    commands: ['timedatectl set-ntp true'],
    source: configuration.sourceOf(`${authKey}.method`),
  }),
  certificate_mismatch: withAccount((account, { configuration }) => ({
    message: `Keycloak did not accept the certificate in ${authKey}.certificateFile for the client ${account.clientId}.`,
    remedy:
      'Compare in Keycloak: the client exists, is enabled, has the authenticator "X509 Certificate" and the subject of the certificate. The certificate must reach Keycloak: no proxy may end TLS before it (https-client-auth=request).',
    commands: [showClient(account)],
    source: configuration.sourceOf(`${authKey}.certificateFile`),
  })),
  disabled_realm: withAccount(account => ({
    message: `The realm ${account.realm} is disabled.`,
    remedy: 'Enable it.',
    commands: [updateRealm(account, 'enabled=true')],
  })),
};

function withAccount(
  make: (account: KeycloakAccount, context: StepContext) => Explanation,
): (context: StepContext) => Explanation | undefined {
  return context => {
    const account = keycloakAccount(context.configuration);
    return account === undefined ? undefined : make(account, context);
  };
}

/** The client authenticates in another way than the configuration. Which of them is wrong, only the reader knows. */
function otherMethod(wanted: (typeof authenticators)[keyof typeof authenticators]) {
  return withAccount((account, { configuration }) => {
    const method = accountMethod(configuration);
    const used = authenticatorOf[method];
    return {
      message: `In Keycloak the client ${account.clientId} authenticates by "${wanted.name}", and ${authKey}.method is ${method}.`,
      remedy: `Set the authenticator of the client to "${used.name}", as the command does, or ${authKey}.method to ${wanted.methods} with its keys.`,
      commands: [updateClient(account, `clientAuthenticatorType=${used.type}`)],
      source:
        configuration.sourceOf(`${authKey}.method`) ??
        configuration.sourceOf(`${authKey}.${accountProofs[method][0]}`),
    };
  });
}
