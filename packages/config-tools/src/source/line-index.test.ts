import { expect, it } from 'vitest';
import { LineIndex } from './line-index.ts';

it.each([
  ['', 0, 0, { line: 1, column: 1, endLine: 1, endColumn: 1 }],
  ['ab\ncd', 0, 1, { line: 1, column: 1, endLine: 1, endColumn: 2 }],
  ['ab\ncd', 2, 3, { line: 1, column: 3, endLine: 2, endColumn: 1 }],
  ['ab\ncd', 4, 5, { line: 2, column: 2, endLine: 2, endColumn: 3 }],
  ['a\r\nb\r\n\r\nc', 8, 9, { line: 4, column: 1, endLine: 4, endColumn: 2 }],
  ['a\n\n\n', 4, 4, { line: 4, column: 1, endLine: 4, endColumn: 1 }],
])('finds lines and columns in %j from %i to %i', (text, start, end, span) => {
  expect(new LineIndex(text).span(start, end)).toEqual(span);
});

it('leaves the byte order mark out of the columns of the first line alone', () => {
  const lines = new LineIndex('\uFEFFab\ncd');
  expect(lines.span(0, 1)).toEqual({ line: 1, column: 1, endLine: 1, endColumn: 1 });
  expect(lines.span(2, 5)).toEqual({ line: 1, column: 2, endLine: 2, endColumn: 2 });
});

it('finds the line of every offset and where it begins', () => {
  const lines = new LineIndex('a\nbc\n');
  expect([0, 1, 2, 4, 5, 99].map(offset => lines.lineAt(offset))).toEqual([0, 0, 1, 1, 2, 2]);
  expect([0, 1, 2].map(line => lines.lineStart(line))).toEqual([0, 2, 5]);
});
