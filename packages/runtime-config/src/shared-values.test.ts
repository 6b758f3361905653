import { expect, test } from 'vitest';
import { anyKey, anythingRegistry, listKey } from '../test/anything.fixture.ts';
import { operationsOf } from '../test/database-host.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { createMemoryOverrideStore } from './memory-override-store.ts';

const namespaces = 'boost.providers.kagenti.namespaces';

function resolver(boost: object = {}, overrides = createMemoryOverrideStore()) {
  // The largest limit, so that a value is refused for its depth.
  const maxValueBytes = 16 * 2 ** 20;
  return createConfigResolver({
    yaml: { boost },
    overrides,
    registry: anythingRegistry,
    maxValueBytes,
  });
}

function isFrozenThroughout(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isFrozenThroughout);
}

test('lists of app-config are frozen, and a later change of its object changes nothing', async () => {
  const boost = { providers: { kagenti: { namespaces: ['team1'] } }, sample: { anything: [[1]] } };
  const config = resolver(boost);
  expect(isFrozenThroughout(await config.resolve(namespaces))).toBe(true);
  expect(isFrozenThroughout(await config.resolve(anyKey))).toBe(true);
  boost.providers.kagenti.namespaces.push('team2');
  boost.sample.anything[0]?.push(2);
  expect(await config.resolve(namespaces)).toEqual(['team1']);
  expect(await config.resolve(anyKey)).toEqual([[1]]);
  expect((await config.resolveAll())[namespaces]?.value).toBe(await config.resolve(namespaces));
});

test("a default is frozen, and is not the registry's own", async () => {
  const given = await resolver().resolve(listKey);
  expect(isFrozenThroughout(given)).toBe(true);
  expect(given).toEqual(['a', { b: 'c' }]);
  expect(given).not.toBe(anythingRegistry.fields[listKey]?.defaultValue);
});

test('what was set is frozen, and changing it afterwards changes nothing', async () => {
  const config = resolver();
  await config.resolve(anyKey);
  const value = [{ a: 1 }];
  await config.set(anyKey, value);
  value.push({ a: 2 });
  expect(await config.resolve(anyKey)).toEqual([{ a: 1 }]);
  expect(isFrozenThroughout(await config.resolve(anyKey))).toBe(true);
});

test.each(['[', '{"a":'])(
  'a row of 200 000 times %s stops nobody, and is moved aside',
  async open => {
    const depth = 200_000;
    const value = `${open.repeat(depth)}1${(open === '[' ? ']' : '}').repeat(depth)}`;
    const overrides = createMemoryOverrideStore([{ key: anyKey, value, schemaVersion: 1 }]);
    const config = resolver({ model: { name: 'granite' } }, overrides);
    expect(await config.resolve('boost.model.name')).toBe('granite');
    expect(await config.resolve(anyKey)).toBeUndefined();
    expect((await config.resolveAll())[anyKey]?.source).toBe('default');
    expect((await config.reconcile()).entries).toMatchObject([
      { key: anyKey, outcome: 'rejected', code: 'invalid_value' },
    ]);
    expect(await operationsOf(overrides).readRejected()).toMatchObject([{ value }]);
  },
);
