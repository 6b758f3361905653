import { describe, expect, it } from 'vitest';
import {
  cases,
  changesOf,
  listOf,
  number,
  text,
  whole,
} from '../../test/compat/schema-cases.fixture.ts';

describe('a pattern or a format', () => {
  it.each(
    cases([
      [text, { type: 'string', pattern: '^a' }, 'pattern-changed: pattern is new: ^a'],
      [
        { type: 'string', pattern: '^a' },
        { type: 'string', pattern: '^b' },
        'pattern-changed: pattern was ^a, is ^b',
      ],
      [text, { type: 'string', format: 'uri' }, 'format-changed: format is new: uri'],
      [
        { type: 'string', format: 'uri' },
        { type: 'string', format: 'email' },
        'format-changed: format was uri, is email',
      ],
    ]),
  )('%j becomes %j', (before, after, changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });

  it.each(
    cases([
      [{ type: 'string', pattern: '^a' }, text, 'pattern-dropped: pattern was removed'],
      [{ type: 'string', format: 'uri' }, text, 'format-dropped: format was removed'],
    ]),
  )('%j becomes %j', (before, after, changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });
});

describe('a list', () => {
  it.each(
    cases([
      [
        listOf(text),
        listOf({ type: 'string', minLength: 1 }),
        'bound-tightened: []: minLength was none, is 1',
      ],
      [listOf({ enum: ['a'] }), listOf({ enum: ['a', 'b'] }), 'enum-widened: []: also accepts "b"'],
      [
        listOf(listOf(whole)),
        listOf(listOf(number)),
        'type-widened: [][]: accepts a number, not only a whole number',
      ],
      [
        { type: 'array' },
        listOf({ type: ['string', 'number', 'boolean', 'null', 'object'] }),
        'type-narrowed: []: no longer accepts a list',
      ],
      [
        listOf(false),
        { type: 'array' },
        ...['null', 'true or false', 'a number', 'text', 'a list', 'a mapping'].map(
          name => `type-widened: []: also accepts ${name}` as const,
        ),
      ],
      [listOf([text]), listOf([number]), 'schema-changed: keyword items differs'],
      [listOf([text]), listOf(text), 'schema-changed: keyword items differs'],
      [listOf(text), listOf([text]), 'schema-changed: keyword items differs'],
    ]),
  )('%j becomes %j', (before, after, changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });
});

describe('a keyword that is not understood', () => {
  it.each(
    cases([
      [
        { type: 'string', not: { const: 'a' } },
        { type: 'string', not: { const: 'b' } },
        'schema-changed: keyword not differs',
      ],
      [text, { type: 'string', 'made-up': 1 }, 'schema-changed: keyword made-up differs'],
      [
        { type: 'string', contentEncoding: 'base64' },
        text,
        'schema-changed: keyword contentEncoding differs',
      ],
      [{ oneOf: [text] }, { oneOf: [text, number] }, 'schema-changed: keyword oneOf differs'],
      [
        { type: 'number', exclusiveMinimum: true },
        { type: 'number', exclusiveMinimum: 1 },
        'schema-changed: keyword exclusiveMinimum differs',
      ],
      [
        { type: 'string', minLength: 1 },
        { type: 'string', minLength: '1' },
        'schema-changed: keyword minLength differs',
      ],
      [
        { type: 'string', pattern: 1 },
        { type: 'string', pattern: '1' },
        'schema-changed: keyword pattern differs',
      ],
      [
        { type: 'string', enum: 'a' },
        { type: 'string', enum: 'b' },
        'schema-changed: keyword enum differs',
      ],
      [
        { type: 'null', 'made-up': 1 },
        { type: 'null', 'made-up': 2 },
        'schema-changed: keyword made-up differs',
      ],
      [
        { type: 'object', properties: 1 },
        { type: 'object', properties: {} },
        'schema-changed: what its properties must be differs',
      ],
      [
        { type: 'object', required: true },
        { type: 'object' },
        'schema-changed: what its properties must be differs',
      ],
      [
        { type: 'object', patternProperties: { a: text } },
        { type: 'object', patternProperties: { a: number } },
        'schema-changed: what its properties must be differs',
      ],
      [
        { type: 'object', patternProperties: { a: text }, properties: { a: text } },
        { type: 'object', patternProperties: { a: text } },
        'schema-changed: what its properties must be differs',
      ],
      [
        { $ref: '#/definitions/a', definitions: { a: text } },
        { $ref: '#/definitions/a', definitions: { a: number } },
        'schema-changed: refers to a part of itself, and differs',
      ],
      [
        text,
        { anyOf: [{ $ref: '#' }, text] },
        'schema-changed: refers to a part of itself, and differs',
      ],
      [
        { enum: ['a'], format: 'uri' },
        { enum: ['a', 'b'], format: 'uri' },
        'schema-changed: keyword enum differs',
      ],
    ]),
  )('%j becomes %j', (before, after, changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });
});
