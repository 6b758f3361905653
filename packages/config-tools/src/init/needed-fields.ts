import type { BoostConfigKey } from '@rhdh-boost/config-schema';
import type { ConfigTemplateOptions } from './config-template.ts';

/** How the account of a new configuration authenticates. */
export type AccountKind = NonNullable<ConfigTemplateOptions['auth']>;

/** What a new configuration sets for a kind of account. */
interface AccountTemplate {
  /** What is to be set up, as paragraphs. */
  readonly introduction: readonly string[];
  /** The keys that are set, as lines of YAML. The method is one of them unless it is the default. */
  readonly values: Partial<Record<BoostConfigKey, readonly string[]>>;
  /** The keys that the method refuses. */
  readonly refused: readonly BoostConfigKey[];
}

const clientId = { 'boost.kagenti.auth.clientId': ['${KAGENTI_CLIENT_ID}'] } as const;
const issuer = { 'boost.kagenti.auth.issuer': ['${KAGENTI_ISSUER}'] } as const;
const realm =
  'The issuer is https://HOST/realms/REALM, exactly as its discovery document has it; the token endpoint is found there.';
const inConsole = 'In the admin console of Keycloak, under Clients, the client, Credentials';

const accounts: Readonly<Record<AccountKind, AccountTemplate>> = {
  secret: {
    introduction: [
      `The account authenticates by a secret. ${inConsole}, set Client Authenticator to Client Id and Secret. Mount the secret as a file, so that it can rotate without a restart.`,
      realm,
    ],
    values: {
      ...issuer,
      ...clientId,
      'boost.kagenti.auth.clientSecret': ['', '$file: ${KAGENTI_CLIENT_SECRET_FILE}'],
    },
    refused: [
      'boost.kagenti.auth.tokenEndpoint',
      'boost.kagenti.auth.keyFile',
      'boost.kagenti.auth.assertionFile',
    ],
  },
  'private-key': {
    introduction: [
      `The account authenticates by assertions that it signs with a private key. ${inConsole}, set Client Authenticator to Signed JWT, and under Keys import the public key. Mount the private key as a file.`,
      realm,
    ],
    values: {
      'boost.kagenti.auth.method': ['private_key_jwt'],
      ...issuer,
      ...clientId,
      'boost.kagenti.auth.keyFile': ['${KAGENTI_CLIENT_KEY_FILE}'],
    },
    refused: [
      'boost.kagenti.auth.tokenEndpoint',
      'boost.kagenti.auth.clientSecret',
      'boost.kagenti.auth.assertionFile',
    ],
  },
  mtls: {
    introduction: [
      `The account authenticates by a certificate. ${inConsole}, set Client Authenticator to X509 Certificate and its Subject DN. Start Keycloak with https-client-auth=request and a trust store that has the authority of the certificate. Mount certificate and key as files.`,
      realm,
    ],
    values: {
      'boost.kagenti.auth.method': ['tls_client_auth'],
      ...issuer,
      ...clientId,
      'boost.kagenti.auth.certificateFile': ['${KAGENTI_CLIENT_CERTIFICATE_FILE}'],
      'boost.kagenti.auth.certificateKeyFile': ['${KAGENTI_CLIENT_CERTIFICATE_KEY_FILE}'],
    },
    refused: [
      'boost.kagenti.auth.tokenEndpoint',
      'boost.kagenti.auth.clientSecret',
      'boost.kagenti.auth.keyFile',
      'boost.kagenti.auth.assertionFile',
    ],
  },
  kubernetes: {
    introduction: [
      'The account authenticates by the token of a Kubernetes service account, without a secret. Keycloak 26.6 or later needs an identity provider of type Kubernetes for the cluster, a client with the authenticator "Signed JWT - Federated" and the subject system:serviceaccount:NAMESPACE:NAME, and the execution of that name in the client authentication flow of the realm.',
      'Mount the token as a projected volume (serviceAccountToken) with the issuer of the realm as its audience and expirationSeconds of 3600 at most.',
      realm,
    ],
    values: {
      'boost.kagenti.auth.method': ['client_assertion'],
      ...issuer,
      'boost.kagenti.auth.assertionFile': ['${KAGENTI_ASSERTION_FILE}'],
    },
    refused: [
      'boost.kagenti.auth.tokenEndpoint',
      'boost.kagenti.auth.clientSecret',
      'boost.kagenti.auth.keyFile',
    ],
  },
};

const always: AccountTemplate['values'] = {
  'boost.encryptionSecret': ['${BOOST_ENCRYPTION_SECRET}'],
  'boost.providers.kagenti.baseUrl': ['${KAGENTI_BASE_URL}'],
};

/** What a new configuration has beside the required fields, and what it leaves out. */
export interface NeededFields {
  /** What is to be set up for the account, as paragraphs. */
  readonly introduction: readonly string[];
  /** The keys that are set, as lines of YAML. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** The keys that are left out, since the account's method refuses them. */
  readonly refused: ReadonlySet<string>;
}

/**
 * What Boost needs to call Kagenti by an account of a kind, and to store secrets. Secrets and keys come from
 * mounted files, so that a rotation needs no restart.
 */
export function neededFieldsFor(kind: AccountKind): NeededFields {
  const { introduction, values, refused } = accounts[kind];
  return {
    introduction,
    values: new Map(Object.entries({ ...always, ...values })),
    refused: new Set(refused),
  };
}
