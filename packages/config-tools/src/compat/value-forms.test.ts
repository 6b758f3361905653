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
      [{ enum: ['a', 'b', 'c'] }, { enum: ['b'] }, 'enum-narrowed: no longer accepts "a", "c"'],
      [text, { enum: ['a', 'b'] }, 'enum-narrowed: accepted text, now accepts only "a", "b"'],
      [whole, { const: 1 }, 'enum-narrowed: accepted a whole number, now accepts only 1'],
      [{ type: 'boolean' }, { const: true }, 'enum-narrowed: no longer accepts false'],
      [
        { type: 'string', enum: ['a', 'b'] },
        { type: 'string', const: 'c' },
        'enum-narrowed: no longer accepts "a", "b"',
        'enum-widened: also accepts "c"',
      ],
      [
        { enum: ['a', 'bb'] },
        { type: 'string', minLength: 2 },
        'enum-narrowed: no longer accepts "a"',
        'enum-widened: also accepts text that is not listed',
      ],
      [
        { enum: ['a', 'bb'] },
        { type: 'string', maxLength: 1 },
        'enum-narrowed: no longer accepts "bb"',
        'enum-widened: also accepts text that is not listed',
      ],
      [
        { enum: ['a', 'b'] },
        { type: 'string', pattern: 'a' },
        'enum-narrowed: no longer accepts "b"',
        'enum-widened: also accepts text that is not listed',
      ],
      [
        { enum: [1, 5] },
        { type: 'integer', minimum: 5 },
        'enum-narrowed: no longer accepts 1',
        'enum-widened: also accepts a whole number that is not listed',
      ],
      [
        { enum: [1, 5] },
        { type: 'integer', maximum: 1 },
        'enum-narrowed: no longer accepts 5',
        'enum-widened: also accepts a whole number that is not listed',
      ],
      [
        { enum: [1, 5] },
        { type: 'integer', exclusiveMinimum: 1 },
        'enum-narrowed: no longer accepts 1',
        'enum-widened: also accepts a whole number that is not listed',
      ],
      [
        { enum: [1, 5] },
        { type: 'integer', exclusiveMaximum: 5 },
        'enum-narrowed: no longer accepts 5',
        'enum-widened: also accepts a whole number that is not listed',
      ],
      [
        { enum: [1, 1.5] },
        whole,
        'enum-narrowed: no longer accepts 1.5',
        'enum-widened: also accepts a whole number that is not listed',
      ],
      [
        { enum: [{ a: [1] }, { a: [2] }] },
        { enum: [{ a: [1] }] },
        'enum-narrowed: no longer accepts {"a":[2]}',
      ],
      [
        { enum: ['a', 'b'] },
        { enum: ['a', 'b'], const: 'a' },
        'enum-narrowed: no longer accepts "b"',
      ],
      [
        { enum: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l'] },
        { enum: ['l'] },
        'enum-narrowed: no longer accepts "a", "b", "c", "d", "e", "f", "g", "h", "i", "j" and 1 more',
      ],
    ]),
  )('%j becomes %j', (before, after, changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });

  it('that meets a check which only a validator can make is refused by caution', () => {
    expect(changesOf({ enum: ['a'] }, { type: 'string', format: 'uri' })).toEqual([
      'enum-narrowed: no longer accepts "a"',
      'enum-widened: also accepts text that is not listed',
    ]);
    expect(changesOf({ enum: ['a'] }, { type: 'string', pattern: '(' })[0]).toBe(
      'enum-narrowed: no longer accepts "a"',
    );
    expect(changesOf({ enum: [[1]] }, { type: 'array', items: {}, minItems: 1 })[0]).toBe(
      'enum-narrowed: no longer accepts [1]',
    );
  });

  it.each(
    cases([
      [{ enum: ['a'] }, { enum: ['a', 'b', 'c'] }, 'enum-widened: also accepts "b", "c"'],
      [{ enum: ['a'] }, text, 'enum-widened: also accepts text that is not listed'],
      [{ const: true }, { type: 'boolean' }, 'enum-widened: also accepts false'],
      [
        { const: 'a' },
        { anyOf: [{ const: 'b' }, { const: 'a' }] },
        'enum-widened: also accepts "b"',
      ],
      [
        { type: 'string', enum: ['a', 1] },
        { enum: ['a', 1] },
        'type-widened: also accepts a whole number',
      ],
      [{ type: 'string', enum: ['a', 'b'], maxLength: 1 }, { enum: ['a', 'b'] }, words],
      [
        { enum: ['a', 'bb'], maxLength: 1 },
        { enum: ['a', 'bb'] },
        'enum-widened: also accepts "bb"',
      ],
      [
        { type: 'integer', enum: [1, 1.5] },
        { type: 'number', enum: [1, 1.5] },
        'enum-widened: also accepts 1.5',
      ],
      [{ enum: ['a'] }, { enum: ['a', null] }, 'type-widened: also accepts null'],
      [{ enum: [1] }, number, 'enum-widened: also accepts a number that is not listed'],
    ]),
  )('%j becomes %j', (before, after, changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });
});

describe('a schema that only says what is refused', () => {
  it('takes all the rest', () => {
    expect(changesOf({ not: { const: 'a' } }, text)).toContain(
      'type-narrowed: no longer accepts a number',
    );
  });
});
