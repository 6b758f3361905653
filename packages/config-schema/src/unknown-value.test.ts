import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod-3';
import { completeConfiguration } from '../test/complete-configuration.fixture.ts';
import { fieldWith, registryWith } from '../test/field.fixture.ts';
import { assign } from '../test/likely-configuration.fixture.ts';
import { codesOf, problemsOf } from '../test/problems.fixture.ts';
import { readConfigValue } from './field-queries.ts';
import { checkBoostConfig } from './parse.ts';
import { boostConfigFields } from './registry.ts';
import { findUnknownPlaces, unknownConfigValue as unknown } from './unknown-value.ts';

const account = {
  tokenEndpoint: 'https://keycloak.example.com/token',
  clientId: 'boost',
  clientSecret: 'canary',
};

describe('an unknown value', () => {
  it.each(Object.keys(boostConfigFields))(
    '%s is not judged, and not in the result [boost-configuration/Unknown value is not judged]',
    key => {
      const input = structuredClone<Record<string, unknown>>(completeConfiguration);
      assign(input, key.split('.'), unknown);
      const { config, problems } = checkBoostConfig(input);
      expect(problems).toBeUndefined();
      const value = key
        .split('.')
        .reduce<unknown>((section, name) => Object(section)[name], config);
      expect(value).toBeUndefined();
    },
  );

  it('counts as set for what is required, and goes with the others [boost-configuration/Unknown value is not judged]', () => {
    expect(checkBoostConfig({ boost: { security: { mode: unknown } } })).toEqual({ config: {} });
    const auth = { tokenEndpoint: unknown, clientId: unknown, clientSecret: unknown };
    expect(problemsOf({ kagenti: { auth } })).toEqual([]);
    expect(codesOf({ kagenti: { auth: { clientId: unknown } } })).toEqual([
      'boost.kagenti.auth.tokenEndpoint required',
      'boost.kagenti.auth.clientSecret required',
    ]);
  });

  it('is no key too many, since its variable may leave it out elsewhere [boost-configuration/Rules are silent about what depends on an unknown value]', () => {
    for (const more of [{ issuer: unknown }, { keyFile: unknown }, { method: unknown }]) {
      expect(problemsOf({ kagenti: { auth: { ...account, ...more } } })).toEqual([]);
    }
    const auth = { method: 'none', clientId: unknown };
    const security = { mode: 'plugin-only' };
    expect(problemsOf({ security, kagenti: { auth } })).toEqual([]);
    expect(problemsOf({ kagenti: { auth: { method: unknown, clientId: 'boost' } } })).toEqual([]);
  });

  it('is still a problem at a key that there is not [boost-configuration/Unknown value is not judged]', () => {
    expect(
      codesOf({ model: { nam: unknown }, kagenti: { auth: { tokenExchange: unknown } } }),
    ).toEqual(['boost.model.nam unknown_key', 'boost.kagenti.auth.tokenExchange removed_key']);
  });

  it('is what one value is read as [boost-configuration/Unknown value is not judged]', () => {
    expect(readConfigValue('boost.security.mode', unknown)).toEqual({ value: unknown });
    expect(readConfigValue('boost.providers.kagenti.namespaces', ['team1', unknown])).toEqual({
      value: unknown,
    });
  });

  it('is the same in every copy of the package [boost-configuration/Unknown value is not judged]', () => {
    expect(unknown).toBe(Symbol.for('@rhdh-boost/config-schema/unknownConfigValue'));
  });
});

describe('an unknown part of a value', () => {
  it('leaves the other items judged, by their own index', () => {
    const namespaces = [unknown, 'team1', 'Team2', unknown, 7];
    expect(codesOf({ providers: { kagenti: { namespaces } } })).toEqual([
      'boost.providers.kagenti.namespaces[2] invalid_value',
      'boost.providers.kagenti.namespaces[4] wrong_type',
    ]);
    expect(problemsOf({ providers: { kagenti: { namespaces: [unknown, 'team1'] } } })).toEqual([]);
  });

  it.each([
    z.object({
      name: z.string(),
      list: z
        .array(z.string())
        .min(2)
        .refine(list => list.every(item => item.length > 1)),
    }),
    z3.object({
      name: z3.string(),
      list: z3
        .array(z3.string())
        .min(2)
        .refine(list => list.every(item => item.length > 1)),
    }),
  ])('leaves what does not depend on it judged, case %#', schema => {
    const registry = registryWith({ 'boost.acme.field': fieldWith(schema.optional()) });
    const read = (value: unknown) => {
      const { problems = [] } = readConfigValue('boost.acme.field', value, registry);
      return problems.map(({ path }) => path);
    };
    expect(read({ name: unknown, list: ['aa', 'bb'] })).toEqual([]);
    expect(read({ name: unknown, list: ['aa'] })).toEqual(['boost.acme.field.list']);
    expect(read({ name: 'x', list: [unknown] })).toEqual([]);
    expect(read({ name: 7, list: unknown })).toEqual(['boost.acme.field.name']);
    expect(read({ name: 7, list: [unknown, 'a'] })).toEqual(['boost.acme.field.name']);
    expect(read({ name: 'x', list: ['a', 'bb'] })).toEqual(['boost.acme.field.list']);
  });

  it('does not make a check fail that cannot stand it', () => {
    const schema = z.any().refine(value => `${value}`.length > 0);
    const registry = registryWith({ 'boost.acme.field': fieldWith(schema) });
    expect(readConfigValue('boost.acme.field', unknown, registry)).toEqual({ value: unknown });
    expect(readConfigValue('boost.acme.field', [unknown], registry)).toEqual({ value: unknown });
    expect(readConfigValue('boost.acme.field', Symbol('other'), registry).problems).toHaveLength(1);
  });

  it('is found at any depth, and in a value that contains itself', () => {
    const loop: unknown[] = [{ a: unknown }];
    loop.push(loop);
    expect(findUnknownPlaces(loop)).toEqual([[0, 'a']]);
    let deep: unknown = unknown;
    for (let level = 0; level < 50_000; level += 1) deep = [deep];
    expect(findUnknownPlaces(deep)[0]).toHaveLength(50_000);
    expect(findUnknownPlaces(unknown)).toEqual([[]]);
    expect(findUnknownPlaces({ a: 1, b: [null, 'x'] })).toEqual([]);
  });
});

describe('an unknown section', () => {
  it.each([unknown, { boost: unknown }, { boost: { security: unknown } }])(
    'is no problem, and requires nothing, case %#',
    input => {
      expect(checkBoostConfig(input)).toEqual({ config: {} });
    },
  );

  it('leaves everything below it set', () => {
    expect(
      problemsOf({ kagenti: unknown, agentApproval: { mode: 'sonataflow', sonataflow: unknown } }),
    ).toEqual([]);
    expect(problemsOf({ kagenti: { auth: unknown } })).toEqual([]);
  });

  it('leaves the other sections judged', () => {
    expect(codesOf({ kagenti: unknown, model: { name: ' ' } })).toEqual([
      'boost.model.name invalid_value',
    ]);
  });
});

describe('rules that span fields', () => {
  const baseUrl = 'http://kagenti.team1.svc';

  it.each([
    { agentApproval: { mode: unknown } },
    { agentApproval: unknown },
    { agentApproval: { mode: 'sonataflow', sonataflow: { endpoint: unknown } } },
    {
      kagenti: { allowInClusterHttp: unknown, auth: account },
      providers: { kagenti: { baseUrl } },
    },
    { kagenti: unknown, providers: { kagenti: { baseUrl } } },
    { kagenti: { allowInClusterHttp: false }, providers: { kagenti: { baseUrl: unknown } } },
  ])(
    'say nothing of what depends on an unknown value, case %# [boost-configuration/Rules are silent about what depends on an unknown value]',
    section => {
      expect(problemsOf(section)).toEqual([]);
    },
  );

  it('say what holds whatever the unknown value is [boost-configuration/Rules are silent about what depends on an unknown value]', () => {
    const kagenti = { auth: account };
    expect(
      codesOf({ kagenti, providers: { kagenti: { baseUrl } }, systemPrompt: unknown }),
    ).toEqual(['boost.providers.kagenti.baseUrl insecure_url']);
    expect(
      codesOf({
        agentApproval: { mode: 'sonataflow', sonataflow: { endpoint: null } },
        model: unknown,
      }),
    ).toEqual(['boost.agentApproval.sonataflow.endpoint required']);
  });
});
