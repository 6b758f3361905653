import { describe, expect, it } from 'vitest';
import {
  cases,
  changesOf,
  number,
  text,
  whole,
  words,
} from '../../test/compat/schema-cases.fixture.ts';

describe('a type', () => {
  it.each(
    cases([
      [
        text,
        number,
        'type-narrowed: no longer accepts text',
        'type-widened: also accepts a number',
      ],
      [number, whole, 'type-narrowed: accepted a number, now accepts only a whole number'],
      [{ type: ['string', 'null'] }, text, 'type-narrowed: no longer accepts null'],
      [{ type: ['string', 'boolean'] }, text, 'type-narrowed: no longer accepts true or false'],
      [{ anyOf: [text, number] }, text, 'type-narrowed: no longer accepts a number'],
      [{ anyOf: [text, { type: 'array' }] }, text, 'type-narrowed: no longer accepts a list'],
      [text, { not: {} }, 'type-narrowed: no longer accepts text'],
      [text, { not: true }, 'type-narrowed: no longer accepts text'],
      [
        {},
        { type: ['string', 'number', 'boolean', 'null', 'array'] },
        'type-narrowed: no longer accepts a mapping',
      ],
    ]),
  )('%j becomes %j', (before, after, changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });

  it.each(
    cases([
      [text, { type: ['string', 'number'] }, 'type-widened: also accepts a number'],
      [text, { type: ['string', 'null'] }, 'type-widened: also accepts null'],
      [text, { anyOf: [text, { type: 'boolean' }] }, 'type-widened: also accepts true or false'],
      [whole, number, 'type-widened: accepts a number, not only a whole number'],
      [{ not: {} }, text, 'type-widened: also accepts text'],
      [
        whole,
        { anyOf: [{ type: 'integer', minimum: 1 }, number] },
        'type-widened: accepts a number, not only a whole number',
      ],
    ]),
  )('%j becomes %j', (before, after, changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });
});

describe('alternatives', () => {
  it.each(
    cases([
      [{ anyOf: [text, number] }, { anyOf: [number, text] }, words],
      [{ anyOf: [text, number] }, { type: ['number', 'string'] }, words],
      [{ anyOf: [{ const: 'a' }, { const: 'b' }] }, { enum: ['b', 'a'] }, words],
      [{ anyOf: [{ anyOf: [text] }, number] }, { anyOf: [text, number] }, words],
      [{ anyOf: [text, { not: {} }] }, text, words],
      [
        { anyOf: [text, { type: 'string', maxLength: 3 }] },
        text,
        'bound-loosened: maxLength was 3, is none',
      ],
      [text, { anyOf: [text, { type: 'string', maxLength: 3 }] }, words],
      [
        {
          anyOf: [
            { type: 'string', maxLength: 3 },
            { type: 'string', pattern: '^a' },
          ],
        },
        { type: 'string', maxLength: 3 },
        'type-narrowed: no longer accepts one form of text',
      ],
      [
        { type: 'string', maxLength: 3 },
        {
          anyOf: [
            { type: 'string', pattern: '^a' },
            { type: 'string', maxLength: 3 },
          ],
        },
        'type-widened: accepts one more form of text',
      ],
      [
        {
          anyOf: [
            { type: 'string', maxLength: 3 },
            { type: 'string', pattern: '^a' },
          ],
        },
        {
          anyOf: [
            { type: 'string', pattern: '^a' },
            { type: 'string', maxLength: 2 },
          ],
        },
        'bound-tightened: maxLength was 3, is 2',
      ],
      [
        { anyOf: [{ type: 'string', minLength: 2, maxLength: 3 }] },
        {
          anyOf: [
            { type: 'string', minLength: 3, maxLength: 2 },
            { type: 'string', minLength: 3, maxLength: 4 },
          ],
        },
        'bound-tightened: minLength was 2, is 3',
        'bound-loosened: maxLength was 3, is 4',
      ],
      [
        { type: 'string', anyOf: [{ maxLength: 3 }] },
        { type: 'string', anyOf: [{ maxLength: 2 }] },
        'bound-tightened: maxLength was 3, is 2',
      ],
      [
        { type: 'string', anyOf: [text] },
        text,
        ...['null', 'true or false', 'a number', 'a list', 'a mapping'].map(
          name => `type-widened: also accepts ${name}` as const,
        ),
      ],
      [
        { type: 'string', anyOf: 1 },
        { type: 'string', anyOf: 2 },
        'schema-changed: keyword anyOf differs',
      ],
    ]),
  )('%j becomes %j', (before, after, changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });
});

describe('words of a schema', () => {
  it.each([
    '$comment',
    '$id',
    '$schema',
    'deprecated',
    'deprecationMessage',
    'description',
    'errorMessage',
    'examples',
    'markdownDescription',
    'patternErrorMessage',
    'readOnly',
    'title',
    'writeOnly',
    'x-made-up',
  ])('%s judges nothing', keyword => {
    expect(changesOf(text, { ...text, [keyword]: 'b' })).toEqual([words]);
    expect(changesOf({ anyOf: [text, number], [keyword]: 'b' }, { anyOf: [number, text] })).toEqual(
      [words],
    );
  });

  it('are the same in another order of keywords [configuration-compatibility/Identical tables give no change]', () => {
    expect(changesOf({ type: 'string', enum: ['a'] }, { enum: ['a'], type: 'string' })).toEqual([]);
  });

  it('give a default, which counts', () => {
    const changed = 'the default in its schema differs';
    expect(changesOf(text, { ...text, default: 'a' })).toEqual([`default-changed: ${changed}`]);
    expect(
      changesOf(
        { type: 'array', items: { ...text, default: 'a' } },
        { type: 'array', items: { ...text, default: 'b' } },
      ),
    ).toEqual([`default-changed: []: ${changed}`]);
    expect(changesOf({ type: 'array', items: true }, { type: 'array', items: {} })).toEqual([
      words,
    ]);
  });
});
