const credential =
  'A credential is sent there, so that http is taken only where nobody can listen.';
const webUrl =
  'A URL of another scheme, or one that holds a password, is a mistake that is found at once.';
const notBlank = 'White space alone is a mistake that is found at once.';
const configured =
  'A configuration without a model is in order: an administrator may set it at run time.';
const otherMethods =
  'An account can authenticate without a secret, and find its endpoint by the issuer.';
const asked = 'Some servers issue a token only for the API that the request names.';
const providerOfKagenti = 'How Kagenti is called is configuration here; in Boost it is code.';

/** How our own fields differ from those that Boost has today, each with its reason. */
export const ownFieldDifferences: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'boost.model.baseUrl': { optional: configured, 'schema pattern': webUrl },
  'boost.model.name': {
    optional: configured,
    'schema minLength': notBlank,
    'schema pattern': notBlank,
  },
  'boost.agentApproval.sonataflow.endpoint': { 'schema pattern': webUrl },
  'boost.skillsMarketplace.endpoint': { 'schema pattern': webUrl },
  'boost.skillsMarketplace.enabled': {
    'only here': 'Whether skills are taken from the marketplace, beside whether it is shown.',
  },
  'boost.kagenti.auth.tokenEndpoint': { 'schema pattern': credential },
  'boost.kagenti.auth.clientId': { 'schema pattern': notBlank },
  'boost.kagenti.auth.clientSecret': { 'schema pattern': notBlank },
  'boost.kagenti.auth.tokenExpiryBufferSeconds': {
    'schema maximum':
      'A token that is renewed more than a day before its end is renewed at every call.',
  },
  'boost.kagenti.auth.method': { 'only here': otherMethods },
  'boost.kagenti.auth.issuer': { 'only here': otherMethods },
  'boost.kagenti.auth.keyFile': { 'only here': otherMethods },
  'boost.kagenti.auth.assertionFile': { 'only here': otherMethods },
  'boost.kagenti.auth.certificateFile': { 'only here': otherMethods },
  'boost.kagenti.auth.certificateKeyFile': { 'only here': otherMethods },
  'boost.kagenti.auth.audience': { 'only here': asked },
  'boost.kagenti.auth.resource': { 'only here': asked },
  'boost.kagenti.auth.timeoutMs': {
    'only here': 'How long a renewal may take depends on the network of the installation.',
  },
  'boost.kagenti.auth.scope': {
    'only here': 'A Keycloak client may have scopes that must be asked for.',
  },
  'boost.kagenti.auth.caFile': {
    'only here': 'A Keycloak inside a cluster often has a certificate of its own authority.',
  },
  'boost.kagenti.allowInClusterHttp': { 'only here': credential },
  'boost.previousEncryptionSecrets': {
    'only here': 'The encryption secret can be rotated without losing what was stored.',
  },
  'boost.providers.kagenti.baseUrl': { 'only here': providerOfKagenti },
  'boost.providers.kagenti.defaultAgent': { 'only here': providerOfKagenti },
  'boost.providers.kagenti.namespaces': { 'only here': providerOfKagenti },
  'boost.providers.kagenti.requestTimeoutMs': { 'only here': providerOfKagenti },
  'boost.providers.kagenti.streamIdleTimeoutMs': { 'only here': providerOfKagenti },
  'boost.providers.kagenti.maxRetries': { 'only here': providerOfKagenti },
  'boost.providers.kagenti.tls.caFile': { 'only here': providerOfKagenti },
};
