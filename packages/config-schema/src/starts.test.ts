import { expect, it } from 'vitest';
import { codesOf, problemsOf } from '../test/problems.fixture.ts';
import { toFieldJsonSchema } from './artefacts/field-json-schema.ts';
import { parseBoostConfigPart } from './config-part.ts';
import { checkBoostConfig } from './parse.ts';
import { boostConfigFields } from './registry.ts';

const provider = (key: string, value: unknown) => ({ providers: { kagenti: { [key]: value } } });
const baseUrl = 'boost.providers.kagenti.baseUrl';

it.each([
  'https://kagenti.example.com?x=y',
  'https://kagenti.example.com/api?',
  'https://kagenti.example.com/#x',
  'http://localhost:8000#',
])('A5: the base URL %s is refused [boost-configuration/Base URL with a query is refused]', url => {
  expect(problemsOf(provider('baseUrl', url))).toEqual([
    {
      path: baseUrl,
      code: 'invalid_url',
      message: 'must not have a query or a fragment',
      hint: expect.stringMatching(/^Remove the \? or # and what follows it/),
    },
  ]);
  const { pattern } = toFieldJsonSchema(baseUrl, boostConfigFields[baseUrl].schema, 'test');
  expect(new RegExp(String(pattern), 'u').test(url)).toBe(false);
});

it.each(['https://kagenti.example.com/a/b/', 'HTTP://127.0.0.1:8000'])(
  'A5: the base URL %s is accepted',
  url => {
    expect(problemsOf(provider('baseUrl', url))).toEqual([]);
  },
);

it.each([
  { issuer: 'https://k.example.com/realms/b' },
  { tokenEndpoint: 'https://k.example.com/t' },
])(
  'A5: an account with %j needs a base URL [boost-configuration/Account without a base URL is refused]',
  address => {
    const auth = { ...address, clientId: 'boost', clientSecret: 'canary' };
    const boost = { security: { mode: 'full' }, kagenti: { auth } };

    expect(checkBoostConfig({ boost }).problems).toMatchObject([
      { path: baseUrl, code: 'required', hint: expect.stringMatching(/^Set it to the URL/) },
    ]);
    const part = parseBoostConfigPart(
      { boost },
      { keys: ['boost.kagenti.auth.clientId'], sections: ['boost.kagenti'] },
    );
    expect(part).toEqual({
      config: { boost: { kagenti: { auth: { clientId: 'boost' } } } },
      warnings: [],
    });
  },
);

it('A5: a wrong base URL, and an account without an address, have no second problem', () => {
  const auth = { issuer: 'https://k.example.com/realms/b', clientId: 'b', clientSecret: 'canary' };
  expect(codesOf({ kagenti: { auth }, ...provider('baseUrl', 'canary') })).toEqual([
    `${baseUrl} invalid_url`,
  ]);
  expect(codesOf({ kagenti: { auth: { caFile: '/ca.pem' } }, providers: {} })).toEqual([]);
  const withoutAccount = {
    security: { mode: 'plugin-only' },
    kagenti: { auth: { method: 'none' } },
  };
  expect(codesOf({ ...withoutAccount, providers: {} })).toEqual([]);
});

it('A5: an empty list of namespaces is refused [boost-configuration/Empty list of namespaces is refused]', () => {
  const namespaces = 'boost.providers.kagenti.namespaces';
  expect(problemsOf(provider('namespaces', []))).toMatchObject([
    { path: namespaces, code: 'invalid_value', message: 'must list at least one namespace' },
  ]);
  expect(toFieldJsonSchema(namespaces, boostConfigFields[namespaces].schema, 'test')).toMatchObject(
    { minItems: 1 },
  );
});

it.each(['clientId', 'clientSecret', 'scope', 'audience', 'resource', 'caFile'])(
  'A5: text that UTF-8 cannot encode is refused as %s',
  key => {
    const account = { issuer: 'https://k.example.com/realms/b', clientId: 'b', clientSecret: 'c' };
    expect(problemsOf({ kagenti: { auth: { ...account, [key]: 'urn:canary\ud800' } } })).toEqual([
      {
        path: `boost.kagenti.auth.${key}`,
        code: 'invalid_value',
        message: 'must not contain half of a surrogate pair, which UTF-8 cannot encode',
        hint: expect.any(String),
      },
    ]);
  },
);
