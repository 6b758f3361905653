import { propertyRuns, propertySeed } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { startIssuer } from '../backend/issuer.fixture.ts';
import { startOperator } from '../backend/operator.fixture.ts';
import { Model } from './model.fixture.ts';
import { perform } from './perform.fixture.ts';
import { anyStory } from './step.fixture.ts';

const numRuns = propertyRuns(50);
const seed = propertySeed();

test(`whatever is done in whatever order, each answer is what the ones before make of it (seed ${seed})`, async () => {
  await using issuer = await startIssuer();
  const met: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(anyStory, async ({ release, namespaces, steps }) => {
      await using operator = await startOperator({ release, namespaces }, issuer);
      const model = new Model(namespaces, release);
      for (const [index, step] of steps.entries()) {
        const expected = model.do(step);
        expect({ index, step, ...(await perform(operator, step)) }).toEqual({
          index,
          step,
          ...expected,
        });
        const key = `${step.act} ${expected.status}`;
        met[key] = (met[key] ?? 0) + 1;
      }
    }),
    { numRuns, seed },
  );
  // Stories in which nothing meets would prove nothing.
  expect(Object.values(met).reduce((one, other) => one + other)).toBeGreaterThan(numRuns * 119);
  const likely = [
    'deploy 409',
    'finalize 200',
    'finalize 400',
    'get 200',
    'create skill 409',
    'use skill 200',
    'delete skill 200',
    'simulate 202',
    'simulate 409',
    'ask phase 200',
    'harness 200',
    'harness 0',
  ];
  expect(Object.keys(met)).toEqual(expect.arrayContaining(numRuns < 40 ? [] : likely));
}, 300_000);
