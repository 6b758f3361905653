import { describe, expect, it } from 'vitest';
import { PrintablePieces } from './printable-pieces.ts';

function shown(...pieces: readonly string[]): string {
  const printable = new PrintablePieces();
  return [...pieces.map(piece => printable.add(piece)), printable.end()].join('');
}

describe('text of an agent', () => {
  it.each([
    ['a color', '\u001b[31mred', '\\u001b[31mred'],
    ['the title', '\u001b]0;title\u0007', '\\u001b]0;title\\u0007'],
    ['the clipboard', '\u001b]52;c;aGk=\u0007', '\\u001b]52;c;aGk=\\u0007'],
    ['the cursor, by an 8-bit escape', '\u009b2J', '\\u009b2J'],
    ['an overwritten line', 'good\rbad', 'good\\u000dbad'],
    ['backspaces', 'no\b\bok', 'no\\u0008\\u0008ok'],
    ['turned text', 'a\u202eb', 'a\\u202eb'],
    ['half a character', '\ud83dx', '\\ud83dx'],
  ])('cannot send %s [boost-chat/Control characters are shown as escapes]', (_, text, expected) => {
    expect(shown(text)).toBe(expected);
    // Divided at every place.
    for (let at = 1; at < text.length; at += 1) {
      expect(shown(text.slice(0, at), text.slice(at))).toBe(expected);
    }
  });

  it('keeps line breaks, tabs, joined emoji and scripts that need joiners', () => {
    const text = 'a\tb\n👩\u200d💻 می\u200cخواهم\n';
    expect(shown(...text.split(''))).toBe(text);
  });

  it('ends lines as the terminal does', () => {
    expect(shown('a\r\nb\r', '\nc')).toBe('a\nb\nc');
  });
});
