/** An app-config that sets every field of version 2 but those of {@link otherAccounts}, and a section that is none of ours. */
export const completeConfiguration = {
  app: { title: 'Developer Hub' },
  boost: {
    security: { mode: 'full' },
    encryptionSecret: 'encryption-secret-of-today',
    previousEncryptionSecrets: ['encryption-secret-of-last-year'],
    model: { baseUrl: 'https://models.example.com/v1', name: 'granite-4-small' },
    systemPrompt: 'You help developers.',
    features: { agentCreation: true, skillsMarketplace: false },
    agentApproval: {
      mode: 'sonataflow',
      sonataflow: { endpoint: 'http://workflow.example.com/approve' },
    },
    skillsMarketplace: { endpoint: 'https://skills.example.com', enabled: true },
    kagenti: {
      auth: {
        method: 'client_secret_basic',
        tokenEndpoint: 'https://keycloak.example.com/realms/boost/protocol/openid-connect/token',
        clientId: 'boost',
        clientSecret: 'secret-of-the-client',
        tokenExpiryBufferSeconds: 120,
        scope: 'openid',
        audience: 'kagenti',
        resource: 'https://kagenti.example.com',
        timeoutMs: 15_000,
        certificateFile: '/etc/boost/tls.crt',
        certificateKeyFile: '/etc/boost/tls.key',
        caFile: '/etc/boost/keycloak-ca.pem',
      },
      allowInClusterHttp: true,
    },
    providers: {
      kagenti: {
        baseUrl: 'http://kagenti.kagenti-system.svc:8000',
        defaultAgent: 'team1/weather-agent',
        namespaces: ['team1', 'team2'],
        requestTimeoutMs: 30_000,
        streamIdleTimeoutMs: 300_000,
        maxRetries: 2,
        tls: { caFile: '/etc/boost/kagenti-ca.pem' },
      },
    },
    devSpaces: { credentials: 'credentials-of-dev-spaces' },
  },
};

/** Accounts with the keys that do not go together with those above. */
export const otherAccounts = [
  {
    method: 'private_key_jwt',
    issuer: 'https://keycloak.example.com/realms/boost',
    clientId: 'boost',
    keyFile: '/etc/boost/key.pem',
  },
  {
    method: 'client_assertion',
    issuer: 'https://keycloak.example.com/realms/boost',
    assertionFile: '/var/run/secrets/tokens/keycloak',
  },
];

/** The secrets in it. */
export const completeSecrets = [
  'encryption-secret-of-today',
  'encryption-secret-of-last-year',
  'secret-of-the-client',
  'credentials-of-dev-spaces',
];
