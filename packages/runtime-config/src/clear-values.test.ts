import { expect, test } from 'vitest';
import { resolverOver } from '../test/memory-rows.fixture.ts';
import { seal } from '../test/sealed-value.fixture.ts';

const token = 'boost.sample.token';
/** The version of the sample's fields. */
const today = 3;

test.each<[string, unknown]>([
  ["today's", today],
  ['a later', today + 1],
  ['no', null],
  ['an unreadable', 'x'],
  ['a negative', -1],
])(
  'A8: the clear value of a secret in a row of %s version is not used',
  async (_which, version) => {
    const value = '"in the clear"';
    const { config, problems, rows } = resolverOver([[token, value, version]]);

    expect(await config.resolve(token)).toBeUndefined();

    expect(problems).toMatchObject([{ code: 'plain_text', key: token }]);
    expect(await rows()).toEqual({ [token]: value });
  },
);

test('a secret is not even opened while other values are read [runtime-config/Secrets are not kept]', async () => {
  const lost = seal(token, 'canary', 'a secret that was lost since');
  const { config, problems } = resolverOver([
    [token, lost, today],
    ['boost.sample.title', '"A title"', today],
  ]);

  expect(await config.resolve('boost.sample.title')).toBe('A title');
  expect(problems).toEqual([]);

  expect(await config.resolve(token)).toBeUndefined();
  expect(problems).toMatchObject([{ code: 'undecryptable', key: token }]);
});
