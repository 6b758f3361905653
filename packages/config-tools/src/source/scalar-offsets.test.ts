import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Document, isScalar, parseDocument, Scalar } from 'yaml';
import { mapScalar } from './scalar-offsets.ts';

function isText(node: unknown): node is Scalar<string> {
  return isScalar(node) && typeof node.value === 'string';
}

function readScalar(text: string): Scalar<string> {
  const scalar: unknown = parseDocument(text).get('a', true);
  if (!isText(scalar)) throw new Error('not a text');
  return scalar;
}

/** What is written in the text where a word of the value is. */
function writtenAt(text: string, word: string): string | undefined {
  const scalar = readScalar(text);
  const start = mapScalar(scalar, text)?.[scalar.value.indexOf(word)];
  return start === undefined ? undefined : text.slice(start, start + word.length);
}

describe('B6: a place in a scalar', () => {
  it.each([
    ['double quotes with escapes', 'a: "x: \\"1\\"\\n\\tmark: \\u00e9"'],
    ['double quotes over lines', 'a: "x: 1\\n\\\n  \\ mark: 2\\n\n\n  more"'],
    ['single quotes', "a: 'x: it''s\n\n  mark: 1'"],
    ['plain text over lines', 'a: one\n  two\n\n  mark three\nb: 1'],
    ['a folded block', 'a: >-\n  one\n  two\n\n    more\n  \n  mark\nb: 1'],
    ['a folded block with an indicator', 'a: >1\n   one\n mark\n\nb: 1'],
    ['a folded block of CRLF', 'a: >\r\n  one\r\n\r\n  mark\r\n'],
  ])('B6: is exact in %s', (_, text) => {
    expect(writtenAt(text, 'mark')).toBe('mark');
  });

  it('is undefined for a literal block, whose lines are those of the text', () => {
    expect(mapScalar(readScalar('a: |\n  mark\n'), 'a: |\n  mark\n')).toBeUndefined();
  });

  it('B6: is that of the same character, for any text in any style', () => {
    const types = [
      Scalar.QUOTE_DOUBLE,
      Scalar.QUOTE_SINGLE,
      Scalar.BLOCK_FOLDED,
      Scalar.PLAIN,
    ] as const;
    const piece = fc.constantFrom(
      'x',
      'word',
      ' ',
      '\n',
      '"',
      "'",
      '\\',
      'é',
      '💡',
      ': ',
      '#',
      '\t',
    );
    let mapped = 0;
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }),
        fc.constantFrom(...types),
        fc.constantFrom(0, 20),
        (pieces, type, lineWidth) => {
          const value = new Scalar(pieces.join(''));
          value.type = type;
          const text = new Document({ a: value }).toString({ lineWidth });
          const scalar = readScalar(text);
          const offsets = mapScalar(scalar, text);
          if (offsets === undefined) return;
          mapped += 1;
          const isSame = Array.from(scalar.value.matchAll(/[a-z]/g)).every(
            ({ 0: letter, index }) => text[offsets[index] ?? -1] === letter,
          );
          expect(isSame).toBe(true);
        },
      ),
      { numRuns: propertyRuns(10_000) },
    );
    expect(mapped).toBeGreaterThan(0);
  });
});
