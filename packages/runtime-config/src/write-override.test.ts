import {
  boostConfigFields,
  boostFieldSet,
  combineConfigFields,
  defineConfigFields,
} from '@rhdh-boost/config-schema';
import { expect, test } from 'vitest';
import { anyKey, anythingRegistry } from '../test/anything.fixture.ts';
import { operationsOf } from '../test/database-host.fixture.ts';
import { memoryResolver } from '../test/memory-resolver.fixture.ts';
import { moody } from '../test/odd-value.fixture.ts';
import { createMemoryOverrideStore } from './memory-override-store.ts';

const canary = 'canary-value, a long one';

function fail(): never {
  throw new Error(canary);
}

test('a value that JSON would change, and none, are not stored', async () => {
  const set = defineConfigFields({
    owner: '@acme/shouting',
    version: 1,
    fields: {
      'boost.shouted': {
        schema: boostConfigFields['boost.systemPrompt'].schema.transform(
          text => text && `${text}!`,
        ),
        configScope: 'db-overridable',
        description: 'A text that is louder each time it is read.',
        visibility: 'backend',
        since: 1,
      },
    },
  });
  const overrides = createMemoryOverrideStore();
  const config = memoryResolver({ overrides, registry: combineConfigFields([boostFieldSet, set]) });
  const ownKey: string = 'boost.systemPrompt';
  for (const call of [
    config.set('boost.shouted', 'hello'),
    config.set('boost.shouted', undefined),
    config.set(ownKey, undefined),
  ])
    await expect(call).rejects.toMatchObject({
      code: 'not_storable',
      hint: expect.stringContaining('unset'),
    });
  expect(await operationsOf(overrides).read()).toEqual([]);
});

const cycle: { self?: unknown } = {};
cycle.self = cycle;

test.each([
  ['a big integer', 10n],
  ['a cycle', cycle],
  ['NaN', Number.NaN],
  ['NaN in an object', { a: Number.NaN }],
  ['a date in an object', { a: new Date(0) }],
  ['a map', new Map([['a', 1]])],
  ['a function', () => canary],
  ['a toJSON that throws', { toJSON: fail }],
  ['an object that throws when it is read a second time', moody(2)],
  ['a toJSON that returns something else', { toJSON: () => 5 }],
  ['lists nested too deeply', JSON.parse('['.repeat(101) + ']'.repeat(101))],
  ['lists nested without end', JSON.parse('['.repeat(200_000) + ']'.repeat(200_000))],
])('%s is not stored where anything is taken', async (_what, value) => {
  const overrides = createMemoryOverrideStore();
  const config = memoryResolver({ overrides, registry: anythingRegistry });
  const refused = config.set(anyKey, value);
  await expect(refused).rejects.toMatchObject({ code: 'not_storable' });
  await expect(refused).rejects.not.toThrow('canary');
  expect(await operationsOf(overrides).read()).toEqual([]);
});

test('an object without a prototype is stored [runtime-config/Value is checked and stored]', async () => {
  const config = memoryResolver({ registry: anythingRegistry });
  await config.set(anyKey, Object.assign(Object.create(null), { a: ['b'] }));
  expect(await config.resolve(anyKey)).toEqual({ a: ['b'] });
});
