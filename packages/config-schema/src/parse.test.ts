import { ConfigReader } from '@backstage/config';
import { describe, expect, it } from 'vitest';
import { completeConfiguration } from '../test/complete-configuration.fixture.ts';
import { codesOf, problemsOf } from '../test/problems.fixture.ts';
import { checkBoostConfig, parseBoostConfig } from './parse.ts';
import { BoostConfigError } from './problem.ts';

const { app, boost } = completeConfiguration;
const wrong = {
  boost: {
    security: { mode: 'none' },
    kagenti: { auth: { clientId: 'boost' } },
    model: { nam: 'granite', baseUrl: 'models.example.com' },
    providers: { kagenti: { namespaces: ['team1', 'Team2'] } },
  },
};

describe('parseBoostConfig', () => {
  it('reads every field [boost-configuration/Complete configuration is read]', () => {
    expect(parseBoostConfig({ boost })).toEqual({ boost });
  });

  it('leaves other sections out', () => {
    expect(parseBoostConfig({ app, backend: 17, boost })).toEqual({ boost });
  });

  it('reads a Config of several files [boost-configuration/Backstage Config is read as Backstage merges it]', () => {
    const config = ConfigReader.fromConfigs([
      { context: 'app-config.yaml', data: { app, boost } },
      {
        context: 'app-config.production.yaml',
        data: {
          boost: { systemPrompt: null, providers: { kagenti: { namespaces: ['team1', 'team3'] } } },
        },
      },
    ]);
    const result = parseBoostConfig(config);
    expect(result.boost).not.toHaveProperty('systemPrompt');
    expect(result.boost?.providers?.kagenti).toEqual({
      ...boost.providers.kagenti,
      namespaces: ['team1', 'team3'],
    });
  });

  it.each([{}, { app }, { boost: null }, { boost: undefined }, new ConfigReader({ app })])(
    'gives an empty configuration for %j',
    input => {
      expect(parseBoostConfig(input)).toEqual({});
    },
  );

  it('does not take a boost section that is only inherited', () => {
    expect(parseBoostConfig(JSON.parse('{"__proto__":{"boost":{}}}'))).toEqual({});
  });

  it('leaves out what is null [boost-configuration/Null counts as not set]', () => {
    const section = { security: { mode: 'full' }, systemPrompt: null, kagenti: null, typo: null };
    expect(parseBoostConfig({ boost: section })).toEqual({ boost: { security: { mode: 'full' } } });
  });

  it('leaves out sections in which nothing is set [boost-configuration/Null counts as not set]', () => {
    const section = { security: { mode: 'full' }, kagenti: { auth: { clientId: null } } };
    expect(parseBoostConfig({ boost: section })).toEqual({ boost: { security: { mode: 'full' } } });
  });

  it('keeps the expiry buffer undefined [boost-configuration/Expiry buffer that is not set stays undefined]', () => {
    const { tokenExpiryBufferSeconds: _, ...auth } = boost.kagenti.auth;
    const { boost: result } = parseBoostConfig({
      boost: { ...boost, kagenti: { allowInClusterHttp: true, auth } },
    });
    expect(result?.kagenti?.auth).toEqual(auth);
    expect(result?.kagenti?.auth).not.toHaveProperty('tokenExpiryBufferSeconds');
  });

  it('lists every problem with path, code, message and hint [boost-configuration/All problems are reported together]', () => {
    const { problems } = checkBoostConfig(wrong);
    expect(problems?.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'boost.security.mode invalid_value',
      'boost.model.nam unknown_key',
      'boost.model.baseUrl invalid_url',
      'boost.providers.kagenti.namespaces[1] invalid_value',
      'boost.kagenti.auth.tokenEndpoint required',
      'boost.kagenti.auth.clientSecret required',
    ]);
    for (const { message, hint } of problems ?? []) {
      expect(message).toMatch(/^(must|is|has) /);
      expect(hint).toMatch(/[.?]$/);
    }
  });

  it('throws the problems as one error [boost-configuration/All problems are reported together]', () => {
    expect(() => parseBoostConfig(wrong)).toThrow(BoostConfigError);
    expect(() => parseBoostConfig(wrong)).toThrow(
      /^The boost configuration has 6 problems:\n {2}boost\.security\.mode must be one of: .*\n/,
    );
  });

  it('gives and throws the same [boost-configuration/All problems are reported together]', () => {
    expect(checkBoostConfig({ boost })).toEqual({ config: parseBoostConfig({ boost }) });
    const { problems } = checkBoostConfig(wrong);
    let thrown: unknown;
    try {
      parseBoostConfig(wrong);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ name: 'BoostConfigError', problems });
  });

  it.each([undefined, null, 'boost', 7, true, [{}], new Date(0)])(
    'refuses %j as input [boost-configuration/Any input ends in a result or a clear error]',
    input => {
      expect(checkBoostConfig(input).problems).toMatchObject([
        { path: 'boost', code: 'wrong_type', hint: expect.stringContaining('app-config') },
      ]);
    },
  );

  it.each(['text', 7, false, [], [{ security: { mode: 'full' } }]])(
    'refuses %j as the boost section, and says nothing more [boost-configuration/Any input ends in a result or a clear error]',
    section => {
      expect(checkBoostConfig({ boost: section }).problems).toMatchObject([
        {
          path: 'boost',
          code: 'wrong_type',
          message: 'must be a section with keys, not a single value or a list',
        },
      ]);
    },
  );

  it('refuses text, lists and objects of a class where a section belongs [boost-configuration/Any input ends in a result or a clear error]', () => {
    expect(problemsOf({ model: 'granite', kagenti: { auth: [] }, features: new Date(0) })).toEqual([
      {
        path: 'boost.model',
        code: 'wrong_type',
        message: 'must be a section with keys, not a single value or a list',
        hint: 'Write its keys below it, indented deeper: baseUrl, name.',
      },
      expect.objectContaining({ path: 'boost.kagenti.auth', code: 'wrong_type' }),
      expect.objectContaining({ path: 'boost.features', code: 'wrong_type' }),
    ]);
  });

  it('hides why a Config could not be read [boost-configuration/Any input ends in a result or a clear error]', () => {
    const config = {
      getOptional(): unknown {
        throw new Error('line 3: clientSecret: canary');
      },
    };
    const { problems } = checkBoostConfig(config);
    expect(problems).toMatchObject([{ path: 'boost', code: 'unreadable' }]);
    expect(JSON.stringify(problems)).not.toContain('canary');
  });
});

describe('text, names and numbers', () => {
  it.each(['clientId', 'clientSecret', 'scope', 'caFile'])(
    'refuses %s with only white space',
    name => {
      for (const value of ['  ', '\n\t']) {
        const auth = { ...boost.kagenti.auth, [name]: value };
        expect(codesOf({ kagenti: { auth } })).toEqual([
          `boost.kagenti.auth.${name} invalid_value`,
        ]);
      }
    },
  );

  it('takes an empty system prompt', () => {
    expect(problemsOf({ systemPrompt: '' })).toEqual([]);
  });

  it.each(['Team1', 'team_1', '-team', 'team-', 'a.b', '', 'a'.repeat(64), 'team1\n'])(
    'refuses namespace %j by its index',
    name => {
      expect(codesOf({ providers: { kagenti: { namespaces: ['team1', name] } } })).toEqual([
        'boost.providers.kagenti.namespaces[1] invalid_value',
      ]);
    },
  );

  it.each([
    'weather-agent',
    'team1/',
    '/weather',
    'a/b/c',
    'Team1/weather',
    'team1/Weather',
    'a/b..c',
    'a/b.-c',
    'a/b-.c',
    'a/.b',
    'a/b.',
    'a/-b',
    `a/${'b'.repeat(254)}`,
    'a/b\n',
  ])('refuses default agent %j', defaultAgent => {
    expect(codesOf({ providers: { kagenti: { defaultAgent } } })).toEqual([
      'boost.providers.kagenti.defaultAgent invalid_value',
    ]);
  });

  it('takes names at their longest', () => {
    const namespace = 'a'.repeat(63);
    for (const name of ['b'.repeat(253), `${'b.'.repeat(126)}b`, 'b-c.d--e.1']) {
      const defaultAgent = `${namespace}/${name}`;
      expect(
        problemsOf({ providers: { kagenti: { namespaces: [namespace], defaultAgent } } }),
      ).toEqual([]);
    }
  });

  it.each(['requestTimeoutMs', 'streamIdleTimeoutMs'])('refuses %s out of range', name => {
    for (const value of [0, -1, 1.5, 2_147_483_648, 1e300]) {
      expect(codesOf({ providers: { kagenti: { [name]: value } } })).toEqual([
        `boost.providers.kagenti.${name} invalid_value`,
      ]);
    }
    expect(problemsOf({ providers: { kagenti: { [name]: 2_147_483_647 } } })).toEqual([]);
  });

  it('refuses a negative or fractional number of retries', () => {
    for (const maxRetries of [-1, 0.5]) {
      expect(codesOf({ providers: { kagenti: { maxRetries } } })).toEqual([
        'boost.providers.kagenti.maxRetries invalid_value',
      ]);
    }
    expect(problemsOf({ providers: { kagenti: { maxRetries: 0 } } })).toEqual([]);
  });

  it('refuses a short encryption secret [boost-configuration/Encryption secrets have sixteen characters]', () => {
    const long = '0123456789abcdef';
    const short = '0123456789abcde';
    expect(codesOf({ encryptionSecret: short })).toEqual(['boost.encryptionSecret invalid_value']);
    expect(problemsOf({ encryptionSecret: long })).toEqual([]);
    for (const { message, hint } of problemsOf({ encryptionSecret: short })) {
      expect(`${message}. ${hint}`).toMatch(/at least 16 characters.*openssl rand -base64 32/);
      expect(hint).toContain('add it to boost.previousEncryptionSecrets');
    }
  });

  it('A7: takes previous secrets of any length but none', () => {
    const encryptionSecret = '0123456789abcdef';
    expect(
      problemsOf({ encryptionSecret, previousEncryptionSecrets: ['x', '0123456789'] }),
    ).toEqual([]);
    expect(codesOf({ encryptionSecret, previousEncryptionSecrets: ['x', ''] })).toEqual([
      'boost.previousEncryptionSecrets[1] invalid_value',
    ]);
  });
});
