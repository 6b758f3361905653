import { describe, expect, it } from 'vitest';
import {
  cases,
  changesOf,
  mapping,
  text,
  whole,
  words,
} from '../../test/compat/schema-cases.fixture.ts';

describe('a mapping', () => {
  it.each(
    cases([
      [mapping({ a: text }), mapping({ a: text, b: text }), 'property-added: .b: is new'],
      [mapping({ a: text, b: text }), mapping({ a: text }), 'property-removed: .b: was removed'],
      [
        mapping({ a: text }),
        mapping({ a: text }, { required: ['a'] }),
        'became-required: .a: must be set',
      ],
      [
        mapping({ a: text }, { required: ['a'] }),
        mapping({ a: text }),
        'became-optional: .a: may be left out',
      ],
      [
        mapping({ a: text }, { required: ['a', 'b'] }),
        mapping({ a: text }, { required: ['b', 'a'] }),
        words,
      ],
      [
        mapping({ a: mapping({ b: text }) }),
        mapping({ a: mapping({ b: { type: 'string', maxLength: 3 } }) }),
        'bound-tightened: .a.b: maxLength was none, is 3',
      ],
      [
        { type: 'object', additionalProperties: text },
        { type: 'object', additionalProperties: { enum: ['a'] } },
        'enum-narrowed: .*: accepted text, now accepts only "a"',
      ],
      [
        { type: 'object', additionalProperties: text },
        { type: 'object', additionalProperties: text, properties: { a: whole } },
        'type-narrowed: .a: no longer accepts text',
        'type-widened: .a: also accepts a whole number',
      ],
      [
        { type: 'object', additionalProperties: text, properties: { a: text, b: whole } },
        { type: 'object', additionalProperties: text, properties: { a: text } },
        'type-narrowed: .b: no longer accepts a whole number',
        'type-widened: .b: also accepts text',
      ],
      [
        mapping({ a: text }),
        mapping(JSON.parse('{"a":{"type":"string"},"__proto__":{"type":"string"}}')),
        'property-added: .__proto__: is new',
      ],
      [mapping({ toString: text }), mapping({}), 'property-removed: .toString: was removed'],
    ]),
  )('%j becomes %j', (before, after, changes) => {
    expect(changesOf(before, after)).toEqual(changes);
  });

  it('refuses what is not listed', () => {
    const open = { type: 'object', properties: { a: text } };
    const closed = 'section-closed: accepts only the listed properties';
    expect(changesOf(open, mapping({ a: text }))).toEqual([closed]);
    expect(changesOf({ ...open, additionalProperties: text }, mapping({ a: text }))).toEqual([
      closed,
    ]);
    expect(
      changesOf({ type: 'array', items: open }, { type: 'array', items: mapping({ a: text }) }),
    ).toEqual(['section-closed: []: accepts only the listed properties']);
  });

  it('takes what is not listed', () => {
    const opened = ['section-opened: also accepts properties that are not listed'];
    expect(
      changesOf(mapping({ a: text }), mapping({ a: text }, { additionalProperties: true })),
    ).toEqual(opened);
    expect(
      changesOf(mapping({ a: text }), mapping({ a: text }, { additionalProperties: text })),
    ).toEqual(opened);
  });
});
