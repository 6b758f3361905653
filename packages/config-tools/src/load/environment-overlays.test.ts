import { EnvConfigSource } from '@backstage/config-loader';
import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { agrees } from '../../test/load/agreement.fixture.ts';
import type { ConfigNode } from './config-node.ts';
import { readEnvironmentOverlays } from './environment-overlays.ts';
import { mergeConfig } from './merge.ts';
import { overlayNode } from './overlay.ts';
import type { Environment } from './substitution.ts';

/** What Backstage makes of the variables; undefined when it throws. */
async function readWithBackstage(env: Record<string, string>): Promise<unknown> {
  try {
    let data: unknown = {};
    for await (const { configs } of EnvConfigSource.create({ env }).readConfigData()) {
      data = configs[0]?.data ?? {};
    }
    return data;
  } catch {
    return undefined;
  }
}

function merge(env: Environment): ConfigNode | undefined {
  return readEnvironmentOverlays(env)
    .overlays.map(overlayNode)
    .reduce<ConfigNode | undefined>((earlier, later) => mergeConfig(later, earlier), undefined);
}

const anyPart = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom('boost', 'a', 'b', 'c-d') },
  { weight: 1, arbitrary: fc.constantFrom('constructor', 'toString', '1', '', 'x.y') },
);
const anyName = fc
  .array(anyPart, { minLength: 1, maxLength: 3 })
  .map(parts => `APP_CONFIG_${parts.join('_')}`);
const anyText = fc.constantFrom(
  'text',
  '',
  ' ',
  '1',
  'true',
  'null',
  '"quoted"',
  '{"a":1,"b":{"c":true}}',
  '{}',
  '[1,"two"]',
  '{broken',
);

test('variables are read as Backstage reads them [boost-command/Variables are read as Backstage reads them]', async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(fc.dictionary(anyName, anyText, { maxKeys: 5 }), async env => {
      const theirs = await readWithBackstage(env);
      const { findings } = readEnvironmentOverlays(env);
      expect(findings.length > 0).toBe(theirs === undefined);
      if (theirs === undefined) return;
      const isEmpty = Object.keys(Object(theirs)).length === 0;
      expect(agrees(merge(env), isEmpty ? undefined : theirs)).toBe(true);
      compared += isEmpty ? 0 : 1;
    }),
    { numRuns: propertyRuns(2000) },
  );
  expect(compared).toBeGreaterThan(20);
});

test('variables without the prefix, and empty ones, set nothing', () => {
  expect(readEnvironmentOverlays({ PATH: '/bin', APP_CONFIG_app_title: '' })).toEqual({
    overlays: [],
    findings: [],
  });
});

test('a variable with which Backstage does not start is an error that does not contain its value', () => {
  const { findings } = readEnvironmentOverlays({ 'APP_CONFIG_boost.kagenti': 'canary-77' });
  expect(findings).toEqual([
    {
      severity: 'error',
      code: 'unusable_variable',
      message: 'APP_CONFIG_boost.kagenti does not name a key, so Backstage does not start',
      hint: expect.stringContaining('Unset it'),
      location: expect.objectContaining({ file: 'the variable APP_CONFIG_boost.kagenti' }),
    },
  ]);
});
