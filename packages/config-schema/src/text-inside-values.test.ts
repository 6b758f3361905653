import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod-3';
import { registryOf } from '../test/artefacts/registry-of.fixture.ts';
import { fieldWith } from '../test/field.fixture.ts';
import { createBackstageSchema, createEditorSchema } from './artefacts/index.ts';
import { readConfigValue } from './field-queries.ts';
import type { ConfigSchema } from './schema.ts';

/** The same schemas in both versions of Zod, by what they are about. */
const schemas = {
  list: [z.array(z.number()), z3.array(z3.number())],
  lists: [z.array(z.array(z.boolean())), z3.array(z3.array(z3.boolean()))],
  mapping: [
    z.object({ size: z.number().optional(), on: z.boolean(), name: z.string() }),
    z3.object({ size: z3.number().optional(), on: z3.boolean(), name: z3.string() }),
  ],
  record: [z.record(z.string(), z.int()), z3.record(z3.number().int())],
  openMapping: [
    z.object({ size: z.number() }).loose(),
    z3.object({ size: z3.number() }).passthrough(),
  ],
  otherKeys: [z.object({}).catchall(z.number()), z3.object({}).catchall(z3.number())],
  tuple: [
    z.tuple([z.string(), z.number()], z.boolean()),
    z3.tuple([z3.string(), z3.number()]).rest(z3.boolean()),
  ],
  numberOrWord: [
    z.union([z.number(), z.literal('auto')]),
    z3.union([z3.number(), z3.literal('auto')]),
  ],
  booleanOrText: [z.union([z.boolean(), z.string()]), z3.union([z3.boolean(), z3.string()])],
  kinds: [
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('size'), size: z.number() }),
      z.object({ kind: z.literal('flag'), flag: z.boolean() }),
    ]),
    z3.discriminatedUnion('kind', [
      z3.object({ kind: z3.literal('size'), size: z3.number() }),
      z3.object({ kind: z3.literal('flag'), flag: z3.boolean() }),
    ]),
  ],
  both: [
    z.intersection(z.object({ size: z.number() }), z.object({ on: z.boolean() })),
    z3.intersection(z3.object({ size: z3.number() }), z3.object({ on: z3.boolean() })),
  ],
  nullable: [z.boolean().nullable(), z3.boolean().nullable()],
  lazy: [z.lazy(() => z.boolean()), z3.lazy(() => z3.boolean())],
  literal: [z.literal(2), z3.literal(2)],
  yes: [z.literal(true), z3.literal(true)],
} satisfies Record<string, [inZod4: ConfigSchema, inZod3: ConfigSchema]>;

type Kind = keyof typeof schemas;

/** What each version of Zod makes of a value, and whether the editor's schema takes it. */
function readIn(kind: Kind, value: unknown) {
  return schemas[kind].map(schema => {
    const registry = registryOf({ 'boost.acme.field': fieldWith(schema.optional()) });
    const validate = new Ajv({ strict: false }).compile(createEditorSchema(registry));
    const reading = readConfigValue('boost.acme.field', value, registry);
    return {
      read: reading.problems === undefined ? reading.value : reading.problems[0]?.code,
      inEditor: validate({ boost: { acme: { field: value } } }),
    };
  });
}

describe('text inside a value', () => {
  it.each<[kind: Kind, value: unknown, expected: unknown]>([
    ['list', ['60', 1, '0x3C'], [60, 1, 60]],
    ['lists', [['false'], ['yes', true]], [[false], [true, true]]],
    ['mapping', { size: '60', on: 'off', name: '7' }, { size: 60, on: false, name: '7' }],
    ['record', { a: '1', b: 2 }, { a: 1, b: 2 }],
    ['openMapping', { size: '6', other: '6' }, { size: 6, other: '6' }],
    ['otherKeys', { any: '6' }, { any: 6 }],
    ['tuple', ['1', '2', 'no'], ['1', 2, false]],
    ['numberOrWord', '60', 60],
    ['numberOrWord', 'auto', 'auto'],
    ['booleanOrText', 'false', 'false'],
    ['kinds', { kind: 'size', size: '6' }, { kind: 'size', size: 6 }],
    ['kinds', { kind: 'flag', flag: '1' }, { kind: 'flag', flag: true }],
    ['both', { size: '6', on: 'yes' }, { size: 6, on: true }],
    ['nullable', 'false', false],
    ['nullable', null, null],
    ['lazy', 'false', false],
    ['literal', '2', 2],
    ['yes', 'on', true],
  ])('is read in %s %j', (kind, value, expected) => {
    const taken = { read: expected, inEditor: true };
    expect(readIn(kind, value)).toEqual([taken, taken]);
  });

  it.each<[kind: Kind, value: unknown, code: string]>([
    ['list', ['six'], 'wrong_type'],
    ['mapping', { on: 'perhaps', name: 'x' }, 'wrong_type'],
    ['record', { a: '1.5x' }, 'wrong_type'],
    ['numberOrWord', 'manual', 'invalid_value'],
    ['nullable', 'perhaps', 'wrong_type'],
    ['yes', 'off', 'invalid_value'],
  ])('is refused where it is none, in %s %j', (kind, value, code) => {
    expect(readIn(kind, value).map(({ read }) => read)).toEqual([code, code]);
  });

  it.each<[kind: Kind, value: unknown]>([
    ['list', ['${SIZE}', { $env: 'SIZE' }]],
    ['lists', ['${LIST}', ['${ON}']]],
    ['mapping', { size: '${SIZE}', name: { $file: '/run/name' } }],
    ['mapping', { size: null }],
    ['record', { a: '${SIZE}' }],
    ['openMapping', { size: '${SIZE}', other: '${OTHER}' }],
    ['otherKeys', { any: '${SIZE}' }],
    ['tuple', ['${NAME}', '${SIZE}', '${ON}']],
    ['kinds', { kind: '${KIND}', size: '${SIZE}' }],
    ['both', { size: '${SIZE}', on: '${ON}' }],
  ])('may be a placeholder for an editor, in %s %j', (kind, value) => {
    expect(readIn(kind, value).map(({ inEditor }) => inEditor)).toEqual([true, true]);
  });

  it.each<[kind: Kind, value: unknown]>([
    ['list', ['six']],
    ['mapping', { on: 'perhaps' }],
    ['record', { a: 'x' }],
    ['kinds', { kind: 'size', size: 'x' }],
  ])('is judged by an editor all the same, in %s %j', (kind, value) => {
    expect(readIn(kind, value).map(({ inEditor }) => inEditor)).toEqual([false, false]);
  });

  it('does not change what was handed in', () => {
    const value = Object.freeze({ size: '60', on: 'off', name: 'x' });
    readIn('mapping', value);
    expect(value).toEqual({ size: '60', on: 'off', name: 'x' });
  });

  it('is taken by the schema for Backstage [boost-configuration/Backstage schema takes what the reader takes]', () => {
    for (const schema of [...schemas.lists, ...schemas.nullable]) {
      const registry = registryOf({ 'boost.acme.field': fieldWith(schema.optional()) });
      const validate = new Ajv({ strict: false }).compile(createBackstageSchema(registry));
      const value = schemas.nullable.some(each => each === schema) ? 'off' : [['off']];
      expect(validate({ boost: { acme: { field: value } } })).toBe(true);
    }
  });
});
