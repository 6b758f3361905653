/** A line that says nothing but what it seems to say, whatever stands around it. */
export type PlainLine =
  /** Blank, or a comment. */
  | { readonly kind: 'nothing' }
  /** A list's item with a value. */
  | { readonly kind: 'item'; readonly indent: number }
  /** A key, with or without a value behind it; `item` is the indentation of a dash before it. */
  | {
      readonly kind: 'entry';
      readonly indent: number;
      readonly item?: number;
      readonly name: string;
      readonly hasValue: boolean;
    };

// What YAML reads as null or a boolean is left out, since a name may then be written in two ways.
const key = String.raw`(?!(?:[Nn]ull|NULL|[Tt]rue|TRUE|[Ff]alse|FALSE)\b)[A-Za-z_][\w./-]{0,99}`;
// Text without quotes: no colon at the end of a word, no "#" at the start of one.
const plain = String.raw`[A-Za-z0-9_/.$~+](?:[^\s:#]|:(?=\S)|(?<=\S)#| +(?=[^\s#]))*`;
const quoted = String.raw`"[^"\\]*"|'[^']*'`;
const word = String.raw`(?:[A-Za-z0-9_][\w./-]*|${quoted})`;
const list = String.raw`\[ *(?:${word}(?: *, *${word})*)? *\]`;
const value = String.raw`(?:${plain}|${quoted}|${list}|\{\})`;
const end = '(?: +#.*)? *$';

const nothing = /^ *(?:#.*)?$/;
const entry = new RegExp(`^( *)(- +)?(${key}):(?: +(${value}))?${end}`);
const item = new RegExp(`^( *)- +${value}${end}`);
const section = new RegExp(`^(${key}):(?: |$)`);

/** Longer ones are left to YAML's parser: on one of millions of characters, patterns run out of stack. */
const longestLine = 10_000;

/**
 * Reads a line of block style whose key and value are written in the simplest ways; undefined for
 * every other one. An include (`$file`) is never plain.
 */
export function readPlainLine(line: string): PlainLine | undefined {
  if (line.length > longestLine) return undefined;
  if (nothing.test(line)) return { kind: 'nothing' };
  const [, entryIndent = '', dash, name, written] = entry.exec(line) ?? [];
  if (name !== undefined) {
    const hasValue = written !== undefined;
    const { length } = entryIndent;
    return dash === undefined
      ? { kind: 'entry', indent: length, name, hasValue }
      : { kind: 'entry', indent: length + dash.length, item: length, name, hasValue };
  }
  const [, itemIndent] = item.exec(line) ?? [];
  return itemIndent === undefined ? undefined : { kind: 'item', indent: itemIndent.length };
}

/**
 * The name of the section that begins in a line: a simple key at the margin, whatever it is set to.
 * No value reaches over such a line, since each must be indented deeper than the margin.
 */
export function readSectionName(line: string): string | undefined {
  return section.exec(line)?.[1];
}
