import { describe, expect, it } from 'vitest';
import { codesOf, problemsOf } from '../test/problems.fixture.ts';
import type { ConfigFieldMeta } from './field.ts';
import { checkBoostConfig } from './parse.ts';
import { boostConfigFields } from './registry.ts';
import { unknownConfigValue } from './unknown-value.ts';

const auth = {
  tokenEndpoint: 'https://keycloak.example.com/token',
  clientId: 'boost',
  clientSecret: 'canary',
};
const issuer = 'https://keycloak.example.com/realms/boost';
const names = ['tokenEndpoint', 'clientId', 'clientSecret'] as const;

describe('rules across fields', () => {
  it.each([
    {},
    { systemPrompt: 'x' },
    { security: {} },
    { security: null },
    { security: { mode: null } },
  ])('asks for the mode in %j [boost-configuration/Security mode is required]', boost => {
    expect(checkBoostConfig({ boost }).problems).toEqual([
      {
        path: 'boost.security.mode',
        code: 'required',
        message: 'is required',
        hint: 'Set it, for example: full.',
      },
    ]);
  });

  it('points from none to a mode that checks callers [boost-configuration/Security mode none is refused with a pointer]', () => {
    expect(problemsOf({ security: { mode: 'none' } })).toEqual([
      {
        path: 'boost.security.mode',
        code: 'invalid_value',
        message: 'must be one of: development-only-no-auth, plugin-only, full',
        hint: 'Write full, so that callers are checked. The former none is now development-only-no-auth, which checks nobody. Never use it in production.',
      },
    ]);
  });

  it('gives no pointer for another mode [boost-configuration/Security mode none is refused with a pointer]', () => {
    for (const mode of ['off', 'toString', '__proto__']) {
      expect(problemsOf({ security: { mode } })[0]?.hint).not.toContain('The former none');
    }
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'names what is missing of the three, case %# [boost-configuration/Auth keys come all three or none]',
    bits => {
      const present = names.filter((_, index) => (bits & (1 << index)) !== 0);
      const missing = names.filter(name => !present.includes(name));
      const some = Object.fromEntries(present.map(name => [name, auth[name]]));
      expect(problemsOf({ kagenti: { auth: some } })).toEqual(
        missing.map(name => ({
          path: `boost.kagenti.auth.${name}`,
          code: 'required',
          message: 'is missing: set tokenEndpoint (or issuer), clientId and clientSecret together',
          hint: expect.stringContaining('Set all of them below boost.kagenti.auth, or none'),
        })),
      );
    },
  );

  it('takes all three, or none [boost-configuration/Auth keys come all three or none]', () => {
    expect(problemsOf({ kagenti: { auth } })).toEqual([]);
    expect(problemsOf({ kagenti: { auth: { tokenExpiryBufferSeconds: 30 } } })).toEqual([]);
  });

  it('takes the issuer as the address [boost-configuration/Auth keys come all three or none]', () => {
    const { tokenEndpoint: _, ...rest } = auth;
    const withIssuer = { ...rest, issuer };
    expect(problemsOf({ kagenti: { auth: withIssuer } })).toEqual([]);
    expect(codesOf({ kagenti: { auth: { issuer } } })).toEqual([
      'boost.kagenti.auth.clientId required',
      'boost.kagenti.auth.clientSecret required',
    ]);
  });

  it.each(['client_secret_basic', 'client_secret_post'])(
    'asks the same of %s by name [boost-configuration/Auth keys come all three or none]',
    method => {
      expect(problemsOf({ kagenti: { auth: { ...auth, method } } })).toEqual([]);
      expect(problemsOf({ kagenti: { auth: { method } } })).toEqual([]);
      expect(codesOf({ kagenti: { auth: { method, clientId: 'boost' } } })).toEqual([
        'boost.kagenti.auth.tokenEndpoint required',
        'boost.kagenti.auth.clientSecret required',
      ]);
    },
  );

  it.each([
    ['private_key_jwt', { clientId: 'boost', keyFile: '/key.pem' }],
    [
      'tls_client_auth',
      { clientId: 'boost', certificateFile: '/tls.crt', certificateKeyFile: '/tls.key' },
    ],
    ['client_assertion', { assertionFile: '/token' }],
  ])(
    'lists what %s needs [boost-configuration/Method without a secret names what it needs]',
    (method, proof: Record<string, string>) => {
      const account = { method, issuer, ...proof };
      expect(problemsOf({ kagenti: { auth: account } })).toEqual([]);
      const needed = ['tokenEndpoint', ...Object.keys(proof)];
      const tokenEndpoint = `${issuer}/protocol/openid-connect/token`;
      expect(problemsOf({ kagenti: { auth: { method, tokenEndpoint, ...proof } } })).toEqual([]);
      const problems = problemsOf({ kagenti: { auth: { method } } });
      expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual(
        needed.map(key => `boost.kagenti.auth.${key} required`),
      );
      for (const { message } of problems) {
        expect(message).toContain(`the method ${method} needs tokenEndpoint (or issuer)`);
        for (const key of needed) expect(message).toContain(key);
      }
      for (const key of Object.keys(proof)) {
        const { [key]: _, ...rest } = proof;
        expect(codesOf({ kagenti: { auth: { method, issuer, ...rest } } })).toEqual([
          `boost.kagenti.auth.${key} required`,
        ]);
      }
    },
  );

  it('takes a client id with an assertion, and a certificate with any method', () => {
    const certificate = { certificateFile: '/tls.crt', certificateKeyFile: '/tls.key' };
    const assertion = { method: 'client_assertion', assertionFile: '/token' };
    for (const account of [
      { ...auth, ...certificate },
      { ...assertion, issuer, clientId: 'boost', ...certificate },
    ]) {
      expect(problemsOf({ kagenti: { auth: account } })).toEqual([]);
    }
  });

  it.each([
    ['certificateFile', 'certificateKeyFile'],
    ['certificateKeyFile', 'certificateFile'],
  ])('asks for both halves of a certificate: %s alone', (half, other) => {
    expect(codesOf({ kagenti: { auth: { ...auth, [half]: '/tls' } } })).toEqual([
      `boost.kagenti.auth.${other} required`,
    ]);
  });

  it.each([
    ['client_secret_basic', auth, 'keyFile', 'private_key_jwt'],
    ['client_secret_post', auth, 'assertionFile', 'client_assertion'],
    [
      'private_key_jwt',
      { issuer: 'https://k/realms/boost', clientId: 'boost', keyFile: '/key' },
      'clientSecret',
      'client_secret_basic or client_secret_post',
    ],
    [
      'tls_client_auth',
      {
        issuer: 'https://k/realms/boost',
        clientId: 'boost',
        certificateFile: '/crt',
        certificateKeyFile: '/key',
      },
      'clientSecret',
      'client_secret_basic or client_secret_post',
    ],
    [
      'client_assertion',
      { issuer: 'https://k/realms/boost', assertionFile: '/token' },
      'clientSecret',
      'client_secret_basic or client_secret_post',
    ],
  ])(
    'refuses beside %s what another method uses [boost-configuration/Key of another method is refused]',
    (method, account, key, methods) => {
      const refused = problemsOf({ kagenti: { auth: { method, ...account, [key]: '/canary' } } });
      expect(refused).toEqual([
        {
          path: `boost.kagenti.auth.${key}`,
          code: 'invalid_value',
          message: `must not be set, because the method is ${method}`,
          hint: `Remove it, or set boost.kagenti.auth.method to ${methods}.`,
        },
      ]);
    },
  );

  it.each([
    ['private_key_jwt', 'assertionFile', 'keyFile', 'client_assertion'],
    ['tls_client_auth', 'keyFile', 'certificateKeyFile', 'private_key_jwt'],
    ['client_assertion', 'keyFile', 'assertionFile', 'private_key_jwt'],
  ])('of %s with %s suggests the file that is missing', (method, key, meant, other) => {
    const problems = problemsOf({ kagenti: { auth: { method, issuer, [key]: '/x' } } });
    expect(problems.find(({ path }) => path === `boost.kagenti.auth.${key}`)?.hint).toBe(
      `Did you mean ${meant}? If not, remove it, or set boost.kagenti.auth.method to ${other}.`,
    );
  });

  it('refuses two addresses [boost-configuration/Account has one address]', () => {
    expect(problemsOf({ kagenti: { auth: { ...auth, issuer } } })).toEqual([
      {
        path: 'boost.kagenti.auth.issuer',
        code: 'invalid_value',
        message: 'must not be set beside tokenEndpoint',
        hint: expect.stringContaining('Remove boost.kagenti.auth.tokenEndpoint'),
      },
    ]);
  });

  it.each<[string, string, string, Record<string, string>, string]>([
    [
      'private_key_jwt',
      'tokenEndpoint',
      'https://sso.example.com/oauth2/token',
      { keyFile: '/key' },
      'Set boost.kagenti.auth.issuer instead.',
    ],
    [
      'tls_client_auth',
      'tokenEndpoint',
      'http://localhost:8080/token',
      { certificateFile: '/crt', certificateKeyFile: '/key' },
      'Use https, even on loopback.',
    ],
    [
      'tls_client_auth',
      'issuer',
      'http://localhost:8080/realms/boost',
      { certificateFile: '/crt', certificateKeyFile: '/key' },
      'Use https, even on loopback.',
    ],
  ])(
    'refuses what does not fit %s as %s, as the start does',
    (method, key, address, proof, hint) => {
      const account = { method, [key]: address, clientId: 'boost', ...proof };
      expect(problemsOf({ kagenti: { auth: account } })).toMatchObject([
        { path: `boost.kagenti.auth.${key}`, code: 'invalid_value', hint },
      ]);
      const unknown = { ...account, method: unknownConfigValue };
      expect(problemsOf({ kagenti: { auth: unknown } })).toEqual([]);
    },
  );

  it.each([
    ['keyFile', 'private_key_jwt'],
    ['assertionFile', 'client_assertion'],
    ['certificateFile', 'tls_client_auth'],
  ])(
    'asks for the method of %s [boost-configuration/File of a method asks for the method]',
    (key, method) => {
      const problems = problemsOf({
        kagenti: { auth: { issuer, clientId: 'boost', [key]: '/x' } },
      });
      expect(problems).toEqual([
        {
          path: 'boost.kagenti.auth.method',
          code: 'required',
          message: expect.stringContaining(`only the method ${method} uses`),
          hint: `Set boost.kagenti.auth.method to ${method}.`,
        },
      ]);
    },
  );

  it('refuses each other key beside none [boost-configuration/Method none allows no other key]', () => {
    const security = { mode: 'plugin-only' };
    expect(problemsOf({ security, kagenti: { auth: { method: 'none' } } })).toEqual([]);
    const others = Object.entries<ConfigFieldMeta>(boostConfigFields).filter(
      ([key]) => key.startsWith('boost.kagenti.auth.') && !key.endsWith('.method'),
    );
    expect(others.length).toBeGreaterThan(13);
    for (const [key, { examples: [example] = [] }] of others) {
      const name = key.slice('boost.kagenti.auth.'.length);
      const problems = problemsOf({ kagenti: { auth: { method: 'none', [name]: example } } });
      expect(problems).toEqual([
        {
          path: key,
          code: 'invalid_value',
          message: 'must not be set, because the method is none',
          hint: expect.stringContaining('Remove it'),
        },
      ]);
    }
  });

  it('does not call a wrong one missing [boost-configuration/Auth keys come all three or none]', () => {
    expect(codesOf({ kagenti: { auth: { ...auth, clientSecret: ' ' } } })).toEqual([
      'boost.kagenti.auth.clientSecret invalid_value',
    ]);
  });

  it.each([
    [{ defaultAgent: 'team3/weather', namespaces: ['team1', 'team2'] }],
    [{ defaultAgent: 'team/weather', namespaces: ['team1'] }],
  ])(
    'refuses a default agent that may not be called: %j [boost-configuration/Default agent is in a namespace that may be called]',
    kagenti => {
      expect(problemsOf({ providers: { kagenti } })).toEqual([
        {
          path: 'boost.providers.kagenti.defaultAgent',
          code: 'invalid_value',
          message: 'is in a namespace that boost.providers.kagenti.namespaces does not list',
          hint: 'Add its namespace to boost.providers.kagenti.namespaces, or choose an agent of a listed namespace.',
        },
      ]);
    },
  );

  it.each([
    { defaultAgent: 'team2/weather', namespaces: ['team1', 'team2'] },
    { defaultAgent: 'team1/weather' },
    { namespaces: ['team1'] },
    { defaultAgent: 'team1/weather', namespaces: unknownConfigValue },
    { defaultAgent: 'team1/weather', namespaces: ['team2', unknownConfigValue] },
    { defaultAgent: unknownConfigValue, namespaces: ['team1'] },
  ])(
    'takes a default agent that may be, or what is not known, case %# [boost-configuration/Default agent is in a namespace that may be called]',
    kagenti => {
      expect(problemsOf({ providers: { kagenti } })).toEqual([]);
    },
  );

  it('asks for the workflow only in its mode', () => {
    expect(codesOf({ agentApproval: { mode: 'sonataflow' } })).toEqual([
      'boost.agentApproval.sonataflow.endpoint required',
    ]);
    expect(codesOf({ agentApproval: { mode: 'built-in' } })).toEqual([]);
    expect(
      codesOf({ agentApproval: { mode: 'sonataflow', sonataflow: { endpoint: 'nowhere' } } }),
    ).toEqual(['boost.agentApproval.sonataflow.endpoint invalid_url']);
  });
});
