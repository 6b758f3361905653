import type { ConfigRegistry } from './combine-config-fields.ts';
import type { ConfigFieldSet, ConfigMigration } from './field-set.ts';
import { BOOST_CONFIG_SCHEMA_VERSION, boostConfigFields } from './registry.ts';

/** Version 1 handed each user's token on; version 2 calls with one service account. */
const toServiceAccount: ConfigMigration = {
  to: 2,
  removed: {
    'boost.kagenti.auth.tokenExchange':
      'set tokenEndpoint, clientId and clientSecret below boost.kagenti.auth instead, because one service account calls Kagenti',
    'boost.kagenti.auth.tokenExchange.enabled':
      'tokenEndpoint, clientId and clientSecret below boost.kagenti.auth are enough',
    'boost.kagenti.auth.tokenExchange.audience':
      'configure the audience in Keycloak instead, at the client of boost.kagenti.auth.clientId',
    'boost.kagenti.auth.tokenExchange.userTokenHeader':
      'user tokens are no longer passed on, and the header X-Backstage-User names the user',
  },
  placeholders: {
    'boost.kagenti.auth.tokenEndpoint': '${KAGENTI_TOKEN_ENDPOINT}',
    'boost.kagenti.auth.clientId': '${KAGENTI_CLIENT_ID}',
    'boost.kagenti.auth.clientSecret': '${KAGENTI_CLIENT_SECRET}',
  },
  // What these describe is an account of this version already.
  placeholdersUnless: [
    'boost.kagenti.auth.method',
    'boost.kagenti.auth.issuer',
    'boost.kagenti.auth.keyFile',
    'boost.kagenti.auth.assertionFile',
    'boost.kagenti.auth.certificateFile',
  ],
};

/**
 * The fields of Boost itself, as a set. It is written down rather than made by
 * `defineConfigFields`, whose checks a test runs: importing the package costs little.
 */
export const boostFieldSet: ConfigFieldSet = Object.freeze({
  owner: '@rhdh-boost/config-schema',
  version: BOOST_CONFIG_SCHEMA_VERSION,
  fields: Object.freeze(boostConfigFields),
  migrations: Object.freeze([toServiceAccount]),
});

/**
 * The registry of Boost's own fields alone: what a configuration is read by unless another one is given. It is written
 * down too: a test compares it with what `combineConfigFields` makes.
 */
export const boostConfigRegistry: ConfigRegistry = Object.freeze({
  sets: Object.freeze([boostFieldSet]),
  fields: boostFieldSet.fields,
  ownerOf: (key: string) => (Object.hasOwn(boostFieldSet.fields, key) ? boostFieldSet : undefined),
});
