import type { JsonSchema } from '@rhdh-boost/config-schema/artefacts';
import * as fc from 'fast-check';

/** Values that sit on both sides of whatever the generated schemas ask. */
const scalars: readonly unknown[] = [
  null,
  true,
  false,
  -1,
  0,
  0.5,
  1,
  2,
  3,
  4,
  6,
  '',
  'a',
  'b',
  'ab',
  'aaa',
  'c',
  '2020-01-01',
];

/** What every pair of schemas is tried with. */
export const triedValues: readonly unknown[] = [
  ...scalars,
  [],
  ...scalars.map(value => [value]),
  ['a', 'a'],
  ['a', 'b'],
  [1, 1, 2],
  [[]],
  [['a']],
  {},
  ...scalars.map(value => ({ a: value })),
  ...scalars.map(value => ({ b: value })),
  { a: 'a', b: 1 },
  { a: 1, c: 1 },
  { c: 'a' },
  { a: ['a'] },
  { a: { a: 'a' } },
];

const bound = fc.integer({ min: 0, max: 3 });
const pattern = fc.constantFrom('^a', 'b$', '^[ab]*$');
const listed = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 1, 2, null, true), {
  minLength: 1,
  maxLength: 4,
});

/** Any of the keywords, each left out half the time. */
function some(keywords: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<JsonSchema> {
  return fc.record(keywords, { requiredKeys: [] });
}

const numberKeywords = {
  minimum: bound,
  maximum: bound,
  exclusiveMinimum: bound,
  exclusiveMaximum: bound,
  multipleOf: fc.integer({ min: 1, max: 3 }),
};
const textKeywords = {
  minLength: bound,
  maxLength: bound,
  pattern,
  format: fc.constantFrom('date', 'email'),
};

/** The same beside a type. */
function typed(
  type: fc.Arbitrary<unknown>,
  keywords: Record<string, fc.Arbitrary<unknown>>,
): fc.Arbitrary<JsonSchema> {
  return fc.record({ type, ...keywords }, { requiredKeys: ['type'] });
}

const types = fc.uniqueArray(fc.constantFrom('string', 'integer', 'number', 'null', 'array'), {
  minLength: 1,
});

const { schema } = fc.letrec<{ schema: JsonSchema; part: unknown }>(tie => ({
  part: fc.oneof({ weight: 5, arbitrary: tie('schema') }, fc.boolean()),
  schema: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    fc.constantFrom<JsonSchema>({}, { not: {} }, { type: 'boolean' }),
    typed(fc.constantFrom('integer', 'number'), numberKeywords),
    typed(fc.constant('string'), textKeywords),
    fc.record({ enum: listed }),
    fc.record({ const: fc.constantFrom('a', 1, null) }),
    typed(types, { ...numberKeywords, ...textKeywords, enum: listed }),
    typed(fc.constant('array'), {
      items: tie('part'),
      minItems: bound,
      maxItems: bound,
      uniqueItems: fc.boolean(),
    }),
    typed(fc.constant('object'), {
      properties: some({ a: tie('part'), b: tie('part') }),
      required: fc.subarray(['a', 'b']),
      additionalProperties: tie('part'),
      patternProperties: fc.constantFrom({ '^a': { type: 'string' } }),
      propertyNames: fc.constantFrom({ pattern: '^a' }),
      minProperties: bound,
      maxProperties: bound,
    }),
    fc
      .array(tie('part'), { minLength: 1, maxLength: 3 })
      .chain(anyOf =>
        fc.constantFrom<JsonSchema>(
          { anyOf },
          { anyOf },
          { oneOf: anyOf },
          { type: 'string', anyOf },
        ),
      ),
  ),
}));

/** A schema that differs from another by one keyword, somewhere in it. */
function changed(before: JsonSchema): fc.Arbitrary<JsonSchema> {
  const entries = Object.entries(before);
  return fc.tuple(schema, fc.nat(entries.length)).map(([other, position]) => {
    const kept = entries.filter(([name], index) => name === 'type' || index !== position);
    const added = Object.entries(other).find(([name]) => name !== 'type');
    return Object.fromEntries(added === undefined ? kept : kept.concat([added]));
  });
}

/** A schema that asks for less than another: a keyword is left out. */
function loosened(before: JsonSchema): fc.Arbitrary<JsonSchema> {
  const entries = Object.entries(before);
  return fc
    .subarray(entries)
    .map(kept =>
      Object.fromEntries(entries.filter(entry => entry[0] === 'type' || kept.includes(entry))),
    );
}

/** An old schema and a new one: two unlike each other, or one with a change to it. */
export const schemaPair: fc.Arbitrary<readonly [JsonSchema, JsonSchema]> = fc.oneof(
  fc.tuple(schema, schema),
  schema.chain(before => fc.tuple(fc.constant(before), changed(before))),
  schema.chain(before => fc.tuple(fc.constant(before), loosened(before))),
  fc
    .tuple(schema, schema)
    .map(([before, other]): [JsonSchema, JsonSchema] => [before, { anyOf: [other, before] }]),
);
