import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod-3';
import { zodToJsonSchema } from 'zod-to-json-schema';
import { fieldOf, registryOf } from '../../test/artefacts/registry-of.fixture.ts';
import type { ConfigSchema } from '../schema.ts';
import { createBackstageSchema } from './backstage-schema.ts';
import { createConfigTypes } from './backstage-types.ts';
import { createConfigReference } from './config-reference.ts';
import { createEditorSchema } from './editor-schema.ts';
import { toFieldJsonSchema } from './field-json-schema.ts';
import { createFieldTable } from './field-table.ts';

const convert = (schema: ConfigSchema) => toFieldJsonSchema('boost.odd', schema, '@acme/odd');

describe('what a field takes, as JSON Schema', () => {
  it.each<[string, ConfigSchema, ConfigSchema, object]>([
    ['text', z.string().min(1), z3.string().min(1), { type: 'string', minLength: 1 }],
    ['URL', z.url(), z3.string().url(), { type: 'string', format: 'uri' }],
    ['choice', z.enum(['a', 'b']), z3.enum(['a', 'b']), { type: 'string', enum: ['a', 'b'] }],
    ['flag', z.boolean(), z3.boolean(), { type: 'boolean' }],
    ['one value', z.literal('a'), z3.literal('a'), { type: 'string', const: 'a' }],
    [
      'number',
      z.int().min(1).max(9),
      z3.number().int().min(1).max(9),
      { type: 'integer', minimum: 1, maximum: 9 },
    ],
    [
      'list',
      z.array(z.string().min(16)),
      z3.array(z3.string().min(16)),
      { type: 'array', items: { type: 'string', minLength: 16 } },
    ],
    [
      'checked text',
      z.string().refine(text => text !== 'x'),
      z3.string().refine(text => text !== 'x'),
      { type: 'string' },
    ],
  ])(
    'is the same for %s in Zod 4 and Zod 3 [boost-configuration/Fields in Zod 4 and Zod 3 convert alike]',
    (_, four, three, expected) => {
      expect(convert(four)).toEqual(expected);
      expect(convert(three)).toEqual(expected);
    },
  );

  it.each<[string, ConfigSchema]>([
    ['Zod 4', z.int().min(1).optional()],
    ['Zod 3', z3.number().int().min(1).optional()],
    ['Zod 3, twice', z3.number().int().min(1).optional().optional()],
  ])('does not say that the field may be left out, in %s', (_, schema) => {
    expect(convert(schema)).toEqual({ type: 'integer', minimum: 1 });
  });

  it('keeps a choice of values that may be left out', () => {
    const address = z3.object({ host: z3.string(), port: z3.number() });
    expect(convert(z3.union([address, z3.array(z3.string())]).optional())).toEqual({
      anyOf: [
        {
          type: 'object',
          properties: { host: { type: 'string' }, port: { type: 'number' } },
          required: ['host', 'port'],
          additionalProperties: false,
        },
        { type: 'array', items: { type: 'string' } },
      ],
    });
  });

  it('keeps the flags of a pattern in Zod 3 [boost-configuration/Fields in Zod 4 and Zod 3 convert alike]', () => {
    expect(convert(z3.string().regex(/^a$/i))).toEqual({ type: 'string', pattern: '^[aA]$' });
  });

  it('leaves out the bounds that only say what a double holds', () => {
    expect(convert(z.int())).toEqual({ type: 'integer' });
  });
});

describe('a schema that says nothing', () => {
  it.each<[string, ConfigSchema]>([
    ['any', z.any()],
    ['unknown', z.unknown()],
    ['any with a description', z.any().meta({ description: 'x' })],
    ['a check alone', z.custom(() => true)],
    ['a date, which JSON has not', z.date()],
    ['a list of any', z.array(z.any())],
    ['a choice with any', z.union([z.array(z.string()), z.any()])],
    ['any in Zod 3', z3.any()],
    ['optional any in Zod 3', z3.any().optional()],
    ['nothing in Zod 3', z3.never().optional()],
    ['a list of any in Zod 3', z3.array(z3.unknown()).optional()],
    ['any inside the values of a mapping', z.record(z.string(), z.object({ part: z.any() }))],
    ['any inside the values of a mapping in Zod 3', z3.record(z3.array(z3.any()))],
    ['a tuple with any', z.tuple([z.string(), z.any()])],
    ['a tuple with any behind it', z.tuple([z.string()], z.unknown())],
    ['a tuple with any in Zod 3', z3.tuple([z3.any()])],
    ['any inside an intersection', z3.intersection(z3.object({}), z3.object({ part: z3.any() }))],
  ])(
    'is an error: %s [boost-configuration/Schema that accepts everything is an error]',
    (_, schema) => {
      const registry = registryOf({ 'boost.odd': fieldOf(schema) });
      const message = /The schema of boost\.odd \(@acme\/odd\) says nothing/;
      for (const make of [
        createBackstageSchema,
        createEditorSchema,
        createConfigTypes,
        createConfigReference,
      ]) {
        expect(() => make(registry)).toThrow(message);
      }
      for (const set of registry.sets) expect(() => createFieldTable(set)).toThrow(message);
    },
  );
});

describe('a schema that says enough', () => {
  it.each<ConfigSchema>([
    z.record(z.string(), z.unknown()),
    z3.record(z3.any()),
    z.object({ part: z.string() }).loose(),
    z.string().regex(/a/).regex(/b/),
    z3.string().regex(/a/).regex(/b/),
    z.intersection(z.object({ left: z.string() }), z.object({ right: z.string() })),
    z.tuple([z.string()], z.number()),
    z.tuple([]),
  ])(
    'is taken, case %# [boost-configuration/Schema that accepts everything is an error]',
    schema => {
      expect(convert(schema)).toHaveProperty('type');
    },
  );

  it('holds a part with an id at each place', () => {
    const size = z.int().min(1).meta({ id: 'Size', title: 'A size' });
    const sizes = { type: 'integer', minimum: 1, title: 'A size' };
    expect(convert(size.optional())).toEqual(sizes);
    expect(convert(z.object({ height: size, width: size, all: z.array(size) }))).toEqual({
      type: 'object',
      properties: { height: sizes, width: sizes, all: { type: 'array', items: sizes } },
      required: ['height', 'width', 'all'],
    });
  });
});

describe('the wrong converter', () => {
  // Plain JavaScript: the compiler would refuse both.
  const fourAsThree: z3.ZodType = Object(z.string().min(3));
  const threeAsFour: z.ZodType = Object(z3.string().min(3));

  it('says without a word that everything is taken, or throws', () => {
    expect(zodToJsonSchema(Object(fourAsThree))).toEqual({
      $schema: 'http://json-schema.org/draft-07/schema#',
    });
    expect(() => z.toJSONSchema(threeAsFour)).toThrow('undefined');
  });

  it('is not chosen, whatever type is claimed', () => {
    const text = { type: 'string', minLength: 3 };
    expect(convert(fourAsThree)).toEqual(text);
    expect(convert(threeAsFour)).toEqual(text);
  });

  it('is caught inside a schema of the other version', () => {
    expect(() => convert(z3.array(fourAsThree))).toThrow(
      'boost.odd (@acme/odd) has a schema of Zod 3 with a part of another',
    );
    expect(() => convert(z3.record(fourAsThree))).toThrow(
      'boost.odd (@acme/odd) has a schema of Zod 3 with a part of another',
    );
    expect(() => convert(z.array(threeAsFour))).toThrow(
      'boost.odd (@acme/odd) has a schema of Zod 4 with a part of another',
    );
  });

  it.each([{}, { safeParse: () => ({ success: true, data: 1 }) }])(
    'is not tried on what is no schema, case %#',
    odd => {
      const schema: ConfigSchema = Object(odd);
      expect(() => convert(schema)).toThrow(
        'boost.odd (@acme/odd) has no schema of Zod: write one in Zod 4 or Zod 3',
      );
    },
  );
});
