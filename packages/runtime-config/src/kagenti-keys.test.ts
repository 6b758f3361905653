import { boostConfigFields } from '@rhdh-boost/config-schema';
import { expect, test } from 'vitest';
import { resolverOver } from '../test/memory-rows.fixture.ts';

/** Each key of Kagenti, with a value of app-config and one that an attacker would put into the table. */
const keys: readonly (readonly [key: string, own: unknown, foreign: unknown])[] = [
  ['boost.kagenti.allowInClusterHttp', false, true],
  [
    'boost.kagenti.auth.tokenEndpoint',
    'https://keycloak.example.com/token',
    'https://attacker.example.com/token',
  ],
  ['boost.kagenti.auth.method', 'private_key_jwt', 'client_secret_basic'],
  [
    'boost.kagenti.auth.issuer',
    'https://keycloak.example.com/realms/boost',
    'https://attacker.example.com/realms/boost',
  ],
  ['boost.kagenti.auth.keyFile', '/etc/key/own.pem', '/etc/key/foreign.pem'],
  ['boost.kagenti.auth.assertionFile', '/var/run/own', '/etc/passwd'],
  ['boost.kagenti.auth.certificateFile', '/etc/tls/own.crt', '/etc/tls/foreign.crt'],
  ['boost.kagenti.auth.certificateKeyFile', '/etc/tls/own.key', '/etc/tls/foreign.key'],
  ['boost.kagenti.auth.audience', 'kagenti', 'attacker'],
  ['boost.kagenti.auth.resource', 'https://kagenti.example.com', 'https://attacker.example.com'],
  ['boost.kagenti.auth.timeoutMs', 15_000, 1],
  ['boost.kagenti.auth.clientId', 'boost', 'attacker'],
  ['boost.kagenti.auth.clientSecret', 'a secret of app-config', 'a secret of the table'],
  ['boost.kagenti.auth.tokenExpiryBufferSeconds', 60, 0],
  ['boost.kagenti.auth.scope', 'openid', 'openid admin'],
  ['boost.kagenti.auth.caFile', '/etc/ca/own.pem', '/etc/ca/foreign.pem'],
  [
    'boost.providers.kagenti.baseUrl',
    'https://kagenti.example.com',
    'https://attacker.example.com',
  ],
  ['boost.providers.kagenti.namespaces', ['team1'], ['team1', 'team2']],
  ['boost.providers.kagenti.defaultAgent', 'team1/helper', 'team2/other'],
  ['boost.providers.kagenti.requestTimeoutMs', 30_000, 1],
  ['boost.providers.kagenti.streamIdleTimeoutMs', 300_000, 1],
  ['boost.providers.kagenti.maxRetries', 2, 100],
  ['boost.providers.kagenti.tls.caFile', '/etc/ca/own.pem', '/etc/ca/foreign.pem'],
];

/** An app-config with one value. */
function yamlOf(key: string, value: unknown): Readonly<Record<string, unknown>> {
  const nested = key.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
  return Object(nested);
}

test('these are all keys of Kagenti', () => {
  const known = Object.keys(boostConfigFields).filter(key =>
    /^boost\.(?:providers\.)?kagenti\./.test(key),
  );
  expect(keys.map(([key]) => key).toSorted()).toEqual(known.toSorted());
});

test.each(keys)(
  'a row for %s is ignored [runtime-config/App-config alone for yaml-only fields]',
  async (key, own, foreign) => {
    const { config, problems, rows } = resolverOver([[key, JSON.stringify(foreign), 2]], {
      yaml: yamlOf(key, own),
    });
    expect(await config.resolve(key)).toEqual(own);
    expect((await config.resolveAll())[key]?.source).toBe('yaml');
    expect(problems).toMatchObject([{ code: 'not_overridable', key }]);
    expect(await rows()).toEqual({ [key]: JSON.stringify(foreign) });
  },
);

test.each(keys)(
  '%s is neither set nor unset [runtime-config/App-config alone cannot be overridden]',
  async (key, own, foreign) => {
    const left = [key, JSON.stringify(foreign), 2] as const;
    const { config, rows } = resolverOver([left], { yaml: yamlOf(key, own) });
    for (const refusal of [config.set(key, own), config.unset(key)])
      await expect(refusal).rejects.toMatchObject({
        code: 'not_overridable',
        hint: expect.stringContaining('app-config'),
      });
    expect(await rows()).toEqual({ [key]: JSON.stringify(foreign) });
  },
);

test.each(keys.filter(([, own]) => !Array.isArray(own)))(
  'A3: an empty %s in app-config counts as not set, and a row for it is still ignored',
  async (key, _own, foreign) => {
    const { config, problems } = resolverOver([[key, JSON.stringify(foreign), 2]], {
      yaml: yamlOf(key, ''),
    });
    expect((await config.resolveAll())[key]?.source).not.toMatch(/yaml|database/);
    expect(problems).toMatchObject([{ code: 'not_overridable', key }]);
  },
);

test('A3: an empty list of namespaces in app-config is not read as all of them', async () => {
  const key = 'boost.providers.kagenti.namespaces';
  for (const value of ['', []]) {
    const { config } = resolverOver([], { yaml: yamlOf(key, value) });
    await expect(config.resolve(key)).rejects.toThrow(key);
  }
});

const resolverOf = (namespaces: string[]) =>
  resolverOver([], {
    yaml: { boost: { providers: { kagenti: { defaultAgent: 'helper', namespaces } } } },
  }).config;

test('A3: a default agent without a namespace is resolved with the only one that is listed', async () => {
  const key = 'boost.providers.kagenti.defaultAgent';
  const config = resolverOf(['team1']);
  expect(await config.resolve(key)).toBe('team1/helper');
  expect((await config.resolveAll())[key]?.value).toBe('team1/helper');
  await expect(resolverOf(['team1', 'team2']).resolve(key)).rejects.toThrow(
    `${key} has no namespace`,
  );
});
