import { replacedKeys } from '@rhdh-boost/internal/replaced-keys';
import { describe, expect, it } from 'vitest';
import schema from '../schema/app-config.schema.json' with { type: 'json' };
import { compileEditorSchema } from '../test/artefacts/editor-schema.fixture.ts';
import { completeConfiguration } from '../test/complete-configuration.fixture.ts';
import { assign } from '../test/likely-configuration.fixture.ts';
import { codesOf, problemsOf } from '../test/problems.fixture.ts';
import { parseBoostConfigPart } from './config-part.ts';
import type { ConfigFieldMeta } from './field.ts';
import { checkBoostConfig, parseBoostConfig } from './parse.ts';
import { boostConfigFields } from './registry.ts';
import { isConfigValueSet } from './set-value.ts';
import { unknownConfigValue } from './unknown-value.ts';

const takes = compileEditorSchema(schema);
const agentKey = 'boost.providers.kagenti.defaultAgent';
const withAgent = (kagenti: object) => ({
  boost: { security: { mode: 'full' }, providers: { kagenti } },
});

const codesBeside = (kagenti: object) =>
  codesOf({ providers: { kagenti: { defaultAgent: 'weather', ...kagenti } } });

describe('a default agent without a namespace', () => {
  it.each([[['team1']], [['team1', 'team1']]])(
    'A3: is in the only one of %j [boost-configuration/Only namespace completes the default agent]',
    namespaces => {
      const input = withAgent({ defaultAgent: 'weather.v2', namespaces });
      const config = parseBoostConfig(input);
      expect(config.boost?.providers?.kagenti?.defaultAgent).toBe('team1/weather.v2');
      expect(parseBoostConfig(config)).toEqual(config);
      expect(takes(input)).toBe(true);
    },
  );

  it.each([
    [{}, 'is not set'],
    [{ namespaces: ['team1', 'team2'] }, 'lists more than one'],
  ])(
    'A3: is a problem with %j [boost-configuration/Default agent without a namespace is ambiguous]',
    (more, state) => {
      expect(problemsOf({ providers: { kagenti: { defaultAgent: 'weather', ...more } } })).toEqual([
        {
          path: agentKey,
          code: 'invalid_value',
          message: `has no namespace, and boost.providers.kagenti.namespaces ${state}`,
          hint: 'Write it as namespace/name.',
        },
      ]);
    },
  );

  it('A3: is no second problem if the list is wrong, misspelt or not known', () => {
    expect(codesBeside({ namespaces: 'team1' })).toEqual([
      'boost.providers.kagenti.namespaces wrong_type',
    ]);
    expect(codesBeside({ namespcaes: ['team1'] })).toEqual([
      'boost.providers.kagenti.namespcaes unknown_key',
    ]);
    expect(codesBeside({ namespaces: unknownConfigValue })).toEqual([]);
    expect(codesBeside({ namespaces: ['team1', unknownConfigValue] })).toEqual([]);
  });

  it.each([
    ['weather', ['team1', 'Team 2'], true],
    ['team3/weather', ['team1', 'Team2'], true],
    ['team2/weather', ['team1', 'Team2'], false],
    ['team1/weather', ['team1', 'Team2'], false],
    ['weather', ['Team1'], false],
    ['weather', ['team1', 'Team1'], false],
    ['team3/weather', ['Team1'], false],
    ['team3/weather', ['team1', 'Team2', unknownConfigValue], false],
  ])(
    'A3: %j is judged by the right entries of %j, as wrong: %s [boost-configuration/Default agent is judged beside wrong namespaces]',
    (defaultAgent, namespaces, isWrong) => {
      const { problems = [] } = checkBoostConfig(withAgent({ defaultAgent, namespaces }));
      const paths = problems.map(({ path }) => path);
      expect(paths).toContainEqual(
        expect.stringMatching(/^boost\.providers\.kagenti\.namespaces\[\d\]$/),
      );
      expect(paths.includes(agentKey)).toBe(isWrong);
    },
  );

  it('A3: is completed for a package that reads it alone', () => {
    const input = withAgent({ defaultAgent: 'weather', namespaces: ['team1'] });
    const { config } = parseBoostConfigPart(input, { keys: [agentKey], sections: [] });
    expect(config.boost?.providers?.kagenti).toEqual({ defaultAgent: 'team1/weather' });
  });

  it.each(['/weather', 'team1/', 'Weather', 'a/b/c', 'weather agent'])(
    'A3: is refused as %j',
    defaultAgent => {
      const input = withAgent({ defaultAgent, namespaces: ['team1'] });
      expect(checkBoostConfig(input).problems).toMatchObject([{ path: agentKey }]);
      expect(takes(input)).toBe(false);
    },
  );
});

/** What is said of the complete configuration with one value replaced. */
function verdictWith(key: string, value: unknown) {
  const input = structuredClone(completeConfiguration);
  assign(input, key.split('.'), value);
  const { config, problems = [] } = checkBoostConfig(input);
  return { config, problems: problems.map(({ path, code, message }) => [path, code, message]) };
}

const fields = Object.entries<ConfigFieldMeta>(boostConfigFields);
const lists = ['boost.previousEncryptionSecrets', 'boost.providers.kagenti.namespaces'];

describe('an empty text', () => {
  it.each(fields.filter(([key]) => !lists.includes(key)))(
    'A3: in %s is as good as no key [boost-configuration/Empty text is as good as no key]',
    (key, _field) => {
      expect(verdictWith(key, '')).toEqual(verdictWith(key, null));
      expect(isConfigValueSet(key, '')).toBe(false);
      const input = {};
      assign(input, key.split('.'), '');
      expect(takes(input)).toBe(true);
    },
  );

  it.each(lists)('A3: in place of the list %s is a problem', key => {
    expect(verdictWith(key, '').problems).toMatchObject([[key, 'wrong_type', expect.anything()]]);
    expect(verdictWith(key, ['']).problems).toMatchObject([
      [`${key}[0]`, 'invalid_value', expect.anything()],
    ]);
    expect(isConfigValueSet(key, '')).toBe(true);
  });

  it('A3: in place of a section is a problem', () => {
    expect(codesOf({ kagenti: { auth: '' } })).toEqual(['boost.kagenti.auth wrong_type']);
  });

  it('A3: of a required key is named in the hint [boost-configuration/Empty text is as good as no key]', () => {
    const empty = 'It is set to an empty text, which counts as not set';
    expect(problemsOf({ security: { mode: '' } })).toMatchObject([
      { path: 'boost.security.mode', code: 'required', hint: expect.stringContaining(empty) },
    ]);
    const auth = { issuer: 'https://keycloak.example.com/realms/boost', clientId: 'boost' };
    expect(problemsOf({ kagenti: { auth: { ...auth, clientSecret: '' } } })).toMatchObject([
      { path: 'boost.kagenti.auth.clientSecret', hint: expect.stringContaining(empty) },
    ]);
    expect(problemsOf({ kagenti: { auth } })[0]?.hint).not.toContain(empty);
  });

  it.each([[[]], [''], [['team1', '']]])(
    'A3: does not lift the restriction to namespaces: %j [boost-configuration/Empty list of namespaces is refused]',
    namespaces => {
      const input = withAgent({ namespaces });
      expect(checkBoostConfig(input).problems).toHaveLength(1);
      expect(takes(input)).toBe(false);
    },
  );
});

describe('the account of the Kagenti backend', () => {
  const baseUrl = 'http://localhost:8080';
  const providers = { kagenti: { baseUrl } };
  const security = { mode: 'plugin-only' };

  it.each([
    [{}],
    [{ auth: {} }],
    [{ auth: { tokenEndpoint: '', clientId: '', clientSecret: '' } }],
    [{ auth: { method: '' } }],
    [{ auth: { method: 'client_secret_basic', scope: 'openid', timeoutMs: 5 } }],
  ])(
    'A3: is missing in %j [boost-configuration/Base URL without an account is refused]',
    kagenti => {
      expect(problemsOf({ kagenti, providers })).toEqual([
        {
          path: 'boost.kagenti.auth',
          code: 'required',
          message: 'is missing: boost.providers.kagenti.baseUrl needs an account',
          hint: 'Set issuer, clientId and clientSecret below boost.kagenti.auth; a key whose variable is not set or empty counts as missing. If the backend has no authentication, set boost.kagenti.auth.method to none.',
        },
      ]);
    },
  );

  it('A3: is not missed where it may be set elsewhere, or is misspelt', () => {
    expect(codesOf({ kagenti: unknownConfigValue, providers })).toEqual([]);
    expect(codesOf({ kagenti: { auth: { method: unknownConfigValue } }, providers })).toEqual([]);
    expect(codesOf({ kagenti: { atuh: {} }, providers })).toEqual([
      'boost.kagenti.atuh unknown_key',
    ]);
    expect(codesOf({ providers: { kagenti: { baseUrl: unknownConfigValue } } })).toEqual([]);
  });

  const none = { auth: { method: 'none' } };
  it.each([
    [{ security, kagenti: none, providers }, []],
    [
      {
        security,
        kagenti: { ...none, allowInClusterHttp: true },
        providers: { kagenti: { baseUrl: 'http://kagenti.team1.svc' } },
      },
      [],
    ],
    [
      {
        security,
        kagenti: { ...none, allowInClusterHttp: '' },
        providers: { kagenti: { baseUrl: 'https://kagenti.team1.svc' } },
      },
      ['boost.kagenti.auth.method invalid_value'],
    ],
    [
      { security, kagenti: none, providers: { kagenti: { baseUrl: 'https://x.example.com' } } },
      ['boost.kagenti.auth.method invalid_value'],
    ],
    [{ kagenti: none, providers }, ['boost.kagenti.auth.method invalid_value']],
    [{ kagenti: none }, ['boost.kagenti.auth.method invalid_value']],
  ])(
    'A3: judges the method none: %j [boost-configuration/Method none is for backends that nobody else reaches]',
    (section, expected) => {
      expect(codesOf(section)).toEqual(expected);
    },
  );
});

describe('a key that is written for another one', () => {
  it.each(Object.entries(replacedKeys))(
    "A3: %s gets its replacement [boost-configuration/Key of Boost's sample gets its replacement]",
    (key, { replacement, message }) => {
      const input = { boost: { security: { mode: 'full' } } };
      assign(input, key.split('.'), true);
      const found = (checkBoostConfig(input).problems ?? []).filter(({ path }) => path === key);
      expect(found).toEqual([
        { path: key, code: 'unknown_key', message: 'is not a known key', hint: message },
      ]);
      expect(message).toContain(replacement ?? '');
      // The keys of other modules are in their own sets.
      const known = [undefined, 'boost.providers.ogx', ...Object.keys(boostConfigFields)];
      expect(known).toContain(replacement);
    },
  );

  it('A3: is the only problem where what it is written for is required', () => {
    const { auth } = completeConfiguration.boost.kagenti;
    const { tokenEndpoint, clientId, clientSecret } = auth;
    expect(
      codesOf({ kagenti: { auth: { tokenUrl: tokenEndpoint, clientId, clientSecret } } }),
    ).toEqual(['boost.kagenti.auth.tokenUrl unknown_key']);
  });
});
