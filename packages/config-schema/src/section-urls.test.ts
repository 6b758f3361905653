import { describe, expect, it } from 'vitest';
import { boostFieldSet } from './boost-field-set.ts';
import { configFields as boostModules } from './boost-modules/index.ts';
import { combineConfigFields } from './combine-config-fields.ts';
import { parseBoostConfigPart } from './config-part.ts';
import { checkBoostConfig } from './parse.ts';

const boostWith = (baseUrl: string, auth: object) => ({
  boost: {
    security: { mode: 'plugin-only' },
    kagenti: { auth },
    entityProviders: { kagenti: { baseUrl } },
  },
});

describe('a base URL of the section of another module', () => {
  const registry = combineConfigFields([boostFieldSet, boostModules]);
  const section = 'boost.entityProviders.kagenti.baseUrl';
  const account = { issuer: 'https://k.example.com/realms/b', clientId: 'b', clientSecret: 'c' };
  it('A5: is called with the account, so that no other base URL is missing', () => {
    const input = boostWith('https://kagenti.example.com', account);
    expect(checkBoostConfig(input, { registry }).problems).toBeUndefined();
  });

  it('B8: that ends with /api/v1 is a warning', () => {
    const input = boostWith('https://kagenti.example.com/api/v1', account);
    expect(checkBoostConfig(input, { registry }).warnings).toMatchObject([
      { path: section, code: 'unlikely_url' },
    ]);
  });

  it('A3: needs an account or the method none', () => {
    const input = boostWith('https://kagenti.example.com', {});
    expect(checkBoostConfig(input, { registry }).problems).toMatchObject([
      { path: 'boost.kagenti.auth', message: `is missing: ${section} needs an account` },
    ]);
  });

  it.each([
    ['https://kagenti.example.com', 1],
    ['http://127.0.0.1:8080', 0],
  ])('A3: with the method none and %s there are %i problems', (baseUrl, count) => {
    const input = boostWith(baseUrl, { method: 'none' });
    const { problems = [] } = checkBoostConfig(input, { registry });
    expect(problems).toHaveLength(count);
    for (const { path, message } of problems) {
      expect([path, message]).toEqual([
        'boost.kagenti.auth.method',
        expect.stringContaining(`${section} is neither on loopback nor`),
      ]);
    }
  });

  it('A3: is not judged for a package that does not read it', () => {
    const input = boostWith('https://kagenti.example.com', { method: 'none' });
    const keys = ['boost.kagenti.auth.method', 'boost.providers.kagenti.baseUrl'];
    const use = { keys, sections: [], registry };
    expect(parseBoostConfigPart(input, use).warnings).toEqual([]);
    expect(() => parseBoostConfigPart(input, { ...use, keys: [...keys, section] })).toThrow(
      section,
    );
  });
});

it('A3: where unknown keys are warnings, a base URL needs an account all the same', () => {
  const boost = {
    security: { mode: 'full' },
    providers: { kagenti: { baseUrl: 'https://kagenti.example.com' } },
  };
  expect(checkBoostConfig({ boost }, { unknownKeys: 'warn' }).problems).toMatchObject([
    { path: 'boost.kagenti.auth', code: 'required' },
  ]);
});
