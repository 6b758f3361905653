import { ConfigReader } from '@backstage/config';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fieldWith } from '../test/field.fixture.ts';
import { boostFieldSet } from './boost-field-set.ts';
import { combineConfigFields } from './combine-config-fields.ts';
import { type BoostConfigUse, parseBoostConfigPart } from './config-part.ts';
import { defineConfigFields } from './define-config-fields.ts';
import { BoostConfigError, type BoostConfigProblem } from './problem.ts';

const use: BoostConfigUse = {
  keys: [
    'boost.kagenti.auth.clientId',
    'boost.providers.kagenti.baseUrl',
    'boost.providers.kagenti.namespaces',
  ],
  sections: ['boost.kagenti', 'boost.providers.kagenti'],
};
const baseUrl = 'https://kagenti.example.com';
const account = {
  tokenEndpoint: 'https://keycloak.example.com/token',
  clientId: 'boost',
  clientSecret: 'secret',
};

/** What a package reads of a `boost` section. */
const provider = { providers: { kagenti: { baseUrl } } };
const partOf = (boost: unknown, reads = use) => parseBoostConfigPart({ boost }, reads);
const linesOf = (problems: readonly BoostConfigProblem[]) =>
  problems.map(({ path, code }) => `${path} ${code}`);

/** What a `boost` section is refused for. */
function refusalsOf(boost: unknown, reads = use): string[] {
  try {
    parseBoostConfigPart({ boost }, reads);
  } catch (error) {
    if (error instanceof BoostConfigError) return linesOf(error.problems);
    throw error;
  }
  return [];
}

describe('what a package reads', () => {
  it('A2: is judged alone, and nothing else is in the result [boost-configuration/Package judges only the keys that it reads]', () => {
    const boost = {
      kagenti: { auth: { ...account, tokenExpiryBufferSeconds: -1 } },
      providers: { kagenti: { baseUrl }, ogx: { baseUrl: 'x' }, llamastack: 7 },
      connectors: { jira: { enabled: true } },
      ingestion: [],
      entityProviders: { kagenti: { schedule: {} } },
      model: 'not a section',
      security: { mode: 'none' },
      encryptionSecret: 'short',
      agentApproval: { mode: 'sonataflow' },
    };
    expect(partOf(boost)).toEqual({
      config: {
        boost: { kagenti: { auth: { clientId: 'boost' } }, providers: { kagenti: { baseUrl } } },
      },
      warnings: [],
    });
  });

  it('is read from a Config of Backstage as well [boost-configuration/Package judges only the keys that it reads]', () => {
    const boost = { providers: { kagenti: { baseUrl, namespcaes: ['team1'] } }, connectors: {} };
    const { config, warnings } = parseBoostConfigPart(new ConfigReader({ boost }), use);
    expect(config).toEqual({ boost: { providers: { kagenti: { baseUrl } } } });
    expect(linesOf(warnings)).toEqual(['boost.providers.kagenti.namespcaes unknown_key']);
  });

  it('is missing where it is required, and only there [boost-configuration/Package judges only the keys that it reads]', () => {
    const withMode: BoostConfigUse = { ...use, keys: [...use.keys, 'boost.security.mode'] };
    expect(refusalsOf({}, withMode)).toEqual(['boost.security.mode required']);
    expect(refusalsOf({})).toEqual([]);
    expect(refusalsOf({ kagenti: { auth: { clientSecret: 'x' } } })).toEqual([
      'boost.kagenti.auth.clientId required',
    ]);
    expect(parseBoostConfigPart({}, withMode)).toEqual({ config: {}, warnings: [] });
  });

  it.each<[unknown, string[]]>([
    ['text', ['boost wrong_type']],
    [{ providers: ['text'] }, ['boost.providers wrong_type']],
    [{ kagenti: { auth: 7 } }, ['boost.kagenti.auth wrong_type']],
    [
      { providers: { kagenti: { namespaces: ['team1', 'TEAM'] } } },
      ['boost.providers.kagenti.namespaces[1] invalid_value'],
    ],
  ])(
    'is refused in %j [boost-configuration/Package judges only the keys that it reads]',
    (boost, refusals) => {
      expect(refusalsOf(boost)).toEqual(refusals);
    },
  );

  it('is refused where it cannot be read [boost-configuration/Any input ends in a result or a clear error]', () => {
    const config = {
      getOptional(): unknown {
        throw new Error('canary');
      },
    };
    const parse = () => parseBoostConfigPart(config, use);
    expect(parse).toThrow('could not be read');
    expect(parse).not.toThrow('canary');
  });
});

describe('the keys that a package names', () => {
  const own = defineConfigFields({
    owner: '@acme/search',
    version: 1,
    fields: { 'boost.search.timeoutMs': fieldWith(z.int().optional()) },
  });
  const keys = ['boost.search.timeoutMs'];

  it.each(['boost.model.nmae', 'constructor', 'boost.search.timeoutMs'])(
    'A2: throw as %s, set or not, where the registry does not know them [boost-configuration/Package names a key that the registry lacks]',
    key => {
      const boost = { search: { timeoutMs: 5 } };
      for (const input of [{}, { boost }, new ConfigReader({ boost })]) {
        const parse = () => parseBoostConfigPart(input, { keys: ['boost.model.name', key] });
        expect(parse).toThrow(TypeError);
        expect(parse).toThrow(`the registry does not know the keys ${key}`);
        expect(parse).toThrow('registry: combineConfigFields([');
      }
    },
  );

  it('A2: throw with the nearest key [boost-configuration/Package names a key that the registry lacks]', () => {
    expect(() => parseBoostConfigPart({}, { keys: ['boost.model.nmae'] })).toThrow(
      'boost.model.nmae (did you mean boost.model.name?)',
    );
  });

  it('A2: are read by a registry that has them, without sections too', () => {
    const boost = { search: { timeoutMs: '5000', tiemoutMs: 5 } };
    for (const sets of [[own], [boostFieldSet, own]]) {
      const registry = combineConfigFields(sets);
      expect(parseBoostConfigPart({ boost }, { keys, registry })).toEqual({
        config: { boost: { search: { timeoutMs: 5000 } } },
        warnings: [],
      });
    }
  });

  it.each([{}, { keys: 'boost.model.name' }, { keys, sections: 'boost.model' }])(
    'A2: throw with the name of the part that is not a list in %j',
    part => {
      const parse = () => Reflect.apply(parseBoostConfigPart, undefined, [{}, part]);
      expect(parse).toThrow(/parseBoostConfigPart: (?:keys|sections) must be a list/);
    },
  );
});

describe("keys in a package's own sections", () => {
  it('A2: are warnings with what was meant, where they are unknown [boost-configuration/Unknown key of a package is a warning]', () => {
    const { warnings } = partOf({
      kagenti: { auth: account, namespaces: ['team1'], 'with.dot': 1 },
      providers: { kagenti: { baseUrl, namespcaes: ['canary'] }, kagneti: {} },
      unknown: {},
    });
    expect(linesOf(warnings)).toEqual([
      'boost.kagenti.namespaces unknown_key',
      'boost.kagenti["with.dot"] unknown_key',
      'boost.providers.kagenti.namespcaes unknown_key',
    ]);
    expect(warnings.map(({ hint }) => hint)).toEqual([
      'Did you mean boost.providers.kagenti.namespaces?',
      'Known keys of boost.kagenti: auth, allowInClusterHttp.',
      'Did you mean boost.providers.kagenti.namespaces?',
    ]);
    expect(JSON.stringify(warnings)).not.toContain('canary');
  });

  it('are warnings with what replaced them, where they are of an earlier version [boost-configuration/Unknown key of a package is a warning]', () => {
    const tokenExchange = { audience: 'canary' };
    const { warnings } = partOf({ ...provider, kagenti: { auth: { ...account, tokenExchange } } });
    expect(warnings).toMatchObject([
      {
        path: 'boost.kagenti.auth.tokenExchange.audience',
        code: 'removed_key',
        message: expect.stringContaining('at the client of boost.kagenti.auth.clientId'),
      },
    ]);
  });

  it('do not replace what they were meant to be, and are reported beside it [boost-configuration/Unknown key of a package is a warning]', () => {
    const { clientId, ...others } = account;
    const auth = { ...others, clientID: clientId };
    expect(refusalsOf({ ...provider, kagenti: { auth } })).toEqual([
      'boost.kagenti.auth.clientId required',
      'boost.kagenti.auth.clientID unknown_key',
    ]);
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    "are refused as %s, and ignored in others' [boost-configuration/Keys that change an object's prototype are refused]",
    name => {
      const planted = JSON.parse(`{"${name}":{"clientId":"x"}}`);
      expect(refusalsOf({ kagenti: { auth: planted } })).toEqual([
        `boost.kagenti.auth.${name} forbidden_key`,
      ]);
      expect(refusalsOf({ connectors: planted })).toEqual([]);
    },
  );
});
