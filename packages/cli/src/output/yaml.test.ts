import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { formatPrintableYaml } from './yaml.ts';

describe('YAML', () => {
  it.each([
    'plain',
    'a long line '.repeat(40),
    'two\nlines\n',
    'yes',
    '1.0',
    'tab\there',
    '\u001b[31mred\u001b[0m',
    'turned\u202eround',
    'zero\u200bwidth\nand a line',
    '\u{e0041}tag',
    '\u0085next\u2028line',
    '',
  ])('keeps %j, printable', text => {
    const value = { text, [`${text}-key`]: [text, null, 1, true], nested: { text } };
    const yaml = formatPrintableYaml(value);
    expect(parse(yaml)).toEqual(value);
    expect(yaml).not.toMatch(/[^\P{C}\n]|[\p{Zl}\p{Zp}]/u);
  });

  it.each(['no', 'y', 'Off', '1_000', '12:30:45', '2026-11-28', '0b11', '0123', '=', '<<', '~'])(
    'keeps %j for a reader of YAML 1.1',
    text => {
      const yaml = formatPrintableYaml({ text, [text]: [text] });
      expect(yaml).toBe(`text: "${text}"\n"${text}":\n  - "${text}"\n`);
      expect(parse(yaml, { version: '1.1' })).toEqual({ text, [text]: [text] });
    },
  );

  it('escapes a character beyond U+FFFF as a whole', () => {
    expect(formatPrintableYaml('\u{e0041}tag')).toBe('"\\U000e0041tag"\n');
  });

  it('writes an object that occurs twice in full', () => {
    const shared = { a: 1 };
    expect(formatPrintableYaml([shared, shared])).toBe('- a: 1\n- a: 1\n');
  });
});
