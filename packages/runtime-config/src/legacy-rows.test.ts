import {
  boostConfigFields,
  boostFieldSet,
  combineConfigFields,
  defineConfigFields,
} from '@rhdh-boost/config-schema';
import { expect, test } from 'vitest';
import { operationsOf } from '../test/database-host.fixture.ts';
import { resolverOver } from '../test/memory-rows.fixture.ts';
import { legacySeal } from '../test/sealed-value.fixture.ts';

const pin = 'boost.acme.pin';
/** A secret number at version 3, whose second migration takes none above 1000. */
const registry = combineConfigFields([
  boostFieldSet,
  defineConfigFields({
    owner: '@acme/pins',
    version: 3,
    fields: {
      [pin]: {
        schema: boostConfigFields['boost.providers.kagenti.maxRetries'].schema,
        configScope: 'db-overridable',
        description: 'A secret number.',
        visibility: 'secret',
        sensitive: true,
        since: 1,
      },
    },
    migrations: [
      { to: 2, values: { [pin]: value => Number(value) * 10 } },
      {
        to: 3,
        values: {
          [pin]: value => {
            if (Number(value) > 1000) throw new Error('too large');
            return value;
          },
        },
      },
    ],
  }),
]);

test.each([
  ['a value that its field does not take', legacySeal('no number'), 3, 'invalid_value'],
  [
    'a value that the last of its migrations does not take',
    legacySeal('900'),
    1,
    'migration_failed',
  ],
])('a legacy row with %s is not changed', async (_what, value, version, code) => {
  const { config, rejected, rows, problems } = resolverOver([[pin, value, version]], {
    registry,
  });
  expect(await config.reconcile()).toMatchObject({
    entries: [
      { outcome: 'kept', code, reason: expect.stringContaining('until reencrypt has run') },
    ],
    legacyRows: 1,
  });
  expect(await rows()).toEqual({ [pin]: value });
  expect(await rejected()).toEqual([]);
  expect(problems).toMatchObject([{ code, key: pin }]);
});

test('a legacy row is migrated for each reader, and as a row after reencrypt', async () => {
  const { config, overrides } = resolverOver([[pin, legacySeal('5'), 1]], { registry });
  expect((await config.reconcile()).entries).toMatchObject([{ outcome: 'waiting' }]);
  expect(await config.resolve(pin)).toBe(50);
  await config.reencrypt();
  expect((await config.reconcile()).entries).toEqual([{ key: pin, outcome: 'migrated' }]);
  expect(await config.resolve(pin)).toBe(50);
  expect(await operationsOf(overrides).read()).toMatchObject([{ schemaVersion: 3 }]);
});

test('a bad encryption secret does not stop the count over other rows', async () => {
  const { config } = resolverOver([['boost.systemPrompt', JSON.stringify('A'.repeat(64)), 2]], {
    yaml: { boost: { security: { mode: 'full' }, encryptionSecret: 'short' } },
  });
  expect(await config.reconcile()).toEqual({
    entries: [{ key: 'boost.systemPrompt', outcome: 'unchanged' }],
    legacyRows: 0,
  });
});
