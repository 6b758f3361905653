import * as fc from 'fast-check';
import type { JsonSchema } from './field-table.ts';

/** Values that sit on both sides of whatever the generated schemas ask. */
const scalars = [
  ...[null, true, false, -1, 0, 0.5, 1, 2, 3, 4, 6, '', 'a', 'b', 'ab', 'aaa', 'c', '2020-01-01'],
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

const { schema } = fc.letrec<{ schema: JsonSchema; part: unknown }>(tie => ({
  part: fc.oneof({ weight: 5, arbitrary: tie('schema') }, fc.boolean()),
  schema: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 2, arbitrary: fc.constantFrom<JsonSchema>({}, { not: {} }, { type: 'boolean' }) },
    {
      weight: 2,
      arbitrary: some({ ...numberKeywords }).chain(keywords =>
        fc.constantFrom('integer', 'number').map(type => ({ type, ...keywords })),
      ),
    },
    { weight: 3, arbitrary: some(textKeywords).map(keywords => ({ type: 'string', ...keywords })) },
    { weight: 2, arbitrary: listed.map(values => ({ enum: values })) },
    { weight: 1, arbitrary: fc.constantFrom('a', 1, null).map(value => ({ const: value })) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          fc.uniqueArray(fc.constantFrom('string', 'integer', 'number', 'null', 'array'), {
            minLength: 1,
          }),
          some({ ...numberKeywords, ...textKeywords, enum: listed }),
        )
        .map(([type, keywords]) => ({ type, ...keywords })),
    },
    {
      weight: 3,
      arbitrary: some({
        items: tie('part'),
        minItems: bound,
        maxItems: bound,
        uniqueItems: fc.boolean(),
      }).map(keywords => ({ type: 'array', ...keywords })),
    },
    {
      weight: 3,
      arbitrary: some({
        properties: some({ a: tie('part'), b: tie('part') }),
        required: fc.subarray(['a', 'b']),
        additionalProperties: tie('part'),
        patternProperties: fc.constantFrom({ '^a': { type: 'string' } }),
        propertyNames: fc.constantFrom({ pattern: '^a' }),
        minProperties: bound,
        maxProperties: bound,
      }).map(keywords => ({ type: 'object', ...keywords })),
    },
    {
      weight: 3,
      arbitrary: fc
        .array(tie('part'), { minLength: 1, maxLength: 3 })
        .chain(anyOf =>
          fc.oneof(
            { weight: 3, arbitrary: fc.constant({ anyOf }) },
            { weight: 1, arbitrary: fc.constant({ oneOf: anyOf }) },
            { weight: 1, arbitrary: fc.constant({ type: 'string', anyOf }) },
          ),
        ),
    },
  ),
}));

/** A schema that differs from another by one keyword, somewhere in it. */
function changed(before: JsonSchema): fc.Arbitrary<JsonSchema> {
  const names = Object.keys(before);
  return fc.tuple(schema, fc.nat()).map(([other, choice]) => {
    const entries = Object.entries(before);
    const position = choice % (names.length + 1);
    const kept = entries.filter((_, index) => index !== position);
    const [added] = Object.entries(other).filter(([name]) => name !== 'type');
    const result: Record<string, unknown> = Object.fromEntries(
      choice % 3 === 0 || added === undefined ? kept : [...entries, added],
    );
    return result['type'] === undefined && before['type'] !== undefined
      ? { ...result, type: before['type'] }
      : result;
  });
}

/** An old schema and a new one: two unlike each other, or one with a change to it. */
export const schemaPair: fc.Arbitrary<readonly [JsonSchema, JsonSchema]> = fc.oneof(
  { weight: 1, arbitrary: fc.tuple(schema, schema) },
  {
    weight: 3,
    arbitrary: schema.chain(before => changed(before).map(after => [before, after] as const)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(schema, schema)
      .map(([before, other]) => [before, { anyOf: [other, before] }] as const),
  },
);
