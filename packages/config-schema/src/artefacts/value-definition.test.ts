import { expect, it } from 'vitest';
import { z } from 'zod';
import { z as z3 } from 'zod-3';
import type { ConfigSchema } from '../schema.ts';
import { describeDefinition, type ValueDefinition } from './value-definition.ts';

const text: ValueDefinition = { kind: 'string' };
const regex = { source: 'a', flags: 'i' };
const mapping = { kind: 'object', properties: { type: text } };

it.each<[name: string, schema: ConfigSchema, definition: ValueDefinition]>([
  [
    'an expression',
    z.string().regex(/a/i),
    { ...text, checks: [{ check: 'string_format', format: 'regex', pattern: regex }] },
  ],
  [
    'an expression of Zod 3',
    z3.string().regex(/a/i),
    { ...text, checks: [{ check: 'regex', regex }] },
  ],
  ['coercion', z.coerce.number().optional(), { kind: 'number', coerce: true }],
  ['coercion of Zod 3', z3.coerce.number().optional(), { kind: 'number', coerce: true }],
  [
    'a pipe',
    z.string().pipe(z.string().max(3)),
    { kind: 'pipe', in: text, out: { ...text, checks: [{ check: 'max_length', maximum: 3 }] } },
  ],
  [
    'a codec',
    z.codec(z.string(), z.string(), { decode: String, encode: String }),
    { kind: 'pipe', in: text, out: text, code: true },
  ],
  [
    'a transform of Zod 3',
    z3.string().transform(String),
    { kind: 'effects', effect: 'transform', inner: text, code: true },
  ],
  ['a stripping object', z.object({ type: z.string() }), { ...mapping, names: 'strip' }],
  ['a strict object', z.strictObject({ type: z.string() }), { ...mapping, names: 'strict' }],
  ['a loose object', z.looseObject({ type: z.string() }), { ...mapping, names: 'loose' }],
  [
    'an object with other names',
    z.object({ type: z.string() }).catchall(z.string()),
    { ...mapping, names: text },
  ],
  ['a stripping object of Zod 3', z3.object({ type: z3.string() }), { ...mapping, names: 'strip' }],
  [
    'a strict object of Zod 3',
    z3.object({ type: z3.string() }).strict(),
    { ...mapping, names: 'strict' },
  ],
  [
    'a loose object of Zod 3',
    z3.object({ type: z3.string() }).passthrough(),
    { ...mapping, names: 'loose' },
  ],
  [
    'a bound list of Zod 3',
    z3.array(z3.string()).min(1),
    { kind: 'array', item: text, checks: [{ check: 'min_length', minimum: 1 }] },
  ],
  [
    'a refinement',
    z.string().refine(Boolean).optional(),
    { ...text, checks: [{ check: 'custom' }] },
  ],
  [
    'a refinement of Zod 3',
    z3.string().refine(Boolean).optional(),
    { ...text, checks: [{ check: 'custom' }] },
  ],
  ['readonly and brand, which change nothing', z.string().brand('x').readonly(), text],
  ['an enumeration with numbers', z.enum({ A: 1, B: 2 }), { kind: 'enum', values: [1, 2] }],
])('D15: the table records %s', (_, schema, definition) => {
  expect(describeDefinition(schema)).toEqual(definition);
});
