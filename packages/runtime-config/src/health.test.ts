import { expect, test } from 'vitest';
import { type LeftRow, resolverOver } from '../test/memory-rows.fixture.ts';
import { seal } from '../test/sealed-value.fixture.ts';

const token = 'boost.sample.token';
const limit = 'boost.sample.limit';
const pin = 'boost.sample.pin';
/** The version of the sample's fields. */
const today = 3;
const otherSecret = 'a secret that is lost';
const none = { boost: {} };
const short = { boost: { encryptionSecret: 'canary' } };
const remedy = 'Set boost.encryptionSecret in app-config to the value that the other replicas use.';

test('4: a secret that is stored while no encryption secret is set is reported with the remedy', async () => {
  const rows: LeftRow[] = [[token, seal(token, 'canary', otherSecret), today]];
  const { config, problems } = resolverOver(rows, { yaml: none });
  const missing = 'boost.encryptionSecret is not set in app-config';
  expect(await config.health()).toMatchObject({
    status: 'warning',
    counts: { ignored: { no_encryption_secret: 1 } },
    problems: [
      {
        code: 'no_encryption_secret',
        message: `The stored value of ${token} is not used: ${missing}.`,
        hint: remedy,
      },
    ],
  });
  expect(await config.resolve(token)).toBeUndefined();
  expect(problems).toEqual([
    {
      code: 'no_encryption_secret',
      key: token,
      message: `The stored value of ${token} is ignored: ${missing}. App-config or the default is used. ${remedy}`,
    },
  ]);
  expect((await config.reconcile()).entries).toMatchObject([
    { outcome: 'kept', code: 'no_encryption_secret' },
  ]);
});

test('4: a secret that is stored while the encryption secret is too short is reported with the rule', async () => {
  const rows: LeftRow[] = [[token, seal(token, 'x', otherSecret), today]];
  const health = await resolverOver(rows, { yaml: short }).config.health();
  expect(health.problems).toMatchObject([
    { message: expect.stringContaining('boost.encryptionSecret') },
    {
      code: 'no_encryption_secret',
      message: expect.stringMatching(/boost\.encryptionSecret in app-config .*16 characters/),
      hint: remedy,
    },
  ]);
  expect(JSON.stringify(health)).not.toContain('canary');
});

test('5: health has one problem for each code, with its keys and a hint', async () => {
  const { config } = resolverOver([
    [limit, '"canary"', today],
    [token, seal(token, 'x', otherSecret), today],
    [pin, '"clear"', 2],
    ['boost.sample.newer', '1', 1],
    ['boost.security.mode', '"full"', 2],
  ]);
  const { status, counts, problems } = await config.health();
  expect(status).toBe('warning');
  expect(counts?.ignored).toMatchObject({ invalid_value: 1, undecryptable: 1, not_overridable: 1 });
  expect(problems.map(({ code }) => code).toSorted()).toEqual(
    ['invalid_value', 'not_overridable', 'undecryptable', 'waiting'].toSorted(),
  );
  const messageOf = (code: string) => problems.find(each => each.code === code)?.message;
  expect(messageOf('invalid_value')).toContain(`The stored value of ${limit} is not used: `);
  expect(messageOf('undecryptable')).toBe(
    `The stored value of ${token} is not used: no configured secret decrypts the value.`,
  );
  expect(messageOf('waiting')).toContain(pin);
  expect(problems.every(({ hint }) => hint.length > 0)).toBe(true);
  expect(JSON.stringify(problems)).not.toContain('canary');
});

test('5: a problem names three keys, and counts the others', async () => {
  const names = ['limit', 'title', 'labels', 'token', 'pin'];
  const { config } = resolverOver(
    names.map((name): LeftRow => [`boost.sample.${name}`, '{', today]),
  );
  const { problems } = await config.health();
  expect(problems).toMatchObject([
    {
      code: 'not_json',
      message:
        'The stored values of boost.sample.labels, boost.sample.limit, boost.sample.pin, and 2 more are not used: the value is not JSON.',
    },
  ]);
});

test('5: rows of other modules, and rows that were moved aside, need nobody', async () => {
  const { config } = resolverOver([
    ['boost.elsewhere.key', '1', 1],
    [limit, '"canary"', today],
  ]);
  await config.reconcile();
  expect(await config.health()).toMatchObject({
    status: 'ok',
    counts: { rows: 1, rejected: 1, ignored: { unknown_key: 1 } },
    problems: [],
  });
});
