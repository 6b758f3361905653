import { ConfigReader } from '@backstage/config';
import { describe, expect, it } from 'vitest';
import { parseBoostConfigPart } from './config-part.ts';
import { checkBoostConfig } from './parse.ts';

const realm = 'https://keycloak.example.com/realms/boost';
const account = {
  tokenEndpoint: `${realm}/protocol/openid-connect/token`,
  clientId: 'boost',
  clientSecret: 'canary',
};

/** The warnings about a configuration, each as `path code`; it has no problem. */
function warningsOf(boost: object, beside: object = {}): string[] {
  const backend = { ...withProvider({}), kagenti: { auth: account } };
  const input = { ...beside, boost: { security: { mode: 'full' }, ...backend, ...boost } };
  const { config, problems, warnings = [] } = checkBoostConfig(input);
  expect(problems).toBeUndefined();
  expect(config).toBeDefined();
  expect(JSON.stringify(warnings)).not.toContain('canary');
  for (const { hint } of warnings) expect(hint).toMatch(/^[A-Z].*\.$/);
  return warnings.map(({ path, code }) => `${path} ${code}`);
}

const withEndpoint = (tokenEndpoint: string) => ({
  kagenti: { auth: { ...account, tokenEndpoint } },
});
const withProvider = (kagenti: object) => ({
  providers: { kagenti: { baseUrl: 'https://kagenti.example.com', ...kagenti } },
});

describe('a value for another purpose', () => {
  const title = '[boost-configuration/Value for another purpose is a warning]';

  it.each([
    realm,
    `${realm}/`,
    `${realm}/.well-known/openid-configuration`,
    'https://sso.example.com/.well-known/oauth-authorization-server/canary',
    `${realm}/protocol/openid-connect/auth`,
    `${realm}/protocol/openid-connect/certs`,
    'https://keycloak.example.com/auth',
    'https://sso.example.com/oauth2/authorize?canary',
  ])(`B8: is the token endpoint %s ${title}`, url => {
    expect(warningsOf(withEndpoint(url))).toEqual([
      'boost.kagenti.auth.tokenEndpoint unlikely_url',
    ]);
  });

  it.each([
    account.tokenEndpoint,
    'https://sso.example.com/oauth2/token',
    'https://sso.example.com/',
    'https://sso.example.com/oauth/v2/accessToken',
  ])(`B8: is not the token endpoint %s ${title}`, url => {
    expect(warningsOf(withEndpoint(url))).toEqual([]);
  });

  it.each([
    `${realm}/protocol/openid-connect/token`,
    `${realm}/protocol/openid-connect`,
    'https://keycloak.example.com/auth/admin/master/console/',
    'https://keycloak.example.com/admin/master/console',
    'https://keycloak.example.com/admin/realms/boost',
  ])(`B8: is the issuer %s ${title}`, issuer => {
    const auth = { issuer, clientId: 'boost', clientSecret: 'canary' };
    expect(warningsOf({ kagenti: { auth } })).toEqual(['boost.kagenti.auth.issuer unlikely_url']);
  });

  it.each([realm, `${realm}/`, 'https://keycloak.example.com', 'https://sso.example.com/admin'])(
    `B8: is not the issuer %s ${title}`,
    issuer => {
      const auth = { issuer, clientId: 'boost', clientSecret: 'canary' };
      expect(warningsOf({ kagenti: { auth } })).toEqual([]);
    },
  );

  it.each([
    '/realms/boost',
    '/realms/boost/protocol/openid-connect/token',
    '/openid-connect/token',
    '/.well-known/agent.json',
    '/.well-known/agent-card.json',
    '/api',
    '/api/',
  ])(`B8: is a base URL that ends with %s ${title}`, path => {
    expect(warningsOf(withProvider({ baseUrl: `https://kagenti.example.com${path}` }))).toEqual([
      'boost.providers.kagenti.baseUrl unlikely_url',
    ]);
  });

  it(`B8: is a base URL that ends with /api/v1 ${title}`, () => {
    const told = ['boost.providers.kagenti.baseUrl unlikely_url'];
    for (const path of ['/api/v1', '/api/v1/', '/kagenti/api/v1']) {
      expect(warningsOf(withProvider({ baseUrl: `https://kagenti.example.com${path}` }))).toEqual(
        told,
      );
    }
    for (const path of ['', '/kagenti', '/api/v1/x', '/api/v11']) {
      expect(warningsOf(withProvider({ baseUrl: `https://kagenti.example.com${path}` }))).toEqual(
        [],
      );
    }
  });

  it(`B8: is a number of seconds where milliseconds count ${title}`, () => {
    expect(warningsOf(withProvider({ requestTimeoutMs: 30, streamIdleTimeoutMs: '300' }))).toEqual([
      'boost.providers.kagenti.requestTimeoutMs unlikely_unit',
      'boost.providers.kagenti.streamIdleTimeoutMs unlikely_unit',
    ]);
    expect(warningsOf({ kagenti: { auth: { ...account, timeoutMs: 15 } } })).toEqual([
      'boost.kagenti.auth.timeoutMs unlikely_unit',
    ]);
    const fits = { requestTimeoutMs: 500, streamIdleTimeoutMs: 30_000, maxRetries: 2 };
    expect(warningsOf(withProvider(fits))).toEqual([]);
    for (const tokenExpiryBufferSeconds of [30, 3600]) {
      expect(warningsOf({ kagenti: { auth: { ...account, tokenExpiryBufferSeconds } } })).toEqual(
        [],
      );
    }
    for (const tokenExpiryBufferSeconds of [30_000, '3601']) {
      expect(warningsOf({ kagenti: { auth: { ...account, tokenExpiryBufferSeconds } } })).toEqual([
        'boost.kagenti.auth.tokenExpiryBufferSeconds unlikely_unit',
      ]);
    }
  });
});

describe('text that Backstage leaves as it is', () => {
  const title = '[boost-configuration/Text that Backstage leaves as it is is a warning]';

  it.each(['$KAGENTI_CANARY', '$(canary)', ' $KAGENTI_CANARY\n'])(
    `B8: is a secret of the form %j ${title}`,
    clientSecret => {
      expect(warningsOf({ kagenti: { auth: { ...account, clientSecret } } })).toEqual([
        'boost.kagenti.auth.clientSecret unfilled_variable',
      ]);
    },
  );

  it(`B8: is a part of a URL ${title}`, () => {
    expect(warningsOf(withEndpoint(`${realm}/$REALM_CANARY/token`))).toEqual([
      'boost.kagenti.auth.tokenEndpoint unfilled_variable',
    ]);
    expect(warningsOf({ model: { baseUrl: 'https://h.example.com/$(CANARY)' } })).toEqual([
      'boost.model.baseUrl unfilled_variable',
    ]);
  });

  it(`B8: is white space around what is sent to a server ${title}`, () => {
    expect(
      warningsOf({ kagenti: { auth: { ...account, clientSecret: 'canary ', clientId: '\nb' } } }),
    ).toEqual([
      'boost.kagenti.auth.clientId surrounding_space',
      'boost.kagenti.auth.clientSecret surrounding_space',
    ]);
    // An encryption secret that is in use must not change, and a prompt may end in a line break.
    expect(
      warningsOf({ encryptionSecret: 'canary canary canary ', systemPrompt: 'Help.\n' }),
    ).toEqual([]);
  });

  it('B8: is no secret that happens to contain a dollar sign', () => {
    for (const clientSecret of ['$a', '$1234', 'a$CANARY', 'canary$', '$$CANARY'])
      expect(warningsOf({ kagenti: { auth: { ...account, clientSecret } } })).toEqual([]);
  });
});

describe('typographic quotes', () => {
  it.each(['“canary”', ' „canary“', '‘canary’', '«canary»'])(
    'B8: around %s are a warning [boost-configuration/Text that Backstage leaves as it is is a warning]',
    text => {
      expect(
        warningsOf({ kagenti: { auth: { ...account, clientId: text, scope: 'a' } } }),
      ).toContain('boost.kagenti.auth.clientId typographic_quotes');
      expect(warningsOf({ systemPrompt: text })).toEqual(['boost.systemPrompt typographic_quotes']);
    },
  );

  it.each(['Say “canary” twice.', '“canary', 'canary’s'])('B8: inside %s are in order', text => {
    expect(warningsOf({ systemPrompt: text })).toEqual([]);
  });
});

describe('disabled authentication', () => {
  const title = '[boost-configuration/Disabled authentication in production is a warning]';
  const off = { security: { mode: 'development-only-no-auth' } };
  const production = { auth: { environment: 'production' } };
  const told = ['boost.security.mode auth_disabled'];

  it.each([
    production,
    { app: { baseUrl: 'https://portal.example.com' } },
    { backend: { baseUrl: 'HTTPS://canary.example.com:7007' } },
  ])(`B8: is a warning beside %j ${title}`, beside => {
    expect(warningsOf(off, beside)).toEqual(told);
    expect(warningsOf({}, beside)).toEqual([]);
  });

  it.each([
    {},
    { auth: { environment: 'development' } },
    {
      app: { baseUrl: 'http://portal.example.com' },
      backend: { baseUrl: 'https://localhost:7007' },
    },
    { app: 'https://x', auth: null },
  ])(`B8: is in order beside %j ${title}`, beside => {
    expect(warningsOf(off, beside)).toEqual([]);
  });

  it(`B8: is a warning for a Config of Backstage and for the package that reads the mode ${title}`, () => {
    const config = new ConfigReader({ ...production, boost: off });
    const use = { keys: ['boost.security.mode'] as const, sections: [] };
    const { warnings } = parseBoostConfigPart(config, use);
    expect(warnings).toMatchObject([{ path: 'boost.security.mode', code: 'auth_disabled' }]);
    expect(parseBoostConfigPart(config, { keys: [], sections: [] }).warnings).toEqual([]);
  });
});

it('B8: a warning does not keep a package from reading its keys', () => {
  const kagenti = { baseUrl: 'https://kagenti.example.com/api/v1', requestTimeoutMs: 30 };
  const { config, warnings } = parseBoostConfigPart(
    { boost: withProvider(kagenti) },
    { keys: ['boost.providers.kagenti.baseUrl'], sections: ['boost.providers.kagenti'] },
  );
  expect(config).toEqual({ boost: withProvider({ baseUrl: kagenti.baseUrl }) });
  expect(warnings).toMatchObject([{ path: 'boost.providers.kagenti.baseUrl' }]);
});
