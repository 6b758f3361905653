import * as fc from 'fast-check';
import { z } from 'zod';
import { z as z3 } from 'zod-3';
import type { ConfigSchema } from '../../src/schema.ts';

/** A schema with values of which some fit, as a file or the environment has them. */
export interface SchemaWithValues {
  readonly schema: ConfigSchema;
  readonly values: readonly unknown[];
}

/** What both versions of Zod have under the same name. */
type Zod = Pick<
  typeof z,
  'boolean' | 'string' | 'number' | 'literal' | 'enum' | 'union' | 'array' | 'object' | 'record'
>;

interface Made {
  readonly make: (zod: Zod) => z.ZodType;
  readonly values: readonly unknown[];
}

const made = (make: (zod: Zod) => z.ZodType, ...values: unknown[]): Made => ({ make, values });

const leaves: readonly Made[] = [
  made(zod => zod.boolean(), true, 'yes', ' OFF '),
  made(zod => zod.string(), '', 'text', '5'),
  made(zod => zod.number(), 0.3, '1e2', '0x3C'),
  made(zod => zod.number().int().min(0).max(100), 60, '60', ' 7 '),
  made(zod => zod.number().int().multipleOf(5), 10, '15'),
  made(zod => zod.number().multipleOf(0.1), 0.3),
  made(zod => zod.literal('auto'), 'auto'),
  made(zod => zod.literal(3), 3, '3'),
  made(zod => zod.literal(true), true, 'on'),
  made(zod => zod.literal(false), false, 'no', 0),
  made(zod => zod.enum(['a', 'b']), 'a'),
  made(zod => zod.union([zod.literal(1), zod.literal('one')]), 1, '1', 'one'),
  made(zod => zod.union([zod.literal(false), zod.literal('auto')]), false, 'off', 'auto'),
];

const { schema: anySchema } = fc.letrec<{ schema: Made }>(tie => ({
  schema: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...leaves),
    tie('schema').map(({ make, values }) => made(zod => make(zod).nullable(), ...values)),
    fc
      .tuple(tie('schema'), tie('schema'))
      .map(([one, other]) =>
        made(zod => zod.union([one.make(zod), other.make(zod)]), ...one.values, ...other.values),
      ),
    tie('schema').map(({ make, values }) =>
      made(zod => zod.array(make(zod)), [], values, ...values.map(value => [value])),
    ),
    tie('schema').map(({ make, values }) =>
      made(
        zod => zod.object({ one: make(zod), two: make(zod).optional() }),
        ...values.map(one => ({ one, two: one })),
        ...values.map(one => ({ one })),
      ),
    ),
    tie('schema').map(({ make, values }) =>
      made(zod => zod.record(zod.string(), make(zod)), ...values.map(one => ({ one }))),
    ),
  ),
}));

/** A schema that a module may contribute, in Zod 4 or Zod 3, with values that it may be set to. */
export const contributedSchema: fc.Arbitrary<SchemaWithValues> = fc
  // Both have these parts; the types of one version do not fit those of the other.
  .tuple(anySchema, fc.constantFrom<Zod>(z, Object(z3)))
  .map(([{ make, values }, zod]) => ({ schema: make(zod), values }));
