import { inspect } from 'node:util';
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completeConfiguration } from './complete-configuration.fixture.ts';
import { assign } from './likely-configuration.fixture.ts';
import { parseBoostConfig } from './parse.ts';
import { BoostConfigError } from './problem.ts';
import { boostConfigFields } from './registry.ts';

const canary = 'c4n4ry';
const runs = { numRuns: 2000 };

/** Values that hold the canary, as anything that a field could be given. */
const plantedValue = fc.oneof(
  fc.string({ maxLength: 8 }).map(text => `${text}${canary}${text}`),
  fc.constantFrom(
    `https://user:${canary}@example.com`,
    `http://${canary}.example.com`,
    `https://example.com/ ${canary}`,
    `team1/${canary}/x`,
    [canary],
    ['ok', [canary], 7, { deep: canary }],
    { [canary.length]: canary },
    { __proto__: null, constructor: canary, prototype: canary, toString: canary },
    JSON.parse(`{"__proto__":{"clientSecret":"${canary}"}}`),
  ),
);
const anyValue = fc.oneof(plantedValue, fc.jsonValue({ maxDepth: 3 }));

const names = [...new Set(Object.keys(boostConfigFields).flatMap(key => key.split('.')))];
const anyName = fc.oneof(
  fc.constantFrom(...names, 'tokenExchange', '__proto__', 'constructor', '<<', 'clientSecrt'),
  fc.string({ maxLength: 6 }),
);

/** Objects whose keys are those of the registry more often than not. */
const { node: anySection } = fc.letrec<{ node: unknown }>(tie => ({
  node: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'section' },
    anyValue,
    fc.array(fc.tuple(anyName, tie('node')), { maxLength: 6 }).map(toObject),
  ),
}));

/** Every field at its place, each with any value. */
const anyFields = fc
  .array(fc.tuple(fc.constantFrom(...Object.keys(boostConfigFields)), anyValue), { maxLength: 12 })
  .map(entries => {
    const root: Record<string, unknown> = {};
    for (const [key, value] of entries) assign(root, key.split('.'), value);
    return root['boost'];
  });

function toObject(entries: readonly [string, unknown][]): unknown {
  // Parsed, so that a key __proto__ is a key, as it is in a file.
  return JSON.parse(
    `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value ?? null)}`).join(',')}}`,
  );
}

function toJson(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value));
}

/** Parses; gives the error if there is one, and fails on any other exception. */
function errorOf(input: unknown): BoostConfigError | undefined {
  try {
    parseBoostConfig(input);
    return undefined;
  } catch (error) {
    if (error instanceof BoostConfigError) return error;
    throw error;
  }
}

function everythingIn(error: BoostConfigError | undefined): string {
  if (error === undefined) return '';
  return [
    error.message,
    error.stack,
    String(error),
    JSON.stringify(error),
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    inspect(error.cause),
  ].join('\n');
}

describe('any input', () => {
  it('gives a result or the error, for any JSON [boost-configuration/Any input ends in a result or a clear error]', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), anySection), input => {
        const error = errorOf(input);
        for (const problem of error?.problems ?? []) expect(problem.path).toMatch(/^boost/);
      }),
      runs,
    );
  });

  it('gives a result or the error, for any boost section [boost-configuration/Any input ends in a result or a clear error]', () => {
    fc.assert(
      fc.property(fc.oneof(anySection, anyFields), boost => {
        const error = errorOf({ boost });
        expect(error?.problems.length ?? 1).toBeGreaterThan(0);
      }),
      runs,
    );
  });

  it('gives a result or the error, for any Backstage Config [boost-configuration/Any input ends in a result or a clear error]', () => {
    fc.assert(
      fc.property(fc.oneof(anySection, anyFields), anySection, (first, second) => {
        const config = ConfigReader.fromConfigs([
          { context: 'first', data: toJson({ boost: first }) },
          { context: 'second', data: toJson({ boost: second }) },
        ]);
        expect(errorOf(config)?.problems ?? ['none']).not.toHaveLength(0);
      }),
      runs,
    );
  });

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
  it('is in no part of the error, for any boost section [boost-configuration/Planted value is not echoed]', () => {
    fc.assert(
      fc.property(fc.oneof(anySection, anyFields), boost => {
        const error = errorOf({ boost });
        expect(everythingIn(error)).not.toContain(canary);
      }),
      runs,
    );
  });

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
