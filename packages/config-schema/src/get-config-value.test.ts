import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod-3';
import { combineConfigFields } from './combine-config-fields.ts';
import { parseBoostConfigPart } from './config-part.ts';
import { defineConfigFields } from './define-config-fields.ts';
import { getConfigValue } from './get-config-value.ts';

const meta = {
  configScope: 'yaml-only',
  description: 'x',
  visibility: 'backend',
  since: 1,
} as const;
const set = defineConfigFields({
  owner: '@acme/search',
  version: 1,
  fields: {
    'boost.search.timeoutMs': { ...meta, schema: z.int().optional() },
    'boost.search.hosts': { ...meta, schema: z3.array(z3.string()).optional() },
  },
});

describe("a value of a module's own field", () => {
  it('A2: is read with the type of its schema', () => {
    const boost = { search: { timeoutMs: '5000', hosts: ['a'] } };
    const { config } = parseBoostConfigPart(
      { boost },
      { keys: Object.keys(set.fields), registry: combineConfigFields([set]) },
    );
    const timeout = getConfigValue(config, 'boost.search.timeoutMs', set);
    expectTypeOf(timeout).toEqualTypeOf<number | undefined>();
    expect(timeout).toBe(5000);
    const hosts = getConfigValue(config, 'boost.search.hosts', set);
    expectTypeOf(hosts).toEqualTypeOf<string[] | undefined>();
    expect(hosts).toEqual(['a']);
    expect(getConfigValue({}, 'boost.search.hosts', set)).toBeUndefined();
  });

  it('A2: is not read by a key that the set lacks', () => {
    // @ts-expect-error: the set has no such key
    expect(() => getConfigValue({}, 'boost.search.host', set)).toThrow(
      'getConfigValue: @acme/search has no field boost.search.host.',
    );
  });
});
