import { describe, expect, it } from 'vitest';
import facts from '../../test/fixtures/boost-module-keys.json' with { type: 'json' };
import { boostFieldSet } from '../boost-field-set.ts';
import { combineConfigFields } from '../combine-config-fields.ts';
import { namesWithin } from '../names-within.ts';
import { checkBoostConfig } from '../parse.ts';
import { configFields as boostModules } from './index.ts';

const registry = combineConfigFields([boostFieldSet, boostModules]);

/** `a.{b,c.{d,e}}` as `a.b`, `a.c.d`, `a.c.e`. */
function expand(text: string): string[] {
  const innermost = /\{([^{}]*)\}/.exec(text);
  if (innermost === null) return text.split(',');
  const start = Math.max(
    text.lastIndexOf(',', innermost.index),
    text.lastIndexOf('{', innermost.index - 1),
  );
  const prefix = text.slice(start + 1, innermost.index);
  const names = (innermost[1] ?? '').split(',').map(name => `${prefix}${name}`);
  const end = innermost.index + innermost[0].length;
  return expand(text.slice(0, start + 1) + names.join(',') + text.slice(end));
}

/** What the modules read or declare, as keys of a registry. */
const theirs = Object.entries(facts.configKeysOfModules)
  .filter(([source]) => !source.includes('no code reads'))
  .flatMap(([, lines]) => lines)
  .flatMap(line => line.replace(/:.*/, '').split(', else '))
  .flatMap(expand)
  .flatMap(key => ['jira', 'github', 'gitlab'].map(id => key.replace('<id>', id)))
  .map(key => key.trim());

/** What newer versions of the OGX modules read besides, by their `config.d.ts`. */
const newer = ['providers', 'entityProviders'].flatMap(group =>
  ['caData', 'skipTLSVerify'].map(name => `boost.${group}.ogx.${name}`),
);

/** Boost's own registry has these for Jira alone. */
const ofJira = /^boost\.connectors\.(github|gitlab)\.(schedule\.cron|timeout\.connectionMs)$/;

describe("the fields of Boost's modules", () => {
  it("A4: contain every key that a module of Boost reads [boost-configuration/Fields of Boost's modules are those of Boost]", () => {
    const missing = new Set(theirs.filter(key => !key.includes('[]') && !ofJira.test(key)));
    expect(missing.size).toBeGreaterThan(40);
    for (const key of Object.keys(registry.fields)) missing.delete(key);
    expect([...missing]).toEqual([]);
  });

  it("A4: contain no other key [boost-configuration/Fields of Boost's modules are those of Boost]", () => {
    const known = new Set([
      ...theirs,
      ...newer,
      // Read where the section of the entity provider is not set.
      'boost.providers.ogx.agents',
      ...theirs.map(key => key.replace(/\[\].*/, '')),
    ]);
    expect(Object.keys(boostModules.fields).filter(key => !known.has(key))).toEqual([]);
  });

  it("A4: contain every name of an agent [boost-configuration/Fields of Boost's modules are those of Boost]", () => {
    const names = theirs.flatMap(key => key.split('agents[].')[1] ?? []);
    const field = boostModules.fields['boost.entityProviders.ogx.agents'];
    expect(names.length).toBeGreaterThan(5);
    expect(field && namesWithin(field.schema, [0])).toEqual(
      expect.arrayContaining([...new Set(names)]),
    );
  });

  it('A4: are named by check where they are not loaded', () => {
    const sections = Object.keys(boostModules.fields).map(key => key.split('.'));
    expect(sections.length).toBeGreaterThan(20);
    for (const [, first = '', second = '', third = ''] of sections) {
      const boost = { security: { mode: 'full' }, [first]: { [second]: { [third]: {} } } };
      const [problem, ...others] = checkBoostConfig({ boost }).problems ?? [];
      expect(others).toEqual([]);
      expect(problem?.hint).toMatch(/Add --fields @rhdh-boost\/config-schema\/boost-modules\.$/);
    }
  });

  it('A4: report a mistake by its key, and no value', () => {
    const { problems } = checkBoostConfig(
      {
        boost: {
          security: { mode: 'plugin-only' },
          kagenti: { auth: { method: 'none' } },
          providers: { ogx: { baseUrl: 'canary' } },
          entityProviders: {
            kagenti: { baseUrl: 'http://kagenti.team1.svc', namespaces: ['Canary'] },
            ogx: { agents: [{ id: 'canary', nmae: 'canary' }], apiKey: ' ' },
          },
        },
      },
      { registry },
    );
    expect(problems?.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'boost.providers.ogx.baseUrl invalid_url',
      'boost.entityProviders.kagenti.namespaces[0] invalid_value',
      'boost.entityProviders.ogx.agents[0].nmae unknown_key',
      'boost.entityProviders.ogx.apiKey invalid_value',
      'boost.entityProviders.kagenti.baseUrl insecure_url',
    ]);
    expect(JSON.stringify(problems)).not.toContain('canary');
  });
});
