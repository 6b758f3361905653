import { Scalar } from 'yaml';

/**
 * Where each UTF-16 code unit of a quoted, plain or folded scalar is in the text that it was read
 * from, and at the end where the value ends; undefined when that cannot be determined.
 *
 * @param text - the text that the scalar's range is in
 */
export function mapScalar(scalar: Scalar<string>, text: string): Uint32Array | undefined {
  if (!scalar.range) return undefined;
  const [start, valueEnd, nodeEnd] = scalar.range;
  const { value } = scalar;
  switch (scalar.type) {
    case Scalar.PLAIN:
      return mapFlow({ value, text, start, end: valueEnd, readUnit: readPlain });
    case Scalar.QUOTE_SINGLE:
      return mapFlow({ value, text, start: start + 1, end: valueEnd - 1, readUnit: readSingle });
    case Scalar.QUOTE_DOUBLE:
      return mapFlow({ value, text, start: start + 1, end: valueEnd - 1, readUnit: readDouble });
    case Scalar.BLOCK_FOLDED:
      return mapFolded(value, text, start, nodeEnd);
    default:
      return undefined;
  }
}

/** What is written at an offset, and how many characters that takes. */
type Unit = readonly [value: string, length: number];

interface FlowScalar {
  readonly value: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly readUnit: (text: string, at: number) => Unit;
}

const lineBreak = /[ \t]*\r?\n[ \t\r\n]*/y;
const blanks = /[ \t]*/y;

/** YAML 1.2.2, 6.5: a line break within is a space, and each empty line after it a line break. */
function mapFlow({ value, text, start, end, readUnit }: FlowScalar): Uint32Array | undefined {
  const offsets = new Uint32Array(value.length + 1);
  let index = 0;
  let at = start;
  let noBreakBefore = start;
  while (index < value.length) {
    if (at >= end) return undefined;
    let [unit, length] = readUnit(text, at);
    if (at >= noBreakBefore && /[ \t\r\n]/.test(text.charAt(at))) {
      const folded = matchAt(lineBreak, text, at);
      if (folded === undefined) noBreakBefore = at + (matchAt(blanks, text, at)?.length ?? 0);
      else {
        const count = folded.split('\n').length - 1;
        unit = count === 1 ? ' ' : '\n'.repeat(count - 1);
        length = folded.length;
      }
    }
    if (!value.startsWith(unit, index)) return undefined;
    offsets.fill(at, index, index + unit.length);
    index += unit.length;
    at += length;
  }
  offsets[index] = Math.min(at, end);
  return offsets;
}

function matchAt(expression: RegExp, text: string, at: number): string | undefined {
  expression.lastIndex = at;
  return expression.exec(text)?.[0];
}

function readPlain(text: string, at: number): Unit {
  return [text.charAt(at), 1];
}

function readSingle(text: string, at: number): Unit {
  return text.startsWith("''", at) ? ["'", 2] : [text.charAt(at), 1];
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\u001B',
  N: '\u0085',
  _: '\u00A0',
  L: '\u2028',
  P: '\u2029',
};
const code = /\\(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8}))/y;
const escapedBreak = /\\\r?\n[ \t]*/y;

function readDouble(text: string, at: number): Unit {
  if (text.charAt(at) !== '\\') return [text.charAt(at), 1];
  const joined = matchAt(escapedBreak, text, at);
  if (joined !== undefined) return ['', joined.length];
  code.lastIndex = at;
  const [written = '', ...digits] = code.exec(text) ?? [];
  const point = Number.parseInt(digits.find(found => found !== undefined) ?? '', 16);
  if (point <= 0x10ffff) return [String.fromCodePoint(point), written.length];
  const letter = text.charAt(at + 1);
  return [escapes[letter] ?? letter, 2];
}

/** Each line of a folded block is in the value as it is written, without its indentation. */
function mapFolded(
  value: string,
  text: string,
  start: number,
  end: number,
): Uint32Array | undefined {
  const header = text.indexOf('\n', start) + 1;
  if (header === 0) return undefined;
  const lines = text.slice(header, end).split('\n');
  const first = lines.find(line => line.trim() !== '') ?? '';
  const leading = /^\n*( *)/.exec(value)?.[1]?.length ?? 0;
  const indent = (/^ */.exec(first)?.[0].length ?? 0) - leading;
  const offsets = new Uint32Array(value.length + 1);
  let index = 0;
  let at = header;
  for (const line of lines) {
    const content = line.replace(/\r$/, '').slice(indent);
    if (!value.startsWith(content, index)) return undefined;
    const begin = at + Math.min(indent, line.length);
    for (let offset = 0; offset < content.length; offset += 1) {
      offsets[index + offset] = begin + offset;
    }
    index += content.length;
    const separator = value.charAt(index);
    if (separator === '\n' || (content !== '' && separator === ' ')) {
      offsets[index] = begin + content.length;
      index += 1;
    }
    offsets[index] = Math.min(end, begin + content.length);
    if (index >= value.length) return offsets;
    at += line.length + 1;
  }
  return undefined;
}
