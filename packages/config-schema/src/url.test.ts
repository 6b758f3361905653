import { describe, expect, it } from 'vitest';
import { codesOf, problemsOf } from '../test/problems.fixture.ts';

/** A section with an issuer, which names where a credential is sent. */
const issuerOf = (issuer: string, allowInClusterHttp = false) => ({
  kagenti: { auth: { issuer, clientId: 'boost', clientSecret: 'canary' }, allowInClusterHttp },
});

/** A section with a URL in each of the two fields that a credential is sent to. */
const credentialUrls = (url: string, allowInClusterHttp?: unknown) => ({
  kagenti: {
    auth: { tokenEndpoint: url, clientId: 'boost', clientSecret: 'canary' },
    ...(allowInClusterHttp === undefined ? {} : { allowInClusterHttp }),
  },
  // A base URL has no query or fragment.
  providers: { kagenti: { baseUrl: url.replace(/[?#].*$/, '') } },
});
const bothWith = (code: string) =>
  [
    `boost.kagenti.auth.tokenEndpoint ${code}`,
    `boost.providers.kagenti.baseUrl ${code}`,
  ].toSorted();
const otherUrls = (url: string) => ({
  model: { baseUrl: url },
  skillsMarketplace: { endpoint: url },
  agentApproval: { sonataflow: { endpoint: url } },
});
const allOthersWith = (code: string) => [
  `boost.agentApproval.sonataflow.endpoint ${code}`,
  `boost.model.baseUrl ${code}`,
  `boost.skillsMarketplace.endpoint ${code}`,
];

describe('URLs that a credential is sent to', () => {
  it.each([
    'https://keycloak.example.com/realms/a?b=c',
    'HTTPS://KEYCLOAK',
    'https://10.0.0.1:8443/',
  ])('takes %s', url => {
    expect(problemsOf(credentialUrls(url))).toEqual([]);
  });

  it.each([
    'http://localhost:8080/realms/boost',
    'http://LOCALHOST',
    'http://127.0.0.1:1/',
    'http://127.255.0.3',
    'http://[::1]:8080/x?y',
  ])('takes %s', url => {
    expect(problemsOf(credentialUrls(url))).toEqual([]);
  });

  it.each([
    'http://keycloak.example.com',
    'http://10.0.0.1',
    'http://0.0.0.0',
    'http://[::]',
    'http://[::ffff:127.0.0.1]',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://128.0.0.1',
    'http://1127.0.0.1.nip.io',
    'http://a.svc.example.com',
    'http://a.svc.cluster.local.example.com',
    'http://svc',
    'http://keycloaksvc/',
    'http://example.com/a.svc',
    'http://example.com?.svc',
    'http://example.com#localhost',
  ])('refuses %s [boost-configuration/Credential URL refuses plain http]', url => {
    const problems = problemsOf(credentialUrls(url, true));
    expect(problems.map(({ path, code }) => `${path} ${code}`).toSorted()).toEqual(
      bothWith('insecure_url'),
    );
    for (const { hint } of problems) expect(hint).toMatch(/^Use https\. /);
  });

  it.each([
    'http://keycloak.sso.svc:8080/realms/boost',
    'http://keycloak.sso.svc.cluster.local/realms/boost',
    'http://keycloak.svc?x',
  ])(
    'takes %s with the switch alone [boost-configuration/In-cluster http needs its switch]',
    url => {
      expect(problemsOf(credentialUrls(url, true))).toEqual([]);
      expect(problemsOf(credentialUrls(url, 'yes'))).toEqual([]);
      for (const off of [undefined, false, null]) {
        const problems = problemsOf(credentialUrls(url, off));
        expect(problems.map(({ path, code }) => `${path} ${code}`).toSorted()).toEqual(
          bothWith('insecure_url'),
        );
        for (const { hint } of problems) {
          expect(hint).toContain('boost.kagenti.allowInClusterHttp');
        }
      }
    },
  );

  it('says nothing about the URL while the switch itself is wrong [boost-configuration/In-cluster http needs its switch]', () => {
    expect(codesOf(credentialUrls('http://keycloak.sso.svc', 'perhaps'))).toEqual([
      'boost.kagenti.allowInClusterHttp wrong_type',
    ]);
  });
});

it.each(['https://keycloak.example.com/token#x', 'http://localhost/#', 'https://k/t?a#b'])(
  'A5: refuses the fragment of the token endpoint %s (RFC 6749 section 3.2)',
  url => {
    const [problem, ...others] = problemsOf(credentialUrls(url));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      path: 'boost.kagenti.auth.tokenEndpoint',
      code: 'invalid_url',
      message: 'must not have a fragment',
    });
  },
);

it.each(['https://', 'http://[', 'https://a.example https://b:x'])(
  'refuses the resource %s, which is no URL',
  resource => {
    const boost = issuerOf('https://keycloak.example.com/realms/boost');
    Object.assign(boost.kagenti.auth, { resource });
    expect(codesOf(boost)).toEqual(['boost.kagenti.auth.resource invalid_value']);
  },
);

describe('issuers', () => {
  it.each(['https://keycloak.example.com/realms/boost', 'http://localhost:80', 'http://[::1]/a'])(
    'takes %s',
    issuer => {
      expect(problemsOf(issuerOf(issuer))).toEqual([]);
    },
  );

  it('refuses plain http [boost-configuration/Credential URL refuses plain http]', () => {
    const [problem] = problemsOf(issuerOf('http://keycloak.example.com/realms/boost', true));
    expect(problem).toMatchObject({ path: 'boost.kagenti.auth.issuer', code: 'insecure_url' });
    expect(problem?.hint).toMatch(/^Use https\. /);
  });

  it('takes in-cluster http with the switch alone [boost-configuration/In-cluster http needs its switch]', () => {
    const issuer = 'http://keycloak.sso.svc:8080/realms/boost';
    expect(problemsOf(issuerOf(issuer, true))).toEqual([]);
    const [problem] = problemsOf(issuerOf(issuer));
    expect(problem).toMatchObject({ path: 'boost.kagenti.auth.issuer', code: 'insecure_url' });
    expect(problem?.hint).toContain('boost.kagenti.allowInClusterHttp');
  });

  it.each([
    'https://keycloak.example.com/realms/boost?x=1',
    'https://keycloak.example.com/realms/boost#x',
    'https://keycloak.example.com/realms/boost/.well-known/openid-configuration',
  ])('refuses %s, which the start would refuse', issuer => {
    expect(codesOf(issuerOf(issuer))).toEqual(['boost.kagenti.auth.issuer invalid_url']);
  });
});

describe('URLs of any kind', () => {
  it.each([
    'http://models.example.com:8000/v1',
    'https://models.example.com',
    'http://model_server',
  ])(
    'takes %s where no credential is sent [boost-configuration/Other URLs take http and https]',
    url => {
      expect(problemsOf(otherUrls(url))).toEqual([]);
    },
  );

  it.each(['ftp://models.example.com', 'ws://models.example.com', 'file:///etc/passwd'])(
    'refuses %s [boost-configuration/Other URLs take http and https]',
    url => {
      expect(codesOf(otherUrls(url)).toSorted()).toEqual(allOthersWith('invalid_url'));
    },
  );

  it.each([
    'https://canary:word@example.com',
    'https://canary@example.com',
    'https://:canary@example.com/',
    'http://localhost:canary@example.com',
    'https://canary@',
    'https://@example.com',
  ])(
    'refuses %s without showing it [boost-configuration/User information in a URL is refused]',
    url => {
      const problems = problemsOf({ ...credentialUrls(url), ...otherUrls(url) });
      expect(problems.map(({ path, code }) => `${path} ${code}`).toSorted()).toEqual(
        [...allOthersWith('credentials_in_url'), ...bothWith('credentials_in_url')].toSorted(),
      );
      expect(JSON.stringify(problems)).not.toContain('canary');
      for (const { hint } of problems) {
        expect(hint).toContain('Remove "user:password@" between // and the host');
      }
    },
  );

  it.each([
    ' ',
    'example.com',
    '//example.com',
    'https:example.com',
    'https:/example.com',
    'https://',
    'https:///path',
    'https://exa mple.com',
    ' https://example.com',
    'https://example.com\n',
    'https://example.com\\path',
    'https://example.com/\u0000',
    'https://example.com:99999',
    'https://[zz]',
    'https://example.com/%zz',
    'https://127.0.0.999',
    '${MODEL_URL}',
  ])('refuses %j', url => {
    expect(codesOf(credentialUrls(url)).toSorted()).toEqual(bothWith('invalid_url'));
    expect(codesOf(otherUrls(url)).toSorted()).toEqual(allOthersWith('invalid_url'));
  });
});
