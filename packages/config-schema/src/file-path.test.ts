import { expect, it } from 'vitest';
import { assign } from '../test/likely-configuration.fixture.ts';
import { problemsOf } from '../test/problems.fixture.ts';
import { toFieldJsonSchema } from './artefacts/field-json-schema.ts';
import { type BoostConfigKey, boostConfigFields } from './registry.ts';

const fileKeys = [
  'boost.kagenti.auth.keyFile',
  'boost.kagenti.auth.assertionFile',
  'boost.kagenti.auth.certificateFile',
  'boost.kagenti.auth.certificateKeyFile',
  'boost.kagenti.auth.caFile',
  'boost.providers.kagenti.tls.caFile',
] as const satisfies readonly BoostConfigKey[];

const pem = '-----BEGIN PRIVATE KEY-----';
const contents: readonly [string, string][] = [
  ['PEM', `${pem}\ncanary\n-----END PRIVATE KEY-----\n`],
  ['PEM in one line', `${pem}canary-----END PRIVATE KEY-----`],
  ['a JSON Web Key', '{"kty":"EC","d":"canary"}'],
  ['a JSON Web Key with spaces', ' { "kty": "EC", "d": "canary" }'],
  ['a token', 'eyJhbGciOiJSUzI1NiJ9.canary.c2ln'],
];

/** The section below `boost` that sets one key. */
function sectionWith(key: string, value: string): Record<string, unknown> {
  const section: Record<string, unknown> = {};
  assign(section, key.split('.').slice(1), value);
  return section;
}

it.each(fileKeys.flatMap(key => contents.map(([what, text]) => [key, what, text] as const)))(
  'A5: %s refuses %s [boost-configuration/Content in place of a path is refused]',
  (key, _what, text) => {
    const problems = problemsOf(sectionWith(key, text));
    expect(problems.find(({ path }) => path === key)).toMatchObject({
      code: 'invalid_value',
      message: 'must be the path of a file, but is the content of one',
      hint: expect.stringContaining('Mount the file and set its path'),
    });
    expect(JSON.stringify(problems)).not.toContain('canary');
  },
);

it.each(fileKeys)('the JSON Schema of %s judges alike', key => {
  const { pattern } = toFieldJsonSchema(key, boostConfigFields[key].schema, 'test');
  const taken = (text: string) => new RegExp(String(pattern), 'u').test(text);
  for (const [, text] of contents) expect(taken(text)).toBe(false);
  for (const text of ['', ' ', '\n']) expect(taken(text)).toBe(false);
  for (const text of ['/etc/boost/key.pem', './a b', String.raw`C:\key.pem`, 'eyJ', 'key']) {
    expect(taken(text)).toBe(true);
    expect(boostConfigFields[key].schema.safeParse(text).success).toBe(true);
  }
});
