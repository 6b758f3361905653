import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod-3';
import { anyFields, anyName, anySection, canary } from '../test/any-section.fixture.ts';
import { errorOf, everythingIn } from '../test/errors.fixture.ts';
import { fieldWith, registryWith } from '../test/field.fixture.ts';
import { assign } from '../test/likely-configuration.fixture.ts';
import { manyCases, manyCasesTimeout } from '../test/many-cases.fixture.ts';
import { anyMaker, type Maker, oddMaker } from '../test/odd-value.fixture.ts';
import { boostConfigFields } from './registry.ts';
import { unknownConfigValue } from './unknown-value.ts';

/** Sets of every kind of schema, some with checks that fail in odd ways. */
const registry = registryWith({
  'boost.acme.text': fieldWith(z3.string().min(3).optional()),
  'boost.acme.size': fieldWith(z3.number().int().positive().optional()),
  'boost.acme.names': fieldWith(z3.array(z3.enum(['one', 'two'])).optional()),
  'boost.acme.record': fieldWith(z3.record(z3.object({ name: z3.string() }).strict()).optional()),
  'boost.acme.either': fieldWith(z.union([z.url(), z.tuple([z.int(), z.literal('x')])]).optional()),
  'boost.acme.anything': fieldWith(
    z.any().refine(value => value === undefined || String(value.deep).length > 3),
  ),
  'boost.acme.told': fieldWith(
    z3
      .string()
      .refine(
        () => false,
        text => ({ message: `not ${text}` }),
      )
      .optional(),
  ),
});
const keys = [
  ...Object.keys(registry.fields),
  'boost',
  'boost.acme',
  'boost.security',
  'boost.model',
];

/** What is put at a place beside the fields: a value, or the whole configuration, which makes a loop. */
const anyPlanting = fc.tuple(
  fc.constantFrom(...keys),
  fc.oneof(
    oddMaker,
    anyMaker,
    fc.constantFrom<Maker | 'loop'>('loop', () => unknownConfigValue),
  ),
);

/** Fields and sections at their places, with values that no file can hold, and loops. */
function toObject(boost: unknown, plantings: readonly [key: string, maker: Maker | 'loop'][]) {
  const root: Record<string, unknown> = { boost };
  for (const [key, maker] of plantings) {
    try {
      assign(root, key.split('.'), maker === 'loop' ? root : maker());
    } catch {
      // What stands there cannot be looked at, nor can anything be put below it.
    }
  }
  return root;
}

describe('any object', () => {
  it(
    'gives a result or the error, whatever JavaScript has [boost-configuration/Any input ends in a result or a clear error]',
    () => {
      fc.assert(
        fc.property(anyMaker, anyName, (make, name) => {
          const value = make();
          for (const input of [value, { boost: value }, { boost: { [name]: value } }]) {
            const error = errorOf(input, { registry });
            expect(error?.problems.length ?? 1).toBeGreaterThan(0);
          }
        }),
        manyCases,
      );
    },
    manyCasesTimeout,
  );

  it(
    'gives a result or the error without a planted value, with loops, proxies and getters that throw [boost-configuration/Planted value is not echoed]',
    () => {
      fc.assert(
        fc.property(anyFields, fc.array(anyPlanting, { maxLength: 6 }), (boost, plantings) => {
          const error = errorOf(toObject(boost, plantings), { registry });
          expect(everythingIn(error)).not.toContain(canary);
        }),
        manyCases,
      );
    },
    manyCasesTimeout,
  );

  it(
    'shows no planted value of a contributed field in Zod 3 [boost-configuration/Planted value is not echoed]',
    () => {
      fc.assert(
        fc.property(fc.constantFrom(...Object.keys(registry.fields)), anySection, (key, value) => {
          const input = { boost: { security: { mode: 'full' } } };
          assign(input, key.split('.'), value);
          expect(everythingIn(errorOf(input, { registry }))).not.toContain(canary);
        }),
        manyCases,
      );
    },
    manyCasesTimeout,
  );

  it.each(Object.keys(boostConfigFields))(
    'survives a value of %s whose getters throw [boost-configuration/Any input ends in a result or a clear error]',
    key => {
      const value = Object.defineProperty({}, 'x', {
        enumerable: true,
        get() {
          throw new Error(canary);
        },
      });
      const input = { boost: { security: { mode: 'full' } } };
      assign(input, key.split('.'), value);
      const error = errorOf(input);
      expect(error?.problems).not.toHaveLength(0);
      expect(everythingIn(error)).not.toContain(canary);
    },
  );
});

/** What is told of a value whose check says a problem of its own. */
function told(problem: unknown) {
  const schema = z3
    .string()
    .superRefine((_text, context) => context.addIssue({ code: 'custom', params: { problem } }));
  const checked = registryWith({ 'boost.acme.field': fieldWith(schema.optional()) });
  const boost = { security: { mode: 'full' }, acme: { field: 'x' } };
  return errorOf({ boost }, { registry: checked })?.problems[0];
}

describe("a contributed field's check", () => {
  it.each([
    [
      'throws',
      z.string().refine(text => {
        throw new Error(text);
      }),
    ],
    [
      'throws, in Zod 3',
      z3.string().refine(text => {
        throw new Error(text);
      }),
    ],
    ['waits', z.string().refine(async text => text === 'x')],
    [
      'says the value',
      z3.string().refine(
        () => false,
        text => ({ message: text }),
      ),
    ],
    [
      'says the value in odd details',
      z.string().superRefine((text, context) => {
        context.addIssue({
          code: 'custom',
          message: text,
          params: { problem: { code: text, hint: text } },
        });
      }),
    ],
    [
      'makes an error map say the value',
      z3.string({ errorMap: (_issue, { data }) => ({ message: String(data) }) }).min(100),
    ],
  ])('that %s is told in our words', (_what, schema) => {
    const checked = registryWith({ 'boost.acme.field': fieldWith(schema.optional()) });
    const boost = { security: { mode: 'full' }, acme: { field: canary } };
    const error = errorOf({ boost }, { registry: checked });
    expect(error?.problems).toMatchObject([
      {
        path: 'boost.acme.field',
        code: 'invalid_value',
        message: expect.stringMatching(/^(is not a valid value|cannot be read|must be)/),
      },
    ]);
    expect(everythingIn(error)).not.toContain(canary);
  });

  it('says what is wrong in its own words, with a code of ours', () => {
    const hint = 'Write it otherwise.';
    expect(told({ code: 'insecure_url', message: 'must be odd', hint })).toMatchObject({
      code: 'insecure_url',
      message: 'must be odd',
      hint,
    });
    expect(told({ code: 'toString', message: 'must be odd' })).toMatchObject({
      code: 'invalid_value',
      message: 'must be odd',
    });
    for (const problem of [undefined, 'text', {}, { message: 7 }]) {
      expect(told(problem)?.message).toBe('is not a valid value of this key');
    }
  });
});
