import { describe, expect, it } from 'vitest';
import { formatTable } from './table.ts';

describe('tables', () => {
  it('align columns, without blanks at the end', () => {
    expect(
      formatTable(
        [
          ['NAME', 'STATUS', 'DESCRIPTION'],
          ['weather', 'Ready', ''],
        ],
        undefined,
      ),
    ).toBe('NAME     STATUS  DESCRIPTION\nweather  Ready\n');
  });

  it('count wide characters as two columns', () => {
    const text = formatTable(
      [
        ['天気', 'x'],
        ['🌦️', 'x'],
        ['é', 'x'],
        ['abcd', 'x'],
      ],
      undefined,
    );
    expect(text).toBe('天気  x\n🌦️    x\né     x\nabcd  x\n');
  });

  it.each([
    [10, 'agent  We…\n'],
    [9, 'agent  W…\n'],
    [30, 'agent  Weather of today\n'],
  ])('cut lines at %i columns', (columns, text) => {
    expect(formatTable([['agent', 'Weather of today']], columns)).toBe(text);
  });

  it('never cut a wide character in two', () => {
    expect(formatTable([['天気予報']], 6)).toBe('天気…\n');
  });

  it('show what a terminal would obey as escapes', () => {
    expect(formatTable([['a\u001b[2Jb\nc\u202e']], undefined)).toBe(
      String.raw`a\u001b[2Jb\u000ac\u202e` + '\n',
    );
  });
});
