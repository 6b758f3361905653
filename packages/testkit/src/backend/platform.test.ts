import { operations } from '@rhdh-boost/kagenti-contract';
import { expect, test } from 'vitest';
import { image, startOperator } from '../../test/backend/operator.fixture.ts';
import { allFeatures } from './features.ts';
import { isMounted } from './platform.ts';

test('the older release lacks the newer operations [developer-tooling/Backend is the Kagenti of a release]', () => {
  const missing = operations.filter(
    operation => !isMounted(operation, { release: '2026-07-23', features: allFeatures }),
  );

  expect(missing.map(({ operation }) => operation)).toEqual([
    'agents.identity.replaceConfig',
    'contexts.list',
    'contexts.create',
    'contexts.get',
    'contexts.delete',
    'dreams.status',
    'dreams.start',
    'dreams.run',
    'dreams.setThresholds',
  ]);
});

test.each([
  ['2026-07-23', 404, 405],
  ['2026-08-20', 200, 422],
] as const)(
  'the release %s answers contexts with %i and a configuration with %i [developer-tooling/Backend is the Kagenti of a release]',
  async (release, contexts, configuration) => {
    await using operator = await startOperator({ release });
    const { ask } = operator;

    expect(await ask('GET', '/contexts/team1')).toMatchObject({ status: contexts });
    expect(await ask('PUT', '/agents/team1/poet/identity-config')).toMatchObject({
      status: configuration,
    });
  },
);

test('the older release drops the newer fields of a request [developer-tooling/Backend is the Kagenti of a release]', async () => {
  await using operator = await startOperator({ release: '2026-07-23' });
  const given = { contexts: [{ name: 'nope' }], k8sResourceLimits: { cpu: 'much' } };
  await operator.ask('POST', '/agents', { ...image, ...given, name: 'poet', namespace: 'team1' });

  const { text } = await operator.ask('GET', '/agents/team1/poet');

  expect(text).toContain('"limits":{"cpu":"500m","memory":"1Gi"}');
  expect(text).not.toContain('"contexts"');
});

test.each([{ release: '2026-08-21' }, { release: 'newest' }])(
  '%j is refused [developer-tooling/Impossible option is refused]',
  async options => {
    await expect(Reflect.apply(startOperator, undefined, [options])).rejects.toThrow(
      "The option 'release' must be one of 2026-07-23, 2026-08-20",
    );
  },
);
