import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as four from 'zod';
import * as three from 'zod-3';
import { fieldWith, registryWith } from '../test/field.fixture.ts';
import { manyCases, manyCasesTimeout } from '../test/many-cases.fixture.ts';
import { readConfigValue } from './field-queries.ts';
import { readFieldValue } from './field-value.ts';
import { checkBoostConfig } from './parse.ts';
import type { ConfigSchema } from './schema.ts';
import { zodVersionOf } from './schema-structure.ts';

const evenOnly = {
  code: 'custom',
  params: { problem: { code: 'invalid_value', message: 'must be even' } },
} as const;

/** The same fields in each version; what both can say alike. */
const pairs: Record<string, readonly [four: ConfigSchema, three: ConfigSchema]> = {
  text: [four.string().optional(), three.string().optional()],
  boolean: [four.boolean().optional(), three.boolean().optional()],
  strictBoolean: [four.boolean(), three.boolean()],
  integer: [four.int().min(2).max(9), three.number().int().min(2).max(9)],
  positive: [four.number().positive().lt(5), three.number().positive().lt(5)],
  choice: [four.enum(['small', 'large']), three.enum(['small', 'large'])],
  literal: [four.literal('on'), three.literal('on')],
  long: [four.string().min(3).max(5), three.string().min(3).max(5)],
  list: [four.array(four.string()).min(1).max(2), three.array(three.string()).min(1).max(2)],
  numbers: [four.array(four.number()), three.array(three.number())],
  url: [four.url(), three.string().url()],
  pattern: [four.string().regex(/^a/), three.string().regex(/^a/)],
  nested: [
    four.object({ name: four.string(), size: four.number() }),
    three.object({ name: three.string(), size: three.number() }),
  ],
  strict: [four.strictObject({}), three.object({}).strict()],
  record: [four.record(four.string(), four.number()), three.record(three.number())],
  either: [four.union([four.number(), four.null()]), three.union([three.number(), three.null()])],
  nullable: [four.boolean().nullable().readonly(), three.boolean().nullable().readonly()],
  branded: [four.number().brand('size'), three.number().brand('size')],
  piped: [four.number().pipe(four.number()), three.number().pipe(three.number())],
  even: [
    four.number().superRefine((value, context) => {
      if (value % 2 !== 0) context.addIssue(evenOnly);
    }),
    three.number().superRefine((value, context) => {
      if (value % 2 !== 0) context.addIssue(evenOnly);
    }),
  ],
  refused: [
    four.string().refine(() => false, 'the value was $&'),
    three.string().refine(
      () => false,
      text => ({ message: `the value was ${text}` }),
    ),
  ],
};

const values = [
  undefined,
  null,
  true,
  'true',
  'off',
  1,
  '1',
  0,
  3,
  '3',
  2.5,
  '2.5',
  4.5,
  12,
  -1,
  Number.NaN,
  '',
  'small',
  'smal',
  'large',
  'on',
  'abc',
  'abcdefgh',
  [],
  ['a'],
  ['a', 'b', 'c'],
  ['a', 1],
  [1, 'x', null],
  'https://example.com',
  {},
  { name: 'a', size: 1 },
  { name: 1, size: 'canary' },
  { a: 1, b: 'x' },
];

/** The first problem alone: beside the length of a list, Zod 3 judges its items too. */
function readFirst(schema: ConfigSchema, value: unknown) {
  const { problems, ...reading } = read(schema, value);
  return { ...reading, problem: problems?.[0] };
}

function read(schema: ConfigSchema, value: unknown) {
  return readFieldValue('boost.acme.field', fieldWith(schema), value);
}

describe('a set in Zod 3', () => {
  it.each(Object.entries(pairs))(
    'reads and refuses %s as Zod 4 does [boost-configuration/Set in Zod 3 is read like one in Zod 4]',
    (_name, [inFour, inThree]) => {
      expect([zodVersionOf(inFour), zodVersionOf(inThree)]).toEqual([4, 3]);
      for (const value of values)
        expect([value, readFirst(inThree, value)]).toEqual([value, readFirst(inFour, value)]);
    },
  );

  it(
    'does so for any value [boost-configuration/Set in Zod 3 is read like one in Zod 4]',
    () => {
      const anyPair = fc.constantFrom(...Object.values(pairs));
      const anyValue = fc.oneof(
        fc.jsonValue({ maxDepth: 2 }),
        fc.integer({ max: 12 }),
        fc.webUrl(),
      );
      fc.assert(
        fc.property(anyPair, anyValue, ([inFour, inThree], value) => {
          expect(readFirst(inThree, value)).toEqual(readFirst(inFour, value));
        }),
        manyCases,
      );
    },
    manyCasesTimeout,
  );

  it('is said in our words, bounds and choices named [boost-configuration/Set in Zod 3 is read like one in Zod 4]', () => {
    for (const [name, value, message] of [
      ['integer', 2.5, 'must be a whole number'],
      ['integer', 1, 'must be at least 2'],
      ['positive', 0, 'must be more than 0'],
      ['positive', 5, 'must be less than 5'],
      ['long', 'a', 'must be at least 3 characters long'],
      ['list', [], 'must have at least 1 item'],
      ['list', 'text', 'must be a list'],
      ['choice', 'x', 'must be one of: small, large'],
      ['choice', [], 'must be one of: small, large'],
      ['integer', -5e-324, 'must be a whole number'],
      ['literal', 'x', 'must be one of: on'],
      ['url', 'x', 'must be a URL that begins with its scheme, such as https://'],
      ['nested', 'x', 'must be a mapping'],
      ['even', 3, 'must be even'],
      ['refused', 'x', 'is not a valid value of this key'],
      ['strictBoolean', undefined, 'is required'],
    ] as const) {
      const [inFour, inThree] = (pairs[name] ?? []).map(schema => read(schema, value));
      expect(inThree).toEqual(inFour);
      expect(inFour?.problems).toMatchObject([{ message }]);
    }
  });

  it('is read beside our own fields, text as numbers and booleans [boost-configuration/Set in Zod 3 is read like one in Zod 4]', () => {
    const registry = registryWith({
      'boost.acme.size': fieldWith(three.number().int().optional()),
      'boost.acme.enabled': fieldWith(
        three
          .boolean()
          .refine(() => true)
          .optional(),
      ),
    });
    const boost = { security: { mode: 'full' }, acme: { size: '0x10', enabled: 'off' } };
    expect(checkBoostConfig({ boost }, { registry }).config?.boost).toMatchObject({
      acme: { size: 16, enabled: false },
    });
    expect(readConfigValue('boost.acme.size', 'many', registry).problems).toEqual([
      {
        path: 'boost.acme.size',
        code: 'wrong_type',
        message: 'must be a number',
        hint: 'Meaning of this key: A field for a test.',
      },
    ]);
  });
});
