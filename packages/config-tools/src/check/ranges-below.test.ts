import { describe, expect, it } from 'vitest';
import { findRangesBelow } from './ranges-below.ts';

const names = ['secret'];

/** The text with what is below the key between `«` and `»`. */
function mark(text: string): string {
  let marked = '';
  let offset = 0;
  for (const { start, end } of findRangesBelow(text, names)) {
    marked += `${text.slice(offset, start)}«${text.slice(start, end)}»`;
    offset = end;
  }
  return marked + text.slice(offset);
}

describe('below a key stands', () => {
  it.each([
    ['a value', 'a: 1\nsecret: x\nb: 2', 'a: 1\nsecret«: x\n»b: 2'],
    ['what is deeper', ' secret:\n  x:\n    y: 1\n b: 2', ' secret«:\n  x:\n    y: 1\n »b: 2'],
    [
      'what is deeper in any way',
      'a:\n  secret:\n     x: 1\n   y: 2\n  b: 3',
      'a:\n  secret«:\n     x: 1\n   y: 2\n  »b: 3',
    ],
    ['a list in its column', 'secret:\n- x: 1\n  y: 2\nb: 3', 'secret«:\n- x: 1\n  y: 2\n»b: 3'],
    ['all, when a tab indents it', '  secret:\n\tx: 1\n  b: 2', '  secret«:\n\tx: 1\n  b: 2»'],
    [
      'the value of a key in the long form',
      '? secret\n:\n  x: 1\nb: 2',
      '? secret«\n:\n  x: 1\n»b: 2',
    ],
    ['the rest of a list item', '- secret: x\n  y: 1\n- b', '- secret«: x\n  y: 1\n»- b'],
    [
      'what is in brackets',
      'a: {secret: {x: 1, y: [2, 3]}, b: 4}',
      'a: {secret«: {x: 1, y: [2, 3]}», b: 4}',
    ],
    ['what is left in its brackets', 'a: {b: [secret: x], c: 1}', 'a: {b: [secret«: x»], c: 1}'],
    ['all, when brackets are not closed', 'a: {secret: {x: 1\nb: 2', 'a: {secret«: {x: 1\nb: 2»'],
    [
      'all, when brackets are closed too far to the left',
      '  secret: {\nx: 1,\n y: 2}\n  b: 3',
      '  secret«: {\nx: 1,\n y: 2}\n  b: 3»',
    ],
    [
      'all, when nothing ends it',
      'a:\n  "secret": "x\n y: 1\nb: 2',
      'a:\n  "secret"«: "x\n y: 1\nb: 2»',
    ],
    [
      'all, when brackets before are not closed',
      'a: {b: 1\n  secret: {x: 1}\nc: 2',
      'a: {b: 1\n  secret«: {x: 1}\nc: 2»',
    ],
    ['a comment', 'secret: # x: 1\n# y\nb: 2', 'secret«: # x: 1\n# y\n»b: 2'],
    ['a block of text', 'secret: |\n  x: 1\nb: 2', 'secret«: |\n  x: 1\n»b: 2'],
  ])('%s', (_, text, marked) => {
    expect(mark(text)).toBe(marked);
  });
});

describe('a key is', () => {
  it.each([
    ['quoted', "'secret': x", "'secret'«: x»"],
    ['at the end of a path', 'a.b.secret: x', 'a.b.secret«: x»'],
    [
      'one with escapes, which may be any',
      String.raw`"secr\x65t": x`,
      String.raw`"secr\x65t"«: x»`,
    ],
    ['an alias, which may be any', 'a: &k secret\n*k : x', 'a: &k secret«\n»*k« : x»'],
    ['the end of a text over two lines', 'a: b\n  secret: {x: 1}', 'a: b\n  secret«: {x: 1}»'],
    ['in quotes that began before', 'a: "b\n  secret: "c: {x: 1}', 'a: "b\n  secret: "«c: {x: 1}»'],
    ['none in a comment', '# secret\na: {x: 1}', '# secret\na: {x: 1}'],
    ['of another name', 'public: {x: 1}', 'public: {x: 1}'],
    ['behind a byte order mark', '\uFEFFsecret: {x: 1}', '\uFEFFsecret«: {x: 1}»'],
    ['none for its anchor alone', 'a: &s\n  x: 1\nb: &t {y: 1}\n', 'a: &s\n  x: 1\nb: &t {y: 1}\n'],
    [
      'one with an anchor, when an alias stands below one',
      'a: &s\n  x: 1\nsecret: *s',
      'a: &s«\n  x: 1\n»secret«: *s»',
    ],
  ])('%s', (_, text, marked) => {
    expect(mark(text)).toBe(marked);
  });
});
