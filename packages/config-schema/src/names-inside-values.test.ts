import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod-3';
import { fieldWith, registryWith } from '../test/field.fixture.ts';
import { checkBoostConfig } from './parse.ts';
import type { ConfigSchema } from './schema.ts';

const schemas: Readonly<Record<string, readonly ConfigSchema[]>> = {
  strict: [z.strictObject({ size: z.number() }), z3.object({ size: z3.number() }).strict()],
  list: [
    z.array(z.strictObject({ size: z.number(), unit: z.string().optional() })),
    z3.array(z3.object({ size: z3.number(), unit: z3.string().optional() }).strict()),
  ],
  record: [
    z.record(z.string(), z.strictObject({ size: z.number() })),
    z3.record(z3.object({ size: z3.number() }).strict()),
  ],
};

/** The problems with a value, in each version of Zod. */
function problemsOf(kind: string, value: unknown, sensitive = false) {
  return (schemas[kind] ?? []).map(schema => {
    const secret = sensitive ? ({ sensitive, visibility: 'secret' } as const) : {};
    const registry = registryWith({ 'boost.acme.field': { ...fieldWith(schema), ...secret } });
    const input = { boost: { security: { mode: 'full' }, acme: { field: value } } };
    return checkBoostConfig(input, { registry }).problems;
  });
}

const unknown = (path: string, hint: string) => ({
  path,
  code: 'unknown_key',
  message: 'is not a known key',
  hint,
});

describe('a name that a strict mapping inside a value does not have', () => {
  it.each([
    [
      'strict',
      { size: 1, sise: 2 },
      'boost.acme.field.sise',
      'Did you mean boost.acme.field.size?',
    ],
    [
      'strict',
      { size: 1, other: 2 },
      'boost.acme.field.other',
      'Known keys of boost.acme.field: size.',
    ],
    [
      'list',
      [{ size: 1, unti: 'm' }],
      'boost.acme.field[0].unti',
      'Did you mean boost.acme.field[0].unit?',
    ],
    [
      'record',
      { a: { size: 1, szie: 2 } },
      'boost.acme.field.a.szie',
      'Did you mean boost.acme.field.a.size?',
    ],
  ])('is named, in %s %j', (kind, value, path, hint) => {
    const problems = [unknown(path, hint)];
    expect(problemsOf(kind, value)).toEqual([problems, problems]);
  });

  it('is not told below a secret [boost-configuration/Names below a secret are not reported]', () => {
    for (const problems of problemsOf('strict', { size: 1, c4n4ry: 2 }, true)) {
      expect(problems).toEqual([
        {
          path: 'boost.acme.field',
          code: 'invalid_value',
          message: 'contains an unknown key',
          hint: 'Known keys: size.',
        },
      ]);
    }
  });
});

describe('a wrong value below a secret', () => {
  it('is told at the secret, once [boost-configuration/Names below a secret are not reported]', () => {
    const value = { c4n4ry: { size: 'x' }, other: { size: 'y' } };
    for (const problems of problemsOf('record', value, true)) {
      expect(problems).toMatchObject([{ path: 'boost.acme.field', code: 'wrong_type' }]);
    }
  });

  it('is told at its item [boost-configuration/Names below a secret are not reported]', () => {
    for (const problems of problemsOf('list', [{ size: 1 }, { size: 'x' }], true)) {
      expect(problems).toMatchObject([{ path: 'boost.acme.field[1]', code: 'wrong_type' }]);
    }
  });
});
