import { hkdfSync } from 'node:crypto';
import { inspect } from 'node:util';
import { ConfigReader } from '@backstage/config';
import { boostFieldSet, combineConfigFields } from '@rhdh-boost/config-schema';
import { configFields as boostModules } from '@rhdh-boost/config-schema/boost-modules';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { operationsOf } from '../test/database-host.fixture.ts';
import { manyCases, manyCasesTimeout } from '../test/many-cases.fixture.ts';
import { memoryResolver } from '../test/memory-resolver.fixture.ts';
import { leaveRow } from '../test/memory-rows.fixture.ts';
import { seal, unseal } from '../test/sealed-value.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { createMemoryOverrideStore } from './memory-override-store.ts';
import { ConfigOverrideError } from './override-error.ts';
import type { ConfigOverrideProblem } from './override-problem.ts';

const limit = 'boost.sample.limit';
const token = 'boost.sample.token';
const canary = 'canary-value, a long one';

test('a key that no set has is refused, with the key that was meant', async () => {
  const config = memoryResolver();
  const key = 'boost.sample.limt';
  for (const call of [config.resolve(key), config.set(key, 1), config.unset(key)])
    await expect(call).rejects.toThrow(/boost\.sample\.limt.*Did you mean boost\.sample\.limit\?/s);
  for (const odd of ['__proto__', 'constructor', '', 'boost'])
    await expect(config.resolve(odd)).rejects.toMatchObject({ name: 'BoostConfigError' });
});

test('the key of a set that is not given is unknown', async () => {
  const config = createConfigResolver({ yaml: {}, overrides: createMemoryOverrideStore() });
  await expect(config.resolve(limit)).rejects.toMatchObject({ name: 'BoostConfigError' });
  expect(await config.resolve('boost.model.name')).toBeUndefined();
});

test('A2: keys of other modules in app-config are not judged, and their set makes them readable', async () => {
  const yaml = {
    boost: {
      model: { name: 'granite' },
      kagenti: { namespcaes: 7 },
      connectors: { jira: { batchSize: '500', unknown: {} }, confluence: [] },
    },
  };
  const overrides = createMemoryOverrideStore();
  const alone = createConfigResolver({ yaml, overrides });
  expect(await alone.resolve('boost.model.name')).toBe('granite');
  await expect(alone.resolveAll()).resolves.toBeDefined();

  const registry = combineConfigFields([boostFieldSet, boostModules]);
  const together = createConfigResolver({ yaml, overrides, registry });
  expect(await together.resolve('boost.connectors.jira.batchSize')).toBe(500);
  expect(await together.resolve('boost.connectors.github.batchSize')).toBe(100);
  await together.set('boost.connectors.jira.batchSize', 50);
  expect(await together.resolve('boost.connectors.jira.batchSize')).toBe(50);
});

test('a value of app-config that its field does not take is named [runtime-config/Bad value in app-config is named]', async () => {
  const yaml = { boost: { sample: { limit: canary, title: 7, labels: ['a'] } } };
  const config = memoryResolver({ yaml });
  await expect(config.resolve(limit)).rejects.toThrow(limit);
  await expect(config.resolveAll()).rejects.toMatchObject({
    problems: [{ path: limit }, { path: 'boost.sample.title' }],
  });
  await expect(config.resolveAll()).rejects.not.toThrow('canary');
  expect(await config.resolve('boost.sample.labels')).toEqual(['a']);
  await config.set(limit, 3);
  expect(await config.resolve(limit)).toBe(3);
});

test('an encryption secret that is too short is named [runtime-config/Bad value in app-config is named]', async () => {
  const config = memoryResolver({ yaml: { boost: { encryptionSecret: 'short' } } });
  await expect(config.resolve(token)).rejects.toThrow('boost.encryptionSecret');
  expect(await config.resolve(limit)).toBe(10);
});

test('null in app-config is no value, and what is no section contains none', async () => {
  expect(
    await memoryResolver({ yaml: { boost: { sample: { limit: null } } } }).resolve(limit),
  ).toBe(10);
  expect(await memoryResolver({ yaml: { boost: { sample: 'text' } } }).resolve(limit)).toBe(10);
  expect(await memoryResolver({ yaml: { boost: null } }).resolve(limit)).toBe(10);
});

test('the Config of Backstage is read, and read again when it changes [runtime-config/App-config from Backstage]', async () => {
  const boost = { sample: { limit: '20' }, security: { mode: 'full' } };
  let now = new ConfigReader({ boost: { ...boost, encryptionSecret: 'the secret of before' } });
  const listeners = new Set<() => void>();
  const yaml = {
    getOptional: (key?: string) => now.getOptional(key),
    subscribe(onChange: () => void) {
      listeners.add(onChange);
      return { unsubscribe: () => void listeners.delete(onChange) };
    },
  };
  const overrides = createMemoryOverrideStore();
  const config = memoryResolver({ yaml, overrides });
  expect(await config.resolve(limit)).toBe(20);
  expect(await config.resolve('boost.security.mode')).toBe('full');
  await config.set(token, 'hidden');
  now = new ConfigReader({
    boost: { sample: { limit: 30 }, security: { mode: 'plugin-only' }, encryptionSecret: canary },
  });
  for (const listener of listeners) listener();
  expect(await config.resolve(limit)).toBe(30);
  expect(await config.resolve('boost.security.mode')).toBe('plugin-only');
  await config.set(token, 'hidden');
  expect(await config.resolve(token)).toBe('hidden');
  const [row] = await operationsOf(overrides).read([token]);
  expect(unseal(token, row?.value, canary)).toBe('hidden');
  config.close();
  expect(listeners.size).toBe(0);
});

test('a Config that cannot be read is an error without its text', async () => {
  const yaml = {
    getOptional() {
      throw new Error(canary);
    },
  };
  const config = memoryResolver({ yaml });
  config.close();
  await expect(config.resolve(limit)).rejects.toMatchObject({ problems: [{ code: 'unreadable' }] });
  await expect(config.resolve(limit)).rejects.not.toThrow('canary');
});

test('a part of app-config that throws is named, and harms no other', async () => {
  const sample = Object.defineProperty({ title: 'A title' }, 'limit', { get: fail });
  const config = memoryResolver({ yaml: { boost: { sample } } });
  await expect(config.resolve(limit)).rejects.toMatchObject({
    problems: [{ path: limit, code: 'unreadable' }],
  });
  await expect(config.resolveAll()).rejects.toMatchObject({ problems: [{ path: limit }] });
  expect(await config.resolve('boost.sample.title')).toBe('A title');
  const secret = Object.defineProperty({}, 'encryptionSecret', { get: fail });
  const refused = memoryResolver({ yaml: { boost: secret } }).set(token, 'x');
  await expect(refused).rejects.toMatchObject({ problems: [{ path: 'boost.encryptionSecret' }] });
  const whole = Object.defineProperty({}, 'boost', { get: fail });
  await expect(memoryResolver({ yaml: whole }).resolve(limit)).rejects.toMatchObject({
    problems: [{ path: 'boost', code: 'unreadable' }],
  });
});

test.each([
  ['yaml', { yaml: new Proxy({}, { has: fail }) }],
  ['yaml', { yaml: { getOptional: () => undefined, subscribe: fail } }],
  ['yaml', { yaml: [] }],
  ['yaml', { yaml: undefined }],
  ['yaml', { yaml: 'text' }],
  ['overrides', { overrides: undefined }],
  ['overrides', { overrides: {} }],
  ['createMemoryOverrideStore', { overrides: {} }],
  ['createKnexOverrideStore(knex)', { overrides: Object.assign(() => {}, { transaction() {} }) }],
  ['registry', { registry: {} }],
  ['registry', { registry: null }],
  ['combineConfigFields', { registry: [boostFieldSet] }],
  ['cache', { cache: null }],
  ['cache.ttlSeconds', { cache: { ttlSeconds: -1 } }],
  ['cache.ttlSeconds', { cache: { ttlSeconds: '5' } }],
  ['cache.ttlSeconds', { cache: { ttlSeconds: Number.NaN } }],
  ['cache.maxStaleSeconds', { cache: { maxStaleSeconds: 86_401 } }],
])('a wrong %s is refused by name', (name, options) => {
  const make = () => Reflect.apply(memoryResolver, undefined, [options]);
  const error = refusalOf(make);
  expect(error).toMatchObject({ code: 'invalid_option' });
  expect(`${error?.message} ${error?.hint}`).toContain(name);
});

function refusalOf(make: () => unknown): ConfigOverrideError | undefined {
  try {
    make();
    return undefined;
  } catch (error) {
    if (ConfigOverrideError.isInstance(error)) return error;
    throw error;
  }
}

test.each([undefined, null, 'text'])('options that are %s are refused', options => {
  const make = () => Reflect.apply(createConfigResolver, undefined, [options]);
  expect(make).toThrow(expect.objectContaining({ code: 'invalid_option' }));
});

test.each([
  ['0', { cache: { ttlSeconds: 0, maxStaleSeconds: 0 } }],
  ['a day', { cache: { ttlSeconds: 86_400, maxStaleSeconds: 86_400 } }],
])('times of %s are taken', async (_what, options) => {
  expect(await memoryResolver(options).resolve(limit)).toBe(10);
});

function fail(): never {
  throw new Error(canary);
}

test('a listener and a logger that throw harm nobody', async () => {
  const overrides = createMemoryOverrideStore([{ key: limit, value: 'x', schemaVersion: 3 }]);
  const config = memoryResolver({ overrides, logger: { warn: fail }, onProblem: fail });
  expect(await config.resolve(limit)).toBe(10);
});

test('lists are the same for all and frozen', async () => {
  const config = memoryResolver({ cache: { ttlSeconds: 60 } });
  await config.set('boost.sample.labels', ['a', 'b']);
  const [one, two] = [
    await config.resolve('boost.sample.labels'),
    await config.resolve('boost.sample.labels'),
  ];
  expect(one).toBe(two);
  expect(Object.isFrozen(one)).toBe(true);
  const afresh = await memoryResolver().resolve('boost.sample.labels');
  expect(afresh).toBeUndefined();
});

test('neither secret nor stored value shows anywhere [runtime-config/Nothing is printed]', async () => {
  const overrides = createMemoryOverrideStore();
  const problems: ConfigOverrideProblem[] = [];
  const lines: unknown[] = [];
  const config = memoryResolver({
    yaml: { boost: { encryptionSecret: canary, previousEncryptionSecrets: [`${canary} two`] } },
    overrides,
    logger: { warn: (...line) => lines.push(line) },
    onProblem: problem => problems.push(problem),
  });
  await config.set(token, canary);
  expect(await config.resolve(token)).toBe(canary);
  for (const [key, value] of [
    [limit, JSON.stringify(canary)],
    ['boost.sample.group.token', seal('boost.sample.group.token', canary, 'a secret that is lost')],
    ['boost.sample.group.size', JSON.stringify(canary)],
    ['boost.elsewhere', canary],
    ['boost.sample.title', canary],
  ] as const)
    await leaveRow(overrides, { key, value, schemaVersion: 1 });
  const errors = await Promise.all(
    [
      config.set(limit, canary),
      config.set('boost.security.mode', canary),
      config.set('boost.sample.labels', [canary]),
      config.set('boost.sample.group.size', canary),
    ].map(call => call.catch(error => error)),
  );
  const seen: unknown[] = [config, overrides, errors, problems, lines];
  seen.push(await config.resolveAll(), await config.reconcile(), await config.reencrypt());
  const keys = [canary, `${canary} two`].map(secret =>
    Buffer.from(hkdfSync('sha256', secret, '', 'boost_admin_config value v1', 32)),
  );
  const hidden = keys.flatMap(key => [
    key.toString('hex'),
    key.toString('base64'),
    inspect(key).slice(8, -1),
    JSON.stringify([...key]).slice(1, -1),
  ]);
  for (const value of seen) {
    const print = inspect(value, { depth: 20, showHidden: true });
    const text = `${print} ${JSON.stringify(value)} ${String(value)}`;
    for (const word of ['canary', ...hidden]) expect(text).not.toContain(word);
  }
  expect(problems.length).toBeGreaterThan(2);
});

test('an error is known across copies of the package', () => {
  const error = new ConfigOverrideError({ code: 'conflict', message: 'A.', hint: 'B.' });
  expect(ConfigOverrideError.isInstance(error)).toBe(true);
  expect(ConfigOverrideError.isInstance(new Error('A.'))).toBe(false);
});

test('an error has what happened and the remedy apart, and prints both once', () => {
  const error = new ConfigOverrideError({ code: 'conflict', message: 'A.', hint: 'Do B.' });
  expect(error).toMatchObject({ message: 'A.', hint: 'Do B.' });
  expect(inspect(error).split('Do B.')).toHaveLength(2);
});

test(
  'any history of two resolvers ends with what was written last',
  async () => {
    const keys = [limit, 'boost.sample.title', token, 'boost.sample.group.size'] as const;
    const action = fc.record({
      resolver: fc.nat({ max: 1 }),
      key: fc.constantFrom(...keys),
      value: fc.oneof(fc.nat({ max: 9 }), fc.constant(undefined)),
      isConcurrent: fc.boolean(),
    });
    const yaml = { boost: { encryptionSecret: canary } };
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 12 }), async actions => {
        const overrides = createMemoryOverrideStore();
        const replicas = [
          memoryResolver({ yaml, overrides, cache: { ttlSeconds: 600 } }),
          memoryResolver({ yaml, overrides, cache: { ttlSeconds: 0 } }),
        ];
        const model = new Map<string, unknown>();
        for (const { resolver: index, key, value, isConcurrent } of actions) {
          const config = replicas[index];
          const isText = key === 'boost.sample.title' || key === token;
          const written = isText && value !== undefined ? String(value) : value;
          const reading = isConcurrent ? config?.resolve(key) : undefined;
          await (written === undefined ? config?.unset(key) : config?.set(key, written));
          model.set(key, written);
          const expected = written ?? (key === limit ? 10 : undefined);
          expect(await config?.resolve(key)).toEqual(expected);
          expect(await replicas[1]?.resolve(key)).toEqual(expected);
          await reading;
        }
        const late = memoryResolver({ yaml, overrides });
        for (const key of keys)
          expect(await late.resolve(key)).toEqual(
            model.get(key) ?? (key === limit ? 10 : undefined),
          );
      }),
      manyCases,
    );
  },
  manyCasesTimeout,
);
