import type { JsonSchema } from '@rhdh-boost/config-schema/artefacts';
import { describe, expect, it } from 'vitest';
import { cases, changesOf, number, text, words } from '../../test/compat/schema-cases.fixture.ts';

/** A bound and a tighter one, and how the two are told: `what was looser, is tighter`. */
type Bound = readonly [
  type: string,
  loose: JsonSchema,
  tight: JsonSchema,
  looser: string,
  tighter: string,
  what: 'was' | `${string} was`,
];

const bounds: readonly Bound[] = [
  ['number', {}, { minimum: 1 }, 'no minimum', 'minimum 1', 'was'],
  ['number', { minimum: 0 }, { minimum: 1 }, 'minimum 0', 'minimum 1', 'was'],
  ['number', { minimum: 0 }, { exclusiveMinimum: 0 }, 'minimum 0', 'exclusiveMinimum 0', 'was'],
  ['integer', { minimum: 1 }, { exclusiveMinimum: 1 }, 'minimum 1', 'exclusiveMinimum 1', 'was'],
  [
    'number',
    { minimum: 0 },
    { minimum: 0, exclusiveMinimum: 0 },
    'minimum 0',
    'exclusiveMinimum 0',
    'was',
  ],
  [
    'number',
    { minimum: 2 },
    { minimum: 2, exclusiveMinimum: 3 },
    'minimum 2',
    'exclusiveMinimum 3',
    'was',
  ],
  ['number', {}, { maximum: 1 }, 'no maximum', 'maximum 1', 'was'],
  ['number', { maximum: 2 }, { maximum: 1 }, 'maximum 2', 'maximum 1', 'was'],
  ['number', { maximum: 2 }, { exclusiveMaximum: 2 }, 'maximum 2', 'exclusiveMaximum 2', 'was'],
  ['integer', { exclusiveMaximum: 3 }, { maximum: 1 }, 'exclusiveMaximum 3', 'maximum 1', 'was'],
  ['number', {}, { multipleOf: 2 }, 'none', '2', 'multipleOf was'],
  ['number', { multipleOf: 2 }, { multipleOf: 4 }, '2', '4', 'multipleOf was'],
  ['string', {}, { minLength: 1 }, 'none', '1', 'minLength was'],
  ['string', { minLength: 1 }, { minLength: 2 }, '1', '2', 'minLength was'],
  ['string', { maxLength: 9 }, { maxLength: 8 }, '9', '8', 'maxLength was'],
  ['string', {}, { maxLength: 8 }, 'none', '8', 'maxLength was'],
  ['array', { minItems: 1 }, { minItems: 2 }, '1', '2', 'minItems was'],
  ['array', { maxItems: 2 }, { maxItems: 1 }, '2', '1', 'maxItems was'],
  ['object', {}, { minProperties: 1 }, 'none', '1', 'minProperties was'],
  ['object', { minProperties: 1 }, { minProperties: 2 }, '1', '2', 'minProperties was'],
  ['object', { maxProperties: 2 }, { maxProperties: 1 }, '2', '1', 'maxProperties was'],
];

const unique = { type: 'array', uniqueItems: true };
const list = { type: 'array' };
const multiplesOf = (multipleOf: number) => ({ type: 'number', multipleOf });

describe('a bound', () => {
  it.each(bounds)('of %s goes from %j to %j', (type, loose, tight, looser, tighter, what) => {
    expect(changesOf({ type, ...loose }, { type, ...tight })).toEqual([
      `bound-tightened: ${what} ${looser}, is ${tighter}`,
    ]);
  });

  it.each(bounds)('of %s comes to %j from %j', (type, loose, tight, looser, tighter, what) => {
    expect(changesOf({ type, ...tight }, { type, ...loose })).toEqual([
      `bound-loosened: ${what} ${tighter}, is ${looser}`,
    ]);
  });

  it.each(
    cases([
      [list, unique, 'bound-tightened: items must differ from each other'],
      [multiplesOf(1.5), multiplesOf(1), 'bound-tightened: multipleOf was 1.5, is 1'],
      [multiplesOf(1), multiplesOf(1.5), 'bound-tightened: multipleOf was 1, is 1.5'],
      [multiplesOf(3), multiplesOf(1.5), 'bound-tightened: multipleOf was 3, is 1.5'],
      [
        { type: 'integer', minimum: 1, maximum: 9 },
        { type: 'integer', minimum: 2, maximum: 10 },
        'bound-tightened: was minimum 1, is minimum 2',
        'bound-loosened: was maximum 9, is maximum 10',
      ],
    ]),
  )('of %j is tighter in %j, or could be', (before, after, changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });

  it('was that items differ', () => {
    expect(changesOf(unique, list)).toEqual(['bound-loosened: items may be the same']);
  });

  it.each(
    cases([
      [{ type: 'integer', exclusiveMinimum: 0 }, { type: 'integer', minimum: 1 }, words],
      [{ type: 'integer', minimum: 0.5 }, { type: 'integer', minimum: 1 }, words],
      [{ type: 'integer', maximum: 1.5 }, { type: 'integer', exclusiveMaximum: 2 }, words],
      [text, { type: 'string', minLength: 0 }, words],
      [{ type: 'array', uniqueItems: false }, list, words],
      [number, { type: 'number', minLength: 3 }, words],
      [text, { type: 'string', minimum: 3, minItems: 1, required: ['a'] }, words],
    ]),
  )('%j is no other than %j', (before, after, changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });
});
