import { describe, expect, it } from 'vitest';
import { cases, changesOf, number, text, words } from './schema-cases.fixture.ts';

describe('a bound', () => {
  it.each(
    cases([
      [
        number,
        { type: 'number', minimum: 1 },
        'bound-tightened: was no least number, is minimum 1',
      ],
      [
        { type: 'number', minimum: 0 },
        { type: 'number', minimum: 1 },
        'bound-tightened: was minimum 0, is minimum 1',
      ],
      [
        { type: 'number', minimum: 0 },
        { type: 'number', exclusiveMinimum: 0 },
        'bound-tightened: was minimum 0, is exclusiveMinimum 0',
      ],
      [
        { type: 'integer', minimum: 1 },
        { type: 'integer', exclusiveMinimum: 1 },
        'bound-tightened: was minimum 1, is exclusiveMinimum 1',
      ],
      [
        { type: 'number', minimum: 0 },
        { type: 'number', minimum: 0, exclusiveMinimum: 0 },
        'bound-tightened: was minimum 0, is exclusiveMinimum 0',
      ],
      [
        { type: 'number', minimum: 2 },
        { type: 'number', minimum: 2, exclusiveMinimum: 3 },
        'bound-tightened: was minimum 2, is exclusiveMinimum 3',
      ],
      [
        number,
        { type: 'number', maximum: 1 },
        'bound-tightened: was no greatest number, is maximum 1',
      ],
      [
        { type: 'number', maximum: 2 },
        { type: 'number', maximum: 1 },
        'bound-tightened: was maximum 2, is maximum 1',
      ],
      [
        { type: 'number', maximum: 2 },
        { type: 'number', exclusiveMaximum: 2 },
        'bound-tightened: was maximum 2, is exclusiveMaximum 2',
      ],
      [number, { type: 'number', multipleOf: 2 }, 'bound-tightened: multipleOf was none, is 2'],
      [
        { type: 'number', multipleOf: 2 },
        { type: 'number', multipleOf: 4 },
        'bound-tightened: multipleOf was 2, is 4',
      ],
      [
        { type: 'number', multipleOf: 3 },
        { type: 'number', multipleOf: 1.5 },
        'bound-tightened: multipleOf was 3, is 1.5',
      ],
      [
        { type: 'number', multipleOf: 1.5 },
        { type: 'number', multipleOf: 1 },
        'bound-tightened: multipleOf was 1.5, is 1',
      ],
      [text, { type: 'string', minLength: 1 }, 'bound-tightened: minLength was none, is 1'],
      [
        { type: 'string', maxLength: 9 },
        { type: 'string', maxLength: 8 },
        'bound-tightened: maxLength was 9, is 8',
      ],
      [text, { type: 'string', maxLength: 8 }, 'bound-tightened: maxLength was none, is 8'],
      [
        { type: 'array', minItems: 1 },
        { type: 'array', minItems: 2 },
        'bound-tightened: minItems was 1, is 2',
      ],
      [
        { type: 'array', maxItems: 2 },
        { type: 'array', maxItems: 1 },
        'bound-tightened: maxItems was 2, is 1',
      ],
      [
        { type: 'array' },
        { type: 'array', uniqueItems: true },
        'bound-tightened: items must differ from each other',
      ],
      [
        { type: 'object' },
        { type: 'object', minProperties: 1 },
        'bound-tightened: minProperties was none, is 1',
      ],
      [
        { type: 'object', maxProperties: 2 },
        { type: 'object', maxProperties: 1 },
        'bound-tightened: maxProperties was 2, is 1',
      ],
      [
        { type: 'integer', minimum: 1, maximum: 9 },
        { type: 'integer', minimum: 2, maximum: 10 },
        'bound-tightened: was minimum 1, is minimum 2',
        'bound-loosened: was maximum 9, is maximum 10',
      ],
    ]),
  )(
    '%j becomes %j [configuration-compatibility/Tightened bound is breaking]',
    (before, after, changes) => {
      expect(changesOf(before, after)).toEqual(changes);
    },
  );

  it.each(
    cases([
      [
        { type: 'number', minimum: 1 },
        { type: 'number', minimum: 0 },
        'bound-loosened: was minimum 1, is minimum 0',
      ],
      [{ type: 'number', minimum: 1 }, number, 'bound-loosened: was minimum 1, is no least number'],
      [
        { type: 'number', exclusiveMinimum: 1 },
        { type: 'number', minimum: 1 },
        'bound-loosened: was exclusiveMinimum 1, is minimum 1',
      ],
      [
        { type: 'number', maximum: 1 },
        { type: 'number', maximum: 2 },
        'bound-loosened: was maximum 1, is maximum 2',
      ],
      [
        { type: 'integer', maximum: 1 },
        { type: 'integer', exclusiveMaximum: 3 },
        'bound-loosened: was maximum 1, is exclusiveMaximum 3',
      ],
      [
        { type: 'number', multipleOf: 4 },
        { type: 'number', multipleOf: 2 },
        'bound-loosened: multipleOf was 4, is 2',
      ],
      [{ type: 'number', multipleOf: 4 }, number, 'bound-loosened: multipleOf was 4, is none'],
      [
        { type: 'string', minLength: 2 },
        { type: 'string', minLength: 1 },
        'bound-loosened: minLength was 2, is 1',
      ],
      [{ type: 'string', maxLength: 2 }, text, 'bound-loosened: maxLength was 2, is none'],
      [
        { type: 'array', maxItems: 2 },
        { type: 'array', maxItems: 3 },
        'bound-loosened: maxItems was 2, is 3',
      ],
      [
        { type: 'array', uniqueItems: true },
        { type: 'array' },
        'bound-loosened: items may be the same',
      ],
      [
        { type: 'object', minProperties: 2 },
        { type: 'object', minProperties: 1 },
        'bound-loosened: minProperties was 2, is 1',
      ],
    ]),
  )(
    '%j becomes %j [configuration-compatibility/Loosened bound is compatible]',
    (before, after, changes) => {
      expect(changesOf(before, after)).toEqual(changes);
    },
  );

  it.each(
    cases([
      [{ type: 'integer', exclusiveMinimum: 0 }, { type: 'integer', minimum: 1 }, words],
      [{ type: 'integer', minimum: 0.5 }, { type: 'integer', minimum: 1 }, words],
      [{ type: 'integer', maximum: 1.5 }, { type: 'integer', exclusiveMaximum: 2 }, words],
      [text, { type: 'string', minLength: 0 }, words],
      [{ type: 'array', uniqueItems: false }, { type: 'array' }, words],
      [number, { type: 'number', minLength: 3 }, words],
      [text, { type: 'string', minimum: 3, minItems: 1, required: ['a'] }, words],
    ]),
  )(
    '%j is no other than %j [configuration-compatibility/Schema words are compatible]',
    (before, after, changes) => {
      expect(changesOf(before, after)).toEqual(changes);
    },
  );
});
