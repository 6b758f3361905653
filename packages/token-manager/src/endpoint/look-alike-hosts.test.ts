import { expect, test } from 'vitest';
import { failureOf } from '../../test/fixtures/test-manager.fixture.ts';
import { checkCredentialUrl } from './credential-url.ts';

const rule = { option: 'tokenEndpoint', shape: 'https://HOST' };

// Names and addresses that begin with, end with or contain one to which http is allowed.
test.each([
  'keycloak.svc.example.com',
  'keycloak.identity.svc.cluster.local.example.com',
  'keycloak.identity.svc.',
  'keycloak.identity.svc-example.com',
  'keycloak-svc',
  'svc.cluster.local',
  'keycloak.identity.svcxcluster.local',
  '127.0.0.1.example.com',
  'a127.0.0.1.example.com',
  '128.0.0.1',
  'localhost.example.com',
  'keycloak.localhost',
  'notlocalhost',
  '[::1:1]',
  '[::ffff:127.0.0.1]',
  'example.com',
])(
  'http on %s is refused also where in-cluster http is allowed [service-account-tokens/Plain http refused]',
  async host => {
    for (const allowInClusterHttp of [false, true]) {
      const error = await failureOf(() =>
        checkCredentialUrl(`http://${host}/token`, { ...rule, allowInClusterHttp }),
      );
      expect(error).toMatchObject({ code: 'insecure_endpoint' });
    }
    const url = `https://${host}/token`;
    expect(checkCredentialUrl(url, { ...rule, allowInClusterHttp: false }).href).toBe(
      new URL(url).href,
    );
  },
);
