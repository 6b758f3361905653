/** A mistake of an operator: where in app-config it is made, as a path below `boost`, and what stands there. */
export interface AppConfigMistake {
  readonly what: string;
  readonly path: readonly string[];
  /** What stands there; undefined takes away what is there. */
  readonly value: unknown;
  /** The key that is named; by default the one that is set. */
  readonly named?: string;
}

const canary = 'canary-7f3a';
const auth = ['kagenti', 'auth'];
const provider = ['providers', 'kagenti'];

/** Mistakes in what the client and the token manager read: each kind that the check knows, at least once. */
export const appConfigMistakes: readonly AppConfigMistake[] = [
  { what: 'a mode that there is not', path: ['security', 'mode'], value: canary },
  {
    what: 'a token endpoint without encryption',
    path: [...auth, 'tokenEndpoint'],
    value: `http://${canary}.example.com/realms/boost/protocol/openid-connect/token`,
  },
  {
    what: 'a token endpoint with a fragment',
    path: [...auth, 'tokenEndpoint'],
    value: `https://keycloak.example.com/realms/boost/protocol/openid-connect/token#${canary}`,
  },
  { what: 'an account without its id', path: [...auth, 'clientId'], value: undefined },
  { what: 'an empty secret', path: [...auth, 'clientSecret'], value: ' ' },
  { what: 'a negative buffer', path: [...auth, 'tokenExpiryBufferSeconds'], value: -1 },
  { what: 'a text for a switch', path: ['kagenti', 'allowInClusterHttp'], value: canary },
  {
    what: 'credentials in a URL',
    path: [...provider, 'baseUrl'],
    value: `https://boost:${canary}@kagenti.example.com`,
  },
  {
    what: 'a query of the base URL',
    path: [...provider, 'baseUrl'],
    value: `https://kagenti.example.com/?${canary}`,
  },
  { what: 'no base URL', path: [...provider, 'baseUrl'], value: undefined },
  { what: 'a list of no namespaces', path: [...provider, 'namespaces'], value: [] },
  { what: 'a text for a list', path: [...provider, 'namespaces'], value: canary },
  { what: 'an agent without its namespace', path: [...provider, 'defaultAgent'], value: canary },
  {
    what: 'an agent of another namespace',
    path: [...provider, 'defaultAgent'],
    value: `team9/${canary}`,
  },
  { what: 'a clock of no time', path: [...provider, 'requestTimeoutMs'], value: 0 },
  { what: 'half a retry', path: [...provider, 'maxRetries'], value: 1.5 },
  { what: 'a short encryption secret', path: ['encryptionSecret'], value: 'canary' },
  {
    what: 'an empty previous secret',
    path: ['previousEncryptionSecrets'],
    value: [''],
    named: 'boost.previousEncryptionSecrets[0]',
  },
];

/** Keys in the sections of the client and the token manager that have no effect. */
export const keysWithoutEffect: readonly AppConfigMistake[] = [
  { what: 'a misspelt key', path: [...auth, 'clientID'], value: canary },
  {
    what: 'a restriction under a misspelt key',
    path: [...provider, 'namespcaes'],
    value: [canary],
  },
  {
    what: 'a key of version 1',
    path: [...auth, 'tokenExchange'],
    value: { audience: canary },
    named: 'boost.kagenti.auth.tokenExchange.audience',
  },
];

/** Mistakes in what neither of them reads. */
export const mistakesElsewhere: readonly AppConfigMistake[] = [
  { what: 'no security mode', path: ['security', 'mode'], value: undefined },
  { what: 'a section of another module', path: ['connectors'], value: { jira: canary } },
  {
    what: 'an approval that lacks its endpoint',
    path: ['agentApproval', 'mode'],
    value: 'sonataflow',
    named: 'boost.agentApproval.sonataflow.endpoint',
  },
];
