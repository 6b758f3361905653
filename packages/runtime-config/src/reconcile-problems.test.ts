import { expect, test } from 'vitest';
import { leaveRow, resolverOver } from '../test/memory-rows.fixture.ts';
import { seal } from '../test/sealed-value.fixture.ts';

const limit = 'boost.sample.limit';
const token = 'boost.sample.token';

test('rows that are kept or moved aside are reported without their values [runtime-config/Bad row is moved aside]', async () => {
  const { config, problems, lines } = resolverOver([
    ['boost.elsewhere', '"canary"', 1],
    [limit, '"canary"', 3],
    [token, seal(token, 'canary', 'a secret that is lost'), 3],
    ['boost.sample.labels', '["a"]', 3],
  ]);
  await config.reconcile();
  expect(problems.map(({ code, key }) => [key, code])).toEqual([
    ['boost.elsewhere', 'unknown_key'],
    [limit, 'invalid_value'],
    [token, 'undecryptable'],
  ]);
  expect(lines).toEqual(problems.map(({ message }) => message));
  expect(lines[0]).toContain('is kept and not used');
  expect(lines[1]).toContain('was moved aside');
  expect(lines.join()).not.toContain('canary');
});

test('a value that does not open is not to be overwritten before its secret was searched for [runtime-config/Lost secret keeps the row]', async () => {
  const sealed = seal(token, 'canary', 'the secret before the rotation');
  const hints: string[] = [];
  for (const read of ['resolve', 'reconcile', 'reencrypt'] as const) {
    const { config, lines } = resolverOver([[token, sealed, 3]]);
    await config[read](token);
    hints.push(...lines);
  }
  expect(hints).toHaveLength(3);
  for (const hint of hints) {
    expect(hint).toMatch(
      /previousEncryptionSecrets\. Set the value again only if that secret is lost/,
    );
    expect(hint).not.toMatch(/unset|delete|enter/);
  }
});

test('a kept row is reported once by whichever call reads it first', async () => {
  const { config, problems, overrides } = resolverOver([[token, '"clear"', 3]]);
  await config.reconcile();
  await config.resolve(token);
  await config.resolve(token);
  await config.reencrypt();
  await config.reconcile();
  expect(problems).toHaveLength(1);
  await leaveRow(overrides, { key: token, value: '"other"', schemaVersion: 3 });
  await config.resolve(token);
  expect(problems).toHaveLength(2);
});
