import { expect, test } from 'vitest';
import { operationsOf } from '../test/database-host.fixture.ts';
import { leaveRow, resolverOver } from '../test/memory-rows.fixture.ts';
import { seal } from '../test/sealed-value.fixture.ts';

const limit = 'boost.sample.limit';
const token = 'boost.sample.token';
const lost = (key: string) => seal(key, 'hidden', 'a secret that is lost');

test.each([token, 'boost.sample.secret'])(
  'a secret that does not open is reported when it is asked for: %s [runtime-config/Bad row falls back]',
  async key => {
    const { config, problems } = resolverOver([
      [limit, '5', 3],
      [key, lost(key), 2],
    ]);
    expect(await config.resolve(limit)).toBe(5);
    expect(problems).toEqual([]);
    expect(await config.resolve(token)).toBeUndefined();
    expect(problems).toMatchObject([{ code: 'undecryptable', key }]);
  },
);

test('a row of a module that is not installed is reported by reconcile alone', async () => {
  const { config, problems } = resolverOver([
    [limit, '5', 3],
    ['boost.elsewhere.key', '"x"', 1],
  ]);
  expect(await config.resolve(limit)).toBe(5);
  expect(problems).toEqual([]);
  await config.reconcile();
  expect(problems).toMatchObject([{ code: 'unknown_key', key: 'boost.elsewhere.key' }]);
});

test('a row that was fixed and is bad again is reported again [runtime-config/Bad row falls back]', async () => {
  const { config, overrides, problems } = resolverOver([[limit, '"bad"', 3]]);
  const [bad] = await operationsOf(overrides).read();
  const write = (value: string) => leaveRow(overrides, { key: limit, value, schemaVersion: 3 });
  await config.resolve(limit);
  await config.resolve(limit);
  expect(problems).toHaveLength(1);
  await write('5');
  expect(await config.resolve(limit)).toBe(5);
  await write(String(bad?.value));
  await config.resolve(limit);
  expect(problems).toHaveLength(2);
});
