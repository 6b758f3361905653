import {
  boostConfigFields,
  boostFieldSet,
  type ConfigFieldMeta,
  combineConfigFields,
  defineConfigFields,
} from '@rhdh-boost/config-schema';
import { expect, test } from 'vitest';
import { operationsOf } from '../test/database-host.fixture.ts';
import { secret } from '../test/sample-fields.fixture.ts';
import { seal, unseal } from '../test/sealed-value.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { createMemoryOverrideStore } from './memory-override-store.ts';
import type { ConfigOverrideProblem } from './override-problem.ts';

const token = 'boost.acme.token';
const text = boostConfigFields['boost.systemPrompt'].schema;

const field = (isSensitive: boolean): ConfigFieldMeta => ({
  schema: text,
  configScope: 'db-overridable',
  description: 'A text.',
  visibility: isSensitive ? 'secret' : 'backend',
  since: 1,
  ...(isSensitive && { sensitive: true }),
});

/** A set at version 2 whose texts are secrets, or are not. */
function registry(isSensitive: boolean) {
  const set = defineConfigFields({
    owner: '@acme/tokens',
    version: 2,
    fields: {
      [token]: field(isSensitive),
    },
    migrations: [{ to: 2, ...(isSensitive && { becameSensitive: [token] }) }],
  });
  return combineConfigFields([boostFieldSet, set]);
}

function prepare(
  { isSensitive, encryptionSecret = secret }: { isSensitive: boolean; encryptionSecret?: string },
  rows: Parameters<typeof createMemoryOverrideStore>[0],
) {
  const overrides = createMemoryOverrideStore(rows);
  const problems: ConfigOverrideProblem[] = [];
  const config = createConfigResolver({
    yaml: { boost: { encryptionSecret } },
    overrides,
    registry: registry(isSensitive),
    cache: { ttlSeconds: 0 },
    onProblem: problem => problems.push(problem),
  });
  const stored = async (key: string) =>
    (await operationsOf(overrides).read([key])).map(({ value }) => value).at(0);
  return { config, stored, problems, overrides };
}

test.each(['reconcile', 'reencrypt'] as const)(
  'a clear value of an earlier version is read, and encrypted by %s',
  async method => {
    const row = { key: token, value: '"in the clear"', schemaVersion: 1 };
    const { config, stored } = prepare({ isSensitive: true }, [row]);
    expect(await config.resolve(token)).toBe('in the clear');
    expect((await config[method]()).entries).toEqual([{ key: token, outcome: 'reencrypted' }]);
    expect(unseal(token, await stored(token))).toBe('in the clear');
    expect(await config.resolve(token)).toBe('in the clear');
    expect((await config[method]()).entries).toEqual([{ key: token, outcome: 'unchanged' }]);
  },
);

test.each([
  ['that may be encrypted by Boost', JSON.stringify(Buffer.alloc(40).toString('base64'))],
  ['with a mark', '"boost1:"'],
])('a clear value %s is kept and not used', async (_what, value) => {
  const schemaVersion = 1;
  const { config, stored } = prepare({ isSensitive: true }, [{ key: token, value, schemaVersion }]);
  expect(await config.resolve(token)).toBeUndefined();
  expect((await config.reconcile()).entries).toMatchObject([
    { outcome: 'kept', code: 'undecryptable' },
  ]);
  expect(await stored(token)).toBe(value);
});

test('a clear value waits where there is no secret', async () => {
  const overrides = createMemoryOverrideStore([
    { key: token, value: '"in the clear"', schemaVersion: 1 },
  ]);
  const config = createConfigResolver({ yaml: {}, overrides, registry: registry(true) });
  expect((await config.reconcile()).entries).toMatchObject([{ outcome: 'waiting' }]);
  expect(await config.resolve(token)).toBe('in the clear');
});

test('what is encrypted is opened for a plain field, after reencrypt too', async () => {
  const row = { key: token, value: seal(token, 'opened'), schemaVersion: 1 };
  const { config, overrides } = prepare({ isSensitive: false }, [row]);
  expect(await config.resolve(token)).toBe('opened');
  expect((await config.resolveAll())[token]).toMatchObject({ value: 'opened', source: 'database' });
  expect((await config.reconcile()).entries).toEqual([{ key: token, outcome: 'unchanged' }]);
  const next = 'a newer secret, long enough';
  const boost = { encryptionSecret: next, previousEncryptionSecrets: [secret] };
  const rotated = createConfigResolver({
    yaml: { boost },
    overrides,
    registry: registry(false),
  });
  expect((await rotated.reencrypt()).entries).toEqual([{ key: token, outcome: 'reencrypted' }]);
  expect(await rotated.resolve(token)).toBe('opened');
  await config.set(token, 'plain');
  expect(await operationsOf(overrides).read([token])).toMatchObject([{ value: '"plain"' }]);
});

test.each([
  ['another secret, a lost one', 'undecryptable'],
  ['short', 'no_encryption_secret'],
])(
  'with the secret %j a plain field has no value for what does not open',
  async (encryptionSecret, code) => {
    const row = { key: token, value: seal(token, 'hidden'), schemaVersion: 1 };
    const { config, problems } = prepare({ isSensitive: false, encryptionSecret }, [row]);
    expect(await config.resolve(token)).toBeUndefined();
    expect(problems).toMatchObject([{ code, key: token }]);
  },
);

test('text in the form of an encrypted value cannot be set', async () => {
  const { config } = prepare({ isSensitive: false }, []);
  const sealed: unknown = JSON.parse(seal(token, 'hidden'));
  await expect(config.set(token, sealed)).rejects.toMatchObject({ code: 'not_storable' });
  await config.set(token, 'boost1: the first');
  expect(await config.resolve(token)).toBe('boost1: the first');
});

test('a bad secret is no concern of plain fields', async () => {
  const { config } = prepare({ isSensitive: true, encryptionSecret: 'short' }, []);
  const key: string = 'boost.model.name';
  await config.set(key, 'granite');
  expect(await config.resolve(key)).toBe('granite');
  expect(await config.unset(key)).toBe(true);
  for (const refused of [config.resolve(token), config.set(token, 'x'), config.reencrypt()])
    await expect(refused).rejects.toThrow('boost.encryptionSecret');
});
