import { describe, expect, test } from 'vitest';
import stored from '../test/fixtures/boost-stored-values.json' with { type: 'json' };
import { type LeftRow, resolverOver } from '../test/memory-rows.fixture.ts';
import { secret } from '../test/sample-fields.fixture.ts';
import { seal } from '../test/sealed-value.fixture.ts';

const limit = 'boost.sample.limit';
const title = 'boost.sample.title';
const token = 'boost.sample.token';
const withoutSecret = { yaml: { boost: { security: { mode: 'full' } } } };

/** What reconcile reports of rows, exactly: an entry has no field that says nothing. */
async function entriesOf(left: readonly LeftRow[], options: Parameters<typeof resolverOver>[1]) {
  const { config } = resolverOver(left, options);
  return (await config.reconcile()).entries;
}

test('a row that is in order has an outcome and nothing else', async () => {
  expect(await entriesOf([[limit, '5', 3]], {})).toStrictEqual([
    { key: limit, outcome: 'unchanged' },
  ]);
});

describe('the reason why a row is not used', () => {
  test.each<[what: string, row: LeftRow, code: string, reason: RegExp]>([
    ['no JSON', [limit, '5 apples', 3], 'not_json', /^the value is not JSON$/],
    ['no text', [limit, null, 3], 'not_json', /^the value is not JSON$/],
    ['a number that is no text', [limit, 5, 3], 'not_json', /^the value is not JSON$/],
    [
      'a value that its field does not take',
      [title, '7', 3],
      'invalid_value',
      /^boost\.sample\.title must be .*\w$/,
    ],
    [
      'two items that their list does not take',
      ['boost.sample.labels', '[1,2]', 3],
      'invalid_value',
      /^boost\.sample\.labels\[0\] must be [^;]+; boost\.sample\.labels\[1\] must be [^;]+$/,
    ],
    [
      'nested too deeply',
      [limit, '['.repeat(101) + ']'.repeat(101), 3],
      'invalid_value',
      /^the value is nested deeper than 100 levels$/,
    ],
    [
      'the version of its section',
      ['boost.sample.group.__schemaVersion', '3', 3],
      'not_overridable',
      /^each row has its own version$/,
    ],
    [
      'of app-config alone',
      ['boost.security.mode', '"full"', 2],
      'not_overridable',
      /^the field is read from app-config alone$/,
    ],
  ])(
    'is reported: %s [runtime-config/Bad row is moved aside]',
    async (_what, row, code, reason) => {
      expect(await entriesOf([row], {})).toEqual([
        { key: row[0], outcome: 'rejected', code, reason: expect.stringMatching(reason) },
      ]);
    },
  );

  test('names a secret that does not open [runtime-config/Lost secret keeps the row]', async () => {
    const lost = seal(token, 'hidden', 'a secret that is lost');
    expect(await entriesOf([[token, lost, 3]], {})).toEqual([
      {
        key: token,
        outcome: 'kept',
        code: 'undecryptable',
        reason: 'no configured secret decrypts the value',
      },
    ]);
  });

  test('names a former name as well as today’s', async () => {
    const left: readonly LeftRow[] = [
      ['boost.sample.name', '"old"', 1],
      [title, '"new"', 3],
    ];
    expect((await entriesOf(left, {}))[0]).toEqual({
      key: 'boost.sample.name',
      outcome: 'rejected',
      code: 'superseded',
      reason: 'a newer value of boost.sample.title is stored',
    });
  });
});

describe('without a secret to encrypt with', () => {
  const reason = 'there is no boost.encryptionSecret';

  test.each<[what: string, row: LeftRow]>([
    ['is to be migrated', ['boost.sample.code', '"clear"', 1]],
    ['needs no migration', ['boost.sample.pin', '"clear"', 2]],
  ])('a secret in the clear that %s waits', async (_what, row) => {
    const { config, rows } = resolverOver([row], withoutSecret);
    expect((await config.reconcile()).entries).toEqual([
      { key: row[0], outcome: 'waiting', reason },
    ]);
    expect(await rows()).toEqual({ [row[0]]: row[1] });
    expect(await config.resolve('boost.sample.pin')).toBe('clear');
  });

  test('what only a previous one opens is used as it is [runtime-config/Previous secrets still open]', async () => {
    const legacy = stored.rows.find(({ key }) => key === 'boost.devSpaces.credentials');
    const row: LeftRow = ['boost.devSpaces.credentials', legacy?.value, 1];
    const { config } = resolverOver([row], {
      yaml: { boost: { previousEncryptionSecrets: [secret] } },
    });
    expect((await config.reconcile()).entries).toEqual([{ key: row[0], outcome: 'unchanged' }]);
    expect(await config.resolve('boost.devSpaces.credentials')).toEqual(legacy?.plaintext);
  });
});
