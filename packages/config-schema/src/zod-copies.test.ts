import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import * as four from 'zod';
import * as mini from 'zod/mini';
import * as three from 'zod/v3';
import { fieldWith } from '../test/field.fixture.ts';
import { readFieldValue } from './field-value.ts';
import type { ConfigSchema } from './schema.ts';
import { zodVersionOf } from './schema-structure.ts';

const required: (name: string) => typeof four = createRequire(import.meta.url);
/** Another copy of Zod 4: its CommonJS build has classes of its own. */
const fourAgain = required('zod');

function read(schema: ConfigSchema, value: unknown) {
  return readFieldValue('boost.acme.field', fieldWith(schema), value);
}

describe('a set of another copy of Zod', () => {
  it('has classes of its own, and is read all the same', () => {
    expect(fourAgain.ZodBoolean).not.toBe(four.ZodBoolean);
    expect(read(fourAgain.boolean().optional(), 'no')).toEqual({ value: false });
    expect(read(fourAgain.int().max(9), '10')).toEqual(read(four.int().max(9), '10'));
    expect(read(fourAgain.string(), 7)).toEqual(read(four.string(), 7));
  });

  it('may be the small build of Zod, or the Zod 3 that comes with Zod 4', () => {
    expect(read(mini.optional(mini.boolean()), 'no')).toEqual({ value: false });
    expect(read(three.number().int().optional(), '7')).toEqual({ value: 7 });
    expect(zodVersionOf(three.string())).toBe(3);
  });

  it.each([
    undefined,
    null,
    'text',
    {},
    { safeParse: 1 },
    { safeParse: () => {} },
    { safeParse: () => {}, _def: {} },
  ])('is told from what is no schema, case %#', value => {
    expect(zodVersionOf(value)).toBeUndefined();
  });
});
