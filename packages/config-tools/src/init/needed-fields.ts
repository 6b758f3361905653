import type { BoostConfigKey } from '@rhdh-boost/config-schema';

const values = {
  'boost.encryptionSecret': ['${BOOST_ENCRYPTION_SECRET}'],
  'boost.kagenti.auth.tokenEndpoint': ['${KAGENTI_TOKEN_ENDPOINT}'],
  'boost.kagenti.auth.clientId': ['${KAGENTI_CLIENT_ID}'],
  'boost.kagenti.auth.clientSecret': ['', '$file: ${KAGENTI_CLIENT_SECRET_FILE}'],
  'boost.providers.kagenti.baseUrl': ['${KAGENTI_BASE_URL}'],
} satisfies Partial<Record<BoostConfigKey, readonly string[]>>;

/**
 * What a new configuration sets beside the required fields, as lines of YAML by key: what Boost
 * needs to call Kagenti, and to store secrets. The client's secret comes from a mounted file, so
 * that a rotation needs no restart.
 */
export const neededFields: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(values));
