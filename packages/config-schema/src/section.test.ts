import { ConfigReader } from '@backstage/config';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldWith, registryWith } from '../test/field.fixture.ts';
import { codesOf, problemsOf } from '../test/problems.fixture.ts';
import { checkBoostConfig } from './parse.ts';

const hintsOf = (section: object) => problemsOf(section).map(({ hint }) => hint);

describe('unknown keys', () => {
  it.each([
    [{ kagenti: { auth: { clientID: 'x' } } }, 'boost.kagenti.auth.clientId'],
    [{ kagenti: { auth: { client_id: 'x' } } }, 'boost.kagenti.auth.clientId'],
    [{ kagenti: { auth: { cleintId: 'x' } } }, 'boost.kagenti.auth.clientId'],
    [{ kagenti: { 'allow-in-cluster-http': true } }, 'boost.kagenti.allowInClusterHttp'],
    [{ kagneti: {} }, 'boost.kagenti'],
    [{ provider: {} }, 'boost.providers'],
    [{ model: { nme: 'x' } }, 'boost.model.name'],
  ])(
    '%j is answered with %s [boost-configuration/Misspelt key gets a suggestion]',
    (section, meant) => {
      expect(hintsOf(section)).toContain(`Did you mean ${meant}?`);
    },
  );

  it('suggests the file that the method of the account needs, and calls it missing no more', () => {
    const account = { issuer: 'https://k/realms/boost', method: 'client_assertion' };
    const unknown = { path: 'boost.kagenti.auth.tokenFile', code: 'unknown_key' };
    expect(problemsOf({ kagenti: { auth: { ...account, tokenFile: '/t' } } })).toMatchObject([
      { ...unknown, hint: 'Did you mean boost.kagenti.auth.assertionFile?' },
    ]);
    const whole = { ...account, assertionFile: '/a', tokenFile: '/t' };
    expect(problemsOf({ kagenti: { auth: whole } })).toMatchObject([unknown]);
  });

  it.each([
    ['mode:full', 'Write a space after the colon of mode.'],
    ['mode\uFF1Afull', 'After mode is a colon that is not ":" (U+FF1A). Type the colon again.'],
    ['hunter2\uFF1Afull', 'Write its keys below it, indented deeper: mode.'],
  ])('B10: %j in place of a section is answered with the character to correct', (raw, hint) => {
    expect(hintsOf({ security: raw })).toEqual([hint]);
  });

  it('says how a secret is taken from a file', () => {
    const account = { issuer: 'https://k/realms/boost', clientId: 'boost' };
    const hints = (more: object) => hintsOf({ kagenti: { auth: { ...account, ...more } } });
    expect(hints({ clientSecretFile: '/run/x' })).toEqual([
      'Write clientSecret: { $file: PATH }, with the path of the file.',
    ]);
    for (const name of ['file', 'env', 'include']) {
      expect(hints({ clientSecret: { [name]: 'canary' } })).toEqual([
        `Write $${name} instead of ${name}.`,
      ]);
    }
    expect(hints({ clientSecret: { file: 'canary', more: 1 } }).join()).not.toContain('$file');
  });

  it.each([
    ['secret', 'client_secret_basic'],
    ['private-key', 'private_key_jwt'],
    ['mtls', 'tls_client_auth'],
    ['kubernetes', 'client_assertion'],
  ])('answers the kind of account %s with its method', (method, written) => {
    expect(hintsOf({ kagenti: { auth: { method } } })).toEqual([`Write ${written}.`]);
  });

  it('names where a key belongs [boost-configuration/Key in the wrong section gets its right path]', () => {
    expect(hintsOf({ auth: {} })).toEqual(['Did you mean boost.kagenti.auth?']);
    expect(hintsOf({ kagenti: { namespaces: ['team1'] } })).toEqual([
      'Did you mean boost.providers.kagenti.namespaces?',
    ]);
  });

  it.each([
    [{ security: { mode: 'full', model: { name: 'x' } } }, 'boost.model'],
    [{ kagenti: { baseUrl: 'https://kagenti.example.com' } }, 'boost.providers.kagenti.baseUrl'],
    [
      { features: { baseUrl: 'https://x.example.com' } },
      'boost.model.baseUrl or boost.providers.kagenti.baseUrl',
    ],
  ])(
    '%j is answered with the same name in the likeliest other section, not with a near one [boost-configuration/Key in the wrong section gets its right path]',
    (section, meant) => {
      expect(hintsOf(section)).toEqual([`Did you mean ${meant}?`]);
    },
  );

  it('of a name that many sections have names none [boost-configuration/Unknown key without a near one]', () => {
    const names = ['one', 'two', 'three', 'four'];
    const registry = registryWith(
      Object.fromEntries(
        names.map(name => [`boost.${name}.size`, fieldWith(z.string().optional())]),
      ),
    );
    const { problems } = checkBoostConfig(
      { boost: { security: { mode: 'full', size: '1' } } },
      { registry },
    );
    expect(problems).toMatchObject([{ hint: 'Known keys of boost.security: mode.' }]);
  });

  it.each([
    [{ security: { mdoe: 'full' } }, 'boost.security.mdoe'],
    [{ secuirty: { mode: 'full' } }, 'boost.secuirty'],
    [{ model: { security: { mode: 'full' } } }, 'boost.model.security'],
  ])(
    '%j is one slip, and nothing is called missing for it [boost-configuration/Misspelt key is not missing as well]',
    (boost, path) => {
      expect(checkBoostConfig({ boost }).problems).toMatchObject([{ path, code: 'unknown_key' }]);
    },
  );

  it('lists the keys when nothing is near [boost-configuration/Unknown key without a near one]', () => {
    expect(problemsOf({ model: { temperature: 1 } })).toEqual([
      {
        path: 'boost.model.temperature',
        code: 'unknown_key',
        message: 'is not a known key',
        hint: 'Known keys of boost.model: baseUrl, name.',
      },
    ]);
  });

  it('does not compare names that nobody typed by mistake [boost-configuration/Unknown key without a near one]', () => {
    expect(hintsOf({ model: { [`name${'e'.repeat(100)}`]: 1 } })).toEqual([
      'Known keys of boost.model: baseUrl, name.',
    ]);
  });

  it('explains the merge key', () => {
    expect(problemsOf({ model: { '<<': { name: 'x' } } })).toMatchObject([
      { path: 'boost.model["<<"]', code: 'unknown_key', hint: expect.stringContaining('merge') },
    ]);
  });

  it('shows odd keys quoted, escaped and short', () => {
    const odd = {
      'a\nb': 1,
      '\u001b[31mred': 1,
      '\u202egnirts': 1,
      'with.dot': 1,
      '0': 1,
      [`long-${'x'.repeat(5000)}`]: 1,
    };
    expect(problemsOf({ model: odd }).map(({ path }) => path)).toEqual([
      'boost.model["0"]',
      String.raw`boost.model["a\nb"]`,
      String.raw`boost.model["\u001b[31mred"]`,
      String.raw`boost.model["\u202egnirts"]`,
      'boost.model["with.dot"]',
      `boost.model["long-${'x'.repeat(43)}…"]`,
    ]);
  });
});

describe('keys that change a prototype', () => {
  it.each(['__proto__', 'constructor', 'prototype'])(
    "refuses %s in an object [boost-configuration/Keys that change an object's prototype are refused]",
    name => {
      const planted = `{"${name}":{"mode":"full","clientId":"x"}}`;
      expect(codesOf({ kagenti: { auth: JSON.parse(planted) } })).toEqual([
        `boost.kagenti.auth.${name} forbidden_key`,
      ]);
      expect(checkBoostConfig(JSON.parse(`{"boost":${planted}}`)).problems).toMatchObject([
        { path: `boost.${name}`, code: 'forbidden_key' },
        { path: 'boost.security.mode', code: 'required' },
      ]);
    },
  );

  it.each(['__proto__', 'constructor', 'prototype'])(
    "refuses %s in a Config [boost-configuration/Keys that change an object's prototype are refused]",
    name => {
      const data = JSON.parse(
        `{"boost":{"security":{"${name}":{"mode":"full"}},"${name}":{"security":{"mode":"full"}}}}`,
      );
      const config = ConfigReader.fromConfigs([
        { context: 'a', data: { boost: { systemPrompt: 'x' } } },
        { context: 'b', data },
      ]);
      expect(checkBoostConfig(config).problems?.map(({ path, code }) => `${path} ${code}`)).toEqual(
        [
          `boost.${name} forbidden_key`,
          `boost.security.${name} forbidden_key`,
          'boost.security.mode required',
        ],
      );
    },
  );

  it("refuses them below a version 1 key too [boost-configuration/Keys that change an object's prototype are refused]", () => {
    const tokenExchange = JSON.parse('{"__proto__":{"enabled":true}}');
    expect(problemsOf({ kagenti: { auth: { tokenExchange } } }).map(({ path }) => path)).toEqual([
      'boost.kagenti.auth.tokenExchange.__proto__',
    ]);
  });

  it('takes objects without a prototype [boost-configuration/Complete configuration is read]', () => {
    const bare = Object.assign(Object.create(null), { mode: 'full' });
    expect(checkBoostConfig({ boost: { security: bare } }).problems).toBeUndefined();
  });
});

describe('version 1 keys', () => {
  const command = expect.stringMatching(/^Run "boost-config migrate".* set boost\.kagenti\.auth\./);

  it('says of each what replaced it [boost-configuration/Version 1 keys are refused with what replaced them]', () => {
    const tokenExchange = {
      enabled: true,
      audience: 'kagenti',
      userTokenHeader: 'X-Token',
      more: 1,
    };
    const problems = problemsOf({ kagenti: { auth: { tokenExchange } } });
    expect(problems.map(({ path }) => path)).toEqual(
      Object.keys(tokenExchange).map(name => `boost.kagenti.auth.tokenExchange.${name}`),
    );
    for (const problem of problems) {
      expect(problem).toMatchObject({ code: 'removed_key', hint: command });
      expect(problem.message).toMatch(/^was removed in Boost configuration version 2: /);
    }
  });

  it.each([true, 'x', {}, []])(
    'refuses the block itself as %j [boost-configuration/Version 1 keys are refused with what replaced them]',
    tokenExchange => {
      expect(problemsOf({ kagenti: { auth: { tokenExchange } } })).toMatchObject([
        { path: 'boost.kagenti.auth.tokenExchange', code: 'removed_key', hint: command },
      ]);
    },
  );

  it('refuses them beside the keys of version 2 [boost-configuration/Version 1 keys are refused with what replaced them]', () => {
    const auth = {
      tokenEndpoint: 'https://keycloak.example.com/token',
      clientId: 'boost',
      clientSecret: 'canary',
      tokenExchange: { enabled: false },
    };
    expect(codesOf({ kagenti: { auth } })).toEqual([
      'boost.kagenti.auth.tokenExchange.enabled removed_key',
    ]);
  });
});
