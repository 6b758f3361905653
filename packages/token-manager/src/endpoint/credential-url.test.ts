import { expect, test } from 'vitest';
import { failureOf } from '../../test/fixtures/test-manager.fixture.ts';
import { checkCredentialUrl } from './credential-url.ts';

const path = '/realms/boost/protocol/openid-connect/token';
const rule = { option: 'tokenEndpoint', shape: 'https://HOST/PATH' };
const strict = { ...rule, allowInClusterHttp: false };

test.each([
  'http://keycloak.example.com',
  'http://10.0.0.7:8080',
  'http://localhost.example.com',
  'http://keycloak.localhost',
  'http://127.0.0.1.example.com',
  'http://keycloak',
  'http://[::2]',
])(
  'plain http to %s is refused, also where in-cluster http is allowed [service-account-tokens/Plain http refused]',
  async origin => {
    for (const allowInClusterHttp of [false, true]) {
      const error = await failureOf(() =>
        checkCredentialUrl(origin + path, { ...rule, allowInClusterHttp }),
      );
      expect(error).toMatchObject({ code: 'insecure_endpoint', retryable: false });
      expect(error.hint).toContain('https');
    }
  },
);

test.each([
  ['http://keycloak:8080', 'keycloak.NAMESPACE.svc and set allowInClusterHttp: true'],
  ['http://keycloak.identity.svc', 'set allowInClusterHttp: true'],
])(
  'the way on from %s is named [service-account-tokens/Plain http refused]',
  async (origin, way) => {
    const error = await failureOf(() => checkCredentialUrl(origin + path, strict));
    expect(error.hint).toContain('Use https');
    expect(error.hint).toContain(way);
  },
);

test('a public name is not told to be one of a cluster [service-account-tokens/Plain http refused]', async () => {
  for (const origin of ['http://keycloak.example.com', 'http://10.0.0.7:8080', 'http://[::2]']) {
    const error = await failureOf(() => checkCredentialUrl(origin + path, strict));
    expect(error.hint).toBe('Use https: over http anyone on the way could read the credential.');
  }
});

test.each([
  'http://localhost:8080',
  'http://127.0.0.1:8080',
  'http://127.8.9.10',
  'http://[::1]:8080',
])('%s is taken [service-account-tokens/Plain http inside the machine or the cluster]', origin => {
  expect(checkCredentialUrl(origin + path, strict).href).toBe(origin + path);
});

test.each(['http://keycloak.identity.svc:8080', 'http://keycloak.identity.svc.cluster.local'])(
  '%s is taken only when in-cluster http is allowed [service-account-tokens/Plain http inside the machine or the cluster]',
  async origin => {
    expect(checkCredentialUrl(origin + path, { ...rule, allowInClusterHttp: true }).origin).toBe(
      origin,
    );
    const error = await failureOf(() => checkCredentialUrl(origin + path, strict));
    expect(error.code).toBe('insecure_endpoint');
    expect(error.hint).toContain('allowInClusterHttp');
  },
);

test.each([
  ['is no URL', 'keycloak'],
  ['has another scheme', 'ftp://keycloak.example.com/token'],
  ['holds a user and password', 'https://boost:canary-word@keycloak.example.com/token'],
  ['holds a fragment', 'https://keycloak.example.com/token#here'],
  ['has an empty fragment', 'https://keycloak.example.com/token#'],
])(
  'an endpoint that %s is refused without being quoted [service-account-tokens/Wrong option refused]',
  async (_what, value) => {
    const error = await failureOf(() => checkCredentialUrl(value, strict));
    expect(error.code).toBe('invalid_configuration');
    expect(error.message).toContain('tokenEndpoint');
    expect(JSON.stringify(error)).not.toContain('canary-word');
  },
);
