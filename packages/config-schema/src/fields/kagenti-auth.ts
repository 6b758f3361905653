import { accountNumbers } from '@rhdh-boost/internal/account-values';
import { accountMethods } from '@rhdh-boost/internal/service-account';
import { z } from 'zod';
import {
  credentialUrlRules,
  filePath,
  issuerUrl,
  nonEmptyText,
  resourceUris,
  timeoutMilliseconds,
  tokenEndpointUrl,
} from '../field-schemas.ts';
import type { FieldDefinitions } from '../lazy-fields.ts';

const [shortestBuffer, longestBuffer] = accountNumbers.tokenExpiryBufferSeconds;

const oneAddress = 'is not set beside the other one of tokenEndpoint and issuer';
const secretTogether =
  'is set with tokenEndpoint or issuer, clientId and clientSecret, or not at all, for a method with a secret';
const byMethod = 'is set where boost.kagenti.auth.method needs it';
const exclusive = [byMethod, 'is not set where boost.kagenti.auth.method does not use it'];

/** The service account that calls Kagenti (OAuth2 Client Credentials Grant, RFC 6749 section 4.4). */
export const kagentiAuthFields = {
  'boost.kagenti.auth.method': {
    schema: () => z.enum(accountMethods).optional(),
    rules: [
      'is none only where no other key of boost.kagenti.auth is set',
      'is none only for a backend on loopback, or in-cluster with boost.kagenti.allowInClusterHttp, and not in boost.security.mode full',
      'is required if keyFile, assertionFile or certificateFile is set and clientSecret is not',
    ],
    // What boost-config init --auth calls them.
    replacedValues: {
      secret: 'Write client_secret_basic.',
      'private-key': 'Write private_key_jwt.',
      mtls: 'Write tls_client_auth.',
      kubernetes: 'Write client_assertion.',
    },
    configScope: 'yaml-only',
    description:
      'How the account authenticates at Keycloak. client_secret_basic and client_secret_post need clientId and clientSecret; private_key_jwt needs clientId and keyFile; tls_client_auth needs clientId, certificateFile and certificateKeyFile; client_assertion needs assertionFile alone. Each needs tokenEndpoint or issuer. none: no account, and no other key of this section, for a backend without authentication on loopback or, with boost.kagenti.allowInClusterHttp, in the cluster; not in boost.security.mode full. The token manager applies client_secret_basic when it is not set.',
    visibility: 'backend',
    since: 2,
    examples: ['client_secret_basic'],
  },
  'boost.kagenti.auth.tokenEndpoint': {
    schema: () => tokenEndpointUrl().optional(),
    rules: [
      ...credentialUrlRules,
      oneAddress,
      secretTogether,
      byMethod,
      'has the path of a realm of Keycloak, or is https, where boost.kagenti.auth.method needs that',
    ],
    configScope: 'yaml-only',
    description:
      "Keycloak's token endpoint. Every account needs it, or issuer. https; http only on loopback, or in-cluster with boost.kagenti.allowInClusterHttp.",
    visibility: 'backend',
    since: 2,
    examples: ['https://keycloak.example.com/realms/boost/protocol/openid-connect/token'],
  },
  'boost.kagenti.auth.issuer': {
    schema: () => issuerUrl().optional(),
    rules: [
      ...credentialUrlRules,
      oneAddress,
      secretTogether,
      byMethod,
      'is https, where boost.kagenti.auth.method needs that',
    ],
    configScope: 'yaml-only',
    description:
      "The realm's issuer, in place of tokenEndpoint: its discovery document names the token endpoint. Both are https; http only on loopback, or in-cluster with boost.kagenti.allowInClusterHttp.",
    visibility: 'backend',
    since: 2,
    examples: ['https://keycloak.example.com/realms/boost'],
  },
  'boost.kagenti.auth.clientId': {
    schema: () => nonEmptyText().optional(),
    rules: [secretTogether, byMethod],
    configScope: 'yaml-only',
    description:
      "The service account's client id in Keycloak. Every method needs it, except client_assertion, which sends it only when it is set.",
    visibility: 'backend',
    since: 2,
    examples: ['boost'],
  },
  'boost.kagenti.auth.clientSecret': {
    schema: () => nonEmptyText().optional(),
    rules: [secretTogether, ...exclusive],
    configScope: 'yaml-only',
    description:
      "The client's secret, for client_secret_basic and client_secret_post. Take it from a mounted file ($file), so that a rotation needs no restart, or from the environment.",
    visibility: 'secret',
    sensitive: true,
    since: 2,
    examples: ['${KAGENTI_CLIENT_SECRET}'],
  },
  'boost.kagenti.auth.keyFile': {
    schema: () => filePath().optional(),
    rules: exclusive,
    configScope: 'yaml-only',
    description:
      "For private_key_jwt: the path of the client's private key, as JSON Web Key or PEM (PKCS #8, without passphrase). It is read again for each renewal.",
    visibility: 'backend',
    since: 2,
    examples: ['/etc/boost/client-key/key.pem'],
  },
  'boost.kagenti.auth.assertionFile': {
    schema: () => filePath().optional(),
    rules: exclusive,
    configScope: 'yaml-only',
    description:
      'For client_assertion: the path of a token of another issuer, such as the projected token of a Kubernetes service account, that Keycloak trusts (RFC 7523). It is read again for each attempt.',
    visibility: 'backend',
    since: 2,
    examples: ['/var/run/secrets/tokens/keycloak'],
  },
  'boost.kagenti.auth.certificateFile': {
    schema: () => filePath().optional(),
    rules: [byMethod, 'is set together with certificateKeyFile, or not at all'],
    configScope: 'yaml-only',
    description:
      "The path of a PEM file with the client's certificate. tls_client_auth needs it; with another method it is shown in the TLS handshake too (RFC 8705). It is read again for each renewal.",
    visibility: 'backend',
    since: 2,
    examples: ['/etc/boost/client-tls/tls.crt'],
  },
  'boost.kagenti.auth.certificateKeyFile': {
    schema: () => filePath().optional(),
    rules: [byMethod, 'is set together with certificateFile, or not at all'],
    configScope: 'yaml-only',
    description:
      'The path of a PEM file with the private key of certificateFile, without passphrase. It is read again for each renewal.',
    visibility: 'backend',
    since: 2,
    examples: ['/etc/boost/client-tls/tls.key'],
  },
  'boost.kagenti.auth.tokenExpiryBufferSeconds': {
    schema: () => z.int().min(shortestBuffer).max(longestBuffer).optional(),
    configScope: 'yaml-only',
    description:
      'How many seconds before its end a token is renewed. The token manager applies 60 when it is not set, and never more than half of the lifetime.',
    visibility: 'backend',
    since: 2,
    examples: [60],
  },
  'boost.kagenti.auth.scope': {
    // RFC 6749 section 3.3: a scope has at least one token.
    schema: () => nonEmptyText().optional(),
    configScope: 'yaml-only',
    description: 'The scopes to ask for, separated by spaces. Not sent when it is not set.',
    visibility: 'backend',
    since: 2,
    examples: ['openid'],
  },
  'boost.kagenti.auth.audience': {
    schema: () => nonEmptyText().optional(),
    configScope: 'yaml-only',
    description:
      'The audience to ask for, at servers that know the parameter. Keycloak ignores it: there, an audience mapper of the client puts one into the token. Not sent when it is not set.',
    visibility: 'backend',
    since: 2,
    examples: ['kagenti'],
  },
  'boost.kagenti.auth.resource': {
    schema: () => resourceUris().optional(),
    rules: ['consists of URLs by the URL Standard of WHATWG'],
    configScope: 'yaml-only',
    description:
      'The API that the token is for, or several separated by spaces, each as an absolute URI without fragment (RFC 8707). Keycloak 26 ignores one and refuses several. Not sent when it is not set.',
    visibility: 'backend',
    since: 2,
    examples: ['https://kagenti.example.com'],
  },
  'boost.kagenti.auth.timeoutMs': {
    schema: () => timeoutMilliseconds().optional(),
    configScope: 'yaml-only',
    description:
      'How many milliseconds a renewal may take as a whole, with its retries and waits. The token manager applies 15000 when it is not set.',
    visibility: 'backend',
    since: 2,
    examples: [15_000],
  },
  'boost.kagenti.auth.caFile': {
    schema: () => filePath().optional(),
    configScope: 'yaml-only',
    description:
      "A PEM file with the certificate authorities that Keycloak's certificate is checked against, beside those of Node.",
    visibility: 'backend',
    since: 2,
    examples: ['/etc/boost/keycloak-ca.pem'],
  },
  'boost.kagenti.allowInClusterHttp': {
    schema: () => z.boolean().optional(),
    configScope: 'yaml-only',
    description:
      'Takes http for Keycloak and Kagenti on in-cluster names (*.svc, *.svc.cluster.local). Only for clusters whose mesh encrypts the traffic.',
    visibility: 'backend',
    // Ours to keep: the reader of this package is the only one that asks for it.
    defaultValue: false,
    since: 2,
    examples: [true],
  },
} satisfies FieldDefinitions;
