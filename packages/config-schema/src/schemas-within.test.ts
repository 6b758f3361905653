import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod-3';
import { mistakesOf } from '../test/definition-mistakes.fixture.ts';
import { fieldWith } from '../test/field.fixture.ts';
import { toFieldJsonSchema } from './artefacts/index.ts';
import type { ConfigSchema } from './schema.ts';

/** A part in another version, which the types of neither version take. */
const inZod4: z3.ZodString = Object(z.string());
const inZod3: z.ZodString = Object(z3.string());

function endlessInZod4(): z.ZodType {
  return z.lazy(() => z.array(endlessInZod4()));
}

function endlessInZod3(): z3.ZodTypeAny {
  return z3.object({ below: z3.lazy(endlessInZod3).optional() });
}

const treeInZod4 = z.object({
  name: z.string(),
  get children() {
    return z.array(treeInZod4).optional();
  },
});
const treeInZod3: z3.ZodTypeAny = z3.object({
  children: z3.array(z3.lazy(() => treeInZod3)).optional(),
});

describe('a schema that cannot be used', () => {
  it.each<[mistake: string, schemas: Record<string, ConfigSchema>]>([
    [
      'has a schema of Zod 3 with a part of another version: write all of it in one version',
      {
        object: z3.object({ part: inZod4 }).optional(),
        record: z3.record(inZod4),
        list: z3.array(inZod4),
        union: z3.union([inZod4, z3.number()]),
        tuple: z3.tuple([z3.string()]).rest(inZod4),
        intersection: z3.intersection(z3.object({}), z3.object({ part: inZod4 })),
        lazy: z3.lazy(() => inZod4),
        optional: z3.optional(inZod4),
      },
    ],
    [
      'has a schema of Zod 4 with a part of another version: write all of it in one version',
      {
        object: z.object({ part: inZod3 }).optional(),
        record: z.record(z.string(), inZod3),
        union: z.union([z.number(), z.array(inZod3)]),
        tuple: z.tuple([z.string(), z.object({ part: inZod3 })]),
        intersection: z.intersection(z.object({}), z.object({ part: inZod3 })),
      },
    ],
    [
      'has a schema that contains itself or never ends: write out its levels',
      {
        tree: treeInZod4.optional(),
        treeInZod3: treeInZod3.optional(),
        endless: endlessInZod4(),
        endlessInZod3: endlessInZod3(),
      },
    ],
  ])('%s', (mistake, schemas) => {
    for (const [kind, schema] of Object.entries(schemas)) {
      expect.soft(mistakesOf(fieldWith(schema)), kind).toEqual([`boost.acme.field ${mistake}.`]);
      expect
        .soft(() => toFieldJsonSchema('boost.acme.field', schema, '@acme/test'), kind)
        .toThrow(`boost.acme.field (@acme/test) ${mistake}`);
    }
  });

  it('is none that uses a part twice, or is open', () => {
    const part = z.object({ size: z.number() });
    const twice = z.object({ left: part, right: z.array(part) }).optional();
    const open = z.record(z.string(), z.unknown()).optional();
    for (const schema of [twice, open, z3.record(z3.any()).optional()]) {
      expect(mistakesOf(fieldWith(schema))).toEqual([]);
      expect(toFieldJsonSchema('boost.acme.field', schema, '@acme/test')).toHaveProperty('type');
    }
  });
});
