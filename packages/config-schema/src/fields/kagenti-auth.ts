import { z } from 'zod';
import type { ConfigFields } from '../field.ts';
import { credentialUrl, credentialUrlRules, filePath, nonEmptyText } from '../field-schemas.ts';

/** A day: a token that is renewed earlier than that before its end is renewed at every call. */
const longestBufferSeconds = 86_400;

const together = 'is set together with tokenEndpoint, clientId and clientSecret, or not at all';

/** The service account that calls Kagenti (OAuth2 Client Credentials Grant, RFC 6749 section 4.4). */
export const kagentiAuthFields = {
  'boost.kagenti.auth.tokenEndpoint': {
    schema: credentialUrl.optional(),
    rules: [...credentialUrlRules, together],
    configScope: 'yaml-only',
    description:
      "Keycloak's token endpoint. Set together with clientId and clientSecret, or not at all. https; http only on loopback, or in-cluster with boost.kagenti.allowInClusterHttp.",
    visibility: 'backend',
    since: 2,
    examples: ['https://keycloak.example.com/realms/boost/protocol/openid-connect/token'],
  },
  'boost.kagenti.auth.clientId': {
    schema: nonEmptyText.optional(),
    rules: [together],
    configScope: 'yaml-only',
    description: "The service account's client id in Keycloak.",
    visibility: 'backend',
    since: 2,
    examples: ['boost'],
  },
  'boost.kagenti.auth.clientSecret': {
    schema: nonEmptyText.optional(),
    rules: [together],
    configScope: 'yaml-only',
    description:
      "The client's secret. Take it from a mounted file ($file), so that a rotation needs no restart, or from the environment.",
    visibility: 'secret',
    sensitive: true,
    since: 2,
    examples: ['${KAGENTI_CLIENT_SECRET}'],
  },
  'boost.kagenti.auth.tokenExpiryBufferSeconds': {
    schema: z.int().min(0).max(longestBufferSeconds).optional(),
    configScope: 'yaml-only',
    description:
      'How many seconds before its end a token is renewed. The token manager applies 60 when it is not set, and never more than half of the lifetime.',
    visibility: 'backend',
    since: 2,
    examples: [60],
  },
  'boost.kagenti.auth.scope': {
    // RFC 6749 section 3.3: a scope has at least one token.
    schema: nonEmptyText.optional(),
    configScope: 'yaml-only',
    description: 'The scopes to ask for, apart by spaces. Not sent when it is not set.',
    visibility: 'backend',
    since: 2,
    examples: ['openid'],
  },
  'boost.kagenti.auth.caFile': {
    schema: filePath.optional(),
    configScope: 'yaml-only',
    description:
      "A PEM file with the certificate authorities that Keycloak's certificate is checked against, beside those of Node.",
    visibility: 'backend',
    since: 2,
    examples: ['/etc/boost/keycloak-ca.pem'],
  },
  'boost.kagenti.allowInClusterHttp': {
    schema: z.boolean().optional(),
    configScope: 'yaml-only',
    description:
      'Takes http for Keycloak and Kagenti on in-cluster names (*.svc, *.svc.cluster.local). Only for clusters whose mesh encrypts the traffic.',
    visibility: 'backend',
    // Ours to keep: the reader of this package is the only one that asks for it.
    defaultValue: false,
    since: 2,
    examples: [true],
  },
} satisfies ConfigFields;
