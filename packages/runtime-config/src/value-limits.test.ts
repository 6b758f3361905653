import {
  boostConfigFields,
  boostFieldSet,
  combineConfigFields,
  defineConfigFields,
} from '@rhdh-boost/config-schema';
import { expect, test } from 'vitest';
import { sqliteHost } from '../test/database-host.fixture.ts';
import { memoryResolver } from '../test/memory-resolver.fixture.ts';
import { resolverOver } from '../test/memory-rows.fixture.ts';
import { describeSizes, jsonOf } from '../test/sizes-suite.fixture.ts';

describeSizes(sqliteHost);

const keyOf = (length: number) => `boost.long.${'k'.repeat(length - 'boost.long.'.length)}`;

test('A9: rows in memory have the same limits', async () => {
  const left = [['boost.sample.title', JSON.stringify(jsonOf(300_000)), 3]] as const;
  const { config, problems } = resolverOver(left);
  expect(await config.resolve('boost.sample.title')).toBeUndefined();
  expect(problems).toMatchObject([{ code: 'too_large' }]);
  await expect(config.set('boost.sample.title', jsonOf(300_000))).rejects.toMatchObject({
    code: 'too_large',
  });
});

test.each([0, -1, 1.5, Number.NaN, 16 * 2 ** 20 + 1, '256', { 'boost.sample.title': 0 }])(
  'A9: the option maxValueBytes is refused: %j',
  maxValueBytes => {
    const options = { maxValueBytes: Reflect.apply(Object, undefined, [maxValueBytes]).valueOf() };
    expect(() => memoryResolver(options)).toThrow(
      expect.objectContaining({ code: 'invalid_option' }),
    );
  },
);

test('A9: the option maxValueBytes refuses a key that no field has', () => {
  expect(() => memoryResolver({ maxValueBytes: { 'boost.sample.titel': 7 } })).toThrow(
    /maxValueBytes names boost.sample.titel/,
  );
});

test('A9: a key of 256 characters can be overridden, and one of 257 is refused', async () => {
  const [most, tooLong] = [keyOf(256), keyOf(257)];
  const { schema } = boostConfigFields['boost.systemPrompt'];
  const field = {
    schema,
    configScope: 'db-overridable',
    description: 'A text.',
    visibility: 'backend',
    since: 1,
  } as const;
  const set = defineConfigFields({
    owner: '@acme/long',
    version: 1,
    fields: { [most]: field, [tooLong]: field },
  });
  const place = await sqliteHost.open();
  const registry = combineConfigFields([boostFieldSet, set]);
  const config = memoryResolver({ registry, overrides: place.replica() });
  await config.set(most, 'x');
  expect(await config.resolve(most)).toBe('x');
  await expect(config.set(tooLong, 'x')).rejects.toMatchObject({
    code: 'not_storable',
    message: expect.stringContaining('257 characters'),
  });
  await place.close();
});
