import type { lookup } from 'node:dns/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { examine } from '../../../test/account-steps.fixture.ts';
import { dnsStep } from './dns.ts';

type Dns = { readonly lookup: typeof lookup };

function fail(code: string): Promise<never> {
  return Promise.reject(Object.assign(new Error(code), { code }));
}

// What a name server answers for names that do not exist differs between machines, and silence is on no command.
vi.mock('node:dns/promises', async importOriginal => {
  const original = await importOriginal<Dns>();
  return {
    ...original,
    lookup: (name: string, options: { all: true }) => {
      if (name.startsWith('silent.')) return fail('EAI_AGAIN');
      return /invalid$|\.svc|^kagenti$/.test(name)
        ? fail('ENOTFOUND')
        : original.lookup(name, options);
    },
  };
});

afterEach(() => vi.unstubAllEnvs());

const issuerOn = (host: string) => ({ issuer: `https://${host}/realms/dev` });

test('names that resolve are shown with their addresses', async () => {
  const kagenti = { baseUrl: 'http://127.0.0.1:8000' };
  const { summary, findings } = await examine(dnsStep, { auth: issuerOn('localhost'), kagenti });
  expect(findings).toEqual([]);
  expect(summary).toMatch(/^localhost is .*(127\.0\.0\.1|::1).*, 127\.0\.0\.1$/);
});

test('an unknown host is found with its key [doctor/Unknown host]', async () => {
  const auth = {
    tokenEndpoint: 'https://keycloak.invalid/realms/dev/protocol/openid-connect/token',
  };
  const { findings } = await examine(dnsStep, { auth });
  expect(findings).toMatchObject([
    {
      severity: 'error',
      code: 'unknown_host',
      message: expect.stringContaining('keycloak.invalid'),
      source: 'app-config.yaml#boost.kagenti.auth.tokenEndpoint',
    },
  ]);
  expect(findings[0]?.message).toContain('boost.kagenti.auth.tokenEndpoint');
});

test.each(['keycloak.sso.svc', 'keycloak.sso.svc.cluster.local', 'kagenti'])(
  'the name %s of a cluster is explained outside of it [doctor/Name of a cluster outside of it]',
  async host => {
    const { findings } = await examine(dnsStep, { auth: issuerOn(host) });
    expect(findings).toMatchObject([{ code: 'unknown_cluster_host', isTemporary: true }]);
    expect(findings[0]?.remedy).toContain('in a pod');
  },
);

test('a name server that does not answer may do so later', async () => {
  const { findings } = await examine(dnsStep, { auth: issuerOn('silent.example.com') });
  expect(findings).toMatchObject([{ code: 'dns_unavailable', isTemporary: true }]);
});

test('behind a proxy its name is resolved and no other', async () => {
  vi.stubEnv('HTTPS_PROXY', 'http://localhost:3128');
  vi.stubEnv('NO_PROXY', '');
  const { summary, findings } = await examine(dnsStep, { auth: issuerOn('keycloak.invalid') });
  expect(findings).toEqual([]);
  expect(summary).toContain('proxy localhost');
});

test.each(['http://user:secret@[proxy', 'http://user:secret%@localhost:3128'])(
  'a proxy that is no URL: %s',
  async proxy => {
    vi.stubEnv('HTTPS_PROXY', proxy);
    vi.stubEnv('NO_PROXY', '');
    const examination = await examine(dnsStep, { auth: issuerOn('keycloak.invalid') });
    expect(examination.codes).toEqual(['invalid_proxy']);
    expect(JSON.stringify(examination)).not.toContain('secret');
  },
);

test('without an address there is nothing to resolve', async () => {
  expect((await examine(dnsStep, { auth: { method: 'none' } })).skipped).toMatch(/no address/);
});
