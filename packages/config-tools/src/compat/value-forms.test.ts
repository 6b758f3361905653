import { describe, expect, it } from 'vitest';
import {
  cases,
  changesOf,
  number,
  text,
  whole,
  words,
} from '../../test/compat/schema-cases.fixture.ts';

describe('an enumeration', () => {
  it.each(
    cases([
      [{ enum: ['a', 'b', 'c'] }, { enum: ['b'] }, 'enum-narrowed: no longer takes "a", "c"'],
      [text, { enum: ['a', 'b'] }, 'enum-narrowed: took text, takes only "a", "b"'],
      [whole, { const: 1 }, 'enum-narrowed: took a whole number, takes only 1'],
      [{ type: 'boolean' }, { const: true }, 'enum-narrowed: no longer takes false'],
      [
        { type: 'string', enum: ['a', 'b'] },
        { type: 'string', const: 'c' },
        'enum-narrowed: no longer takes "a", "b"',
        'enum-widened: takes "c", too',
      ],
      [
        { enum: ['a', 'bb'] },
        { type: 'string', minLength: 2 },
        'enum-narrowed: no longer takes "a"',
        'enum-widened: takes text that is not listed, too',
      ],
      [
        { enum: ['a', 'bb'] },
        { type: 'string', maxLength: 1 },
        'enum-narrowed: no longer takes "bb"',
        'enum-widened: takes text that is not listed, too',
      ],
      [
        { enum: ['a', 'b'] },
        { type: 'string', pattern: 'a' },
        'enum-narrowed: no longer takes "b"',
        'enum-widened: takes text that is not listed, too',
      ],
      [
        { enum: [1, 5] },
        { type: 'integer', minimum: 5 },
        'enum-narrowed: no longer takes 1',
        'enum-widened: takes a whole number that is not listed, too',
      ],
      [
        { enum: [1, 5] },
        { type: 'integer', maximum: 1 },
        'enum-narrowed: no longer takes 5',
        'enum-widened: takes a whole number that is not listed, too',
      ],
      [
        { enum: [1, 5] },
        { type: 'integer', exclusiveMinimum: 1 },
        'enum-narrowed: no longer takes 1',
        'enum-widened: takes a whole number that is not listed, too',
      ],
      [
        { enum: [1, 5] },
        { type: 'integer', exclusiveMaximum: 5 },
        'enum-narrowed: no longer takes 5',
        'enum-widened: takes a whole number that is not listed, too',
      ],
      [
        { enum: [1, 1.5] },
        whole,
        'enum-narrowed: no longer takes 1.5',
        'enum-widened: takes a whole number that is not listed, too',
      ],
      [
        { enum: [{ a: [1] }, { a: [2] }] },
        { enum: [{ a: [1] }] },
        'enum-narrowed: no longer takes {"a":[2]}',
      ],
      [
        { enum: ['a', 'b'] },
        { enum: ['a', 'b'], const: 'a' },
        'enum-narrowed: no longer takes "b"',
      ],
      [
        { enum: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'] },
        { enum: ['l'] },
        'enum-narrowed: no longer takes "a", "b", "c", "d", "e", "f", "g", "h", "i", "j" and 1 more',
      ],
    ]),
  )('%j becomes %j', (before, after, changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });

  it('that meets a check which only a validator can make is refused by caution', () => {
    expect(changesOf({ enum: ['a'] }, { type: 'string', format: 'uri' })).toEqual([
      'enum-narrowed: no longer takes "a"',
      'enum-widened: takes text that is not listed, too',
    ]);
    expect(changesOf({ enum: ['a'] }, { type: 'string', pattern: '(' })[0]).toBe(
      'enum-narrowed: no longer takes "a"',
    );
    expect(changesOf({ enum: [[1]] }, { type: 'array', items: {}, minItems: 1 })[0]).toBe(
      'enum-narrowed: no longer takes [1]',
    );
  });

  it.each(
    cases([
      [{ enum: ['a'] }, { enum: ['a', 'b', 'c'] }, 'enum-widened: takes "b", "c", too'],
      [{ enum: ['a'] }, text, 'enum-widened: takes text that is not listed, too'],
      [{ const: true }, { type: 'boolean' }, 'enum-widened: takes false, too'],
      [{ const: 'a' }, { anyOf: [{ const: 'b' }, { const: 'a' }] }, 'enum-widened: takes "b", too'],
      [
        { type: 'string', enum: ['a', 1] },
        { enum: ['a', 1] },
        'type-widened: takes a whole number, too',
      ],
      [{ type: 'string', enum: ['a', 'b'], maxLength: 1 }, { enum: ['a', 'b'] }, words],
      [{ enum: ['a', 'bb'], maxLength: 1 }, { enum: ['a', 'bb'] }, 'enum-widened: takes "bb", too'],
      [
        { type: 'integer', enum: [1, 1.5] },
        { type: 'number', enum: [1, 1.5] },
        'enum-widened: takes 1.5, too',
      ],
      [{ enum: ['a'] }, { enum: ['a', null] }, 'type-widened: takes null, too'],
      [{ enum: [1] }, number, 'enum-widened: takes a number that is not listed, too'],
    ]),
  )('%j becomes %j', (before, after, changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });
});

describe('a schema that only says what is refused', () => {
  it('takes all the rest', () => {
    expect(changesOf({ not: { const: 'a' } }, text)).toContain(
      'type-narrowed: no longer takes a number',
    );
  });
});
