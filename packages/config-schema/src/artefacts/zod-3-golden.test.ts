import { expect, it } from 'vitest';
import { z } from 'zod-3';
import golden from '../../test/fixtures/zod-3-json-schemas.json' with { type: 'json' };
import { toFieldJsonSchema } from './field-json-schema.ts';

/**
 * What fields in Zod 3 use. zod-to-json-schema converts them and is no longer maintained, so that each of these has a
 * kept result: a newer version, or another converter in its place, has to give the same.
 */
const cases = {
  string: z.string(),
  'string with bounds': z.string().min(1).max(64),
  'string with a pattern': z.string().regex(/^[a-z]+$/),
  'string with a pattern and flags': z.string().regex(/^[a-z]+$/i),
  'string with two patterns': z.string().regex(/^a/).regex(/z$/),
  'string of a format': z.string().email(),
  url: z.string().url(),
  uuid: z.string().uuid(),
  'date and time': z.string().datetime(),
  'string with a start and an end': z.string().startsWith('a.').endsWith('/z'),
  number: z.number(),
  'number with bounds': z.number().gt(0).lte(10),
  integer: z.number().int().min(1),
  'multiple of a number': z.number().multipleOf(5),
  boolean: z.boolean(),
  literal: z.literal('a'),
  enumeration: z.enum(['a', 'b']),
  'native enumeration': z.nativeEnum({ A: 'a', B: 'b' } as const),
  'null or string': z.string().nullable(),
  'optional string': z.string().optional(),
  'string with a description': z.string().describe('What it is for.'),
  list: z.array(z.string()),
  'list with bounds': z.array(z.string()).min(1).max(3),
  tuple: z.tuple([z.string(), z.number()]),
  object: z.object({ a: z.string(), b: z.number().optional() }),
  'strict object': z.object({ a: z.string() }).strict(),
  'object that passes other keys': z.object({ a: z.string() }).passthrough(),
  'object that takes strings besides': z.object({ a: z.string() }).catchall(z.string()),
  'object in an object': z.object({ a: z.object({ b: z.boolean() }) }),
  record: z.record(z.number()),
  'record by keys of a pattern': z.record(z.string().regex(/^[a-z]+$/), z.number()),
  union: z.union([z.string(), z.number()]),
  'union of objects': z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]),
  'union by a discriminator': z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('a'), a: z.string() }),
    z.object({ kind: z.literal('b'), b: z.number() }),
  ]),
  intersection: z.object({ a: z.string() }).and(z.object({ b: z.string() })),
  'refined string': z.string().refine(text => text !== ''),
  'transformed string': z.string().transform(text => text.length),
  'piped string': z.string().pipe(z.string().min(1)),
  'branded string': z.string().brand('a'),
  'read-only list': z.array(z.string()).readonly(),
};

it.each(Object.entries(cases))('%s is converted as it always was', (name, schema) => {
  const kept: Record<string, unknown> = golden;

  expect(toFieldJsonSchema('boost.x', schema, '@scope/x')).toEqual(kept[name]);
});

it('every kept result has its case', () => {
  expect(Object.keys(golden)).toEqual(Object.keys(cases));
});
