import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyFields, anySection, canary } from '../test/any-section.fixture.ts';
import { completeConfiguration } from '../test/complete-configuration.fixture.ts';
import { errorOf, everythingIn } from '../test/errors.fixture.ts';
import { assign } from '../test/likely-configuration.fixture.ts';
import { manyCases, manyCasesTimeout } from '../test/many-cases.fixture.ts';
import { BoostConfigError } from './problem.ts';
import { boostConfigFields } from './registry.ts';

function toJson(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value));
}

describe('any input', () => {
  it(
    'gives a result or the error, for any JSON [boost-configuration/Any input ends in a result or a clear error]',
    () => {
      fc.assert(
        fc.property(fc.oneof(fc.jsonValue(), anySection), input => {
          const error = errorOf(input);
          for (const problem of error?.problems ?? []) expect(problem.path).toMatch(/^boost/);
        }),
        manyCases,
      );
    },
    manyCasesTimeout,
  );

  it(
    'gives a result or the error, for any boost section [boost-configuration/Any input ends in a result or a clear error]',
    () => {
      fc.assert(
        fc.property(fc.oneof(anySection, anyFields), boost => {
          const error = errorOf({ boost });
          expect(error?.problems.length ?? 1).toBeGreaterThan(0);
        }),
        manyCases,
      );
    },
    manyCasesTimeout,
  );

  it(
    'gives a result or the error, for any Backstage Config [boost-configuration/Any input ends in a result or a clear error]',
    () => {
      fc.assert(
        fc.property(fc.oneof(anySection, anyFields), anySection, (first, second) => {
          const config = ConfigReader.fromConfigs([
            { context: 'first', data: toJson({ boost: first }) },
            { context: 'second', data: toJson({ boost: second }) },
          ]);
          expect(errorOf(config)?.problems ?? ['none']).not.toHaveLength(0);
        }),
        manyCases,
      );
    },
    manyCasesTimeout,
  );

  it('survives a mapping that contains itself and one that is very deep [boost-configuration/Any input ends in a result or a clear error]', () => {
    const loop: Record<string, unknown> = { security: { mode: 'full' } };
    loop['model'] = loop;
    expect(errorOf({ boost: loop })?.problems.map(({ path }) => path)).toContain(
      'boost.model.security',
    );
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level += 1) deep = { kagenti: deep };
    expect(errorOf({ boost: deep })).toBeInstanceOf(BoostConfigError);
  });
});

describe('a planted value', () => {
  it(
    'is in no part of the error, for any boost section [boost-configuration/Planted value is not echoed]',
    () => {
      fc.assert(
        fc.property(fc.oneof(anySection, anyFields), boost => {
          const error = errorOf({ boost });
          expect(everythingIn(error)).not.toContain(canary);
        }),
        manyCases,
      );
    },
    manyCasesTimeout,
  );

  it.each(Object.keys(boostConfigFields))(
    'is in no part of the error, at %s [boost-configuration/Planted value is not echoed]',
    key => {
      for (const value of [
        canary,
        `${canary} x`,
        `http://${canary}`,
        [canary],
        { x: canary },
        [[canary]],
      ]) {
        const input = structuredClone<Record<string, unknown>>(completeConfiguration);
        assign(input, key.split('.'), value);
        const error = errorOf(input);
        expect(everythingIn(error)).not.toContain(canary);
      }
    },
  );
});
