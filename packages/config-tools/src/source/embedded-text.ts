import { Scalar } from 'yaml';
import type { NotEditable, TextFrame } from './app-config-source.ts';
import { LineIndex } from './line-index.ts';
import { mapScalar } from './scalar-offsets.ts';

/** The text of a scalar. Only a literal block (`|`) can be edited. */
export function createEmbeddedText(frame: TextFrame, scalar: Scalar<string>): TextFrame {
  const literal = readLiteral(frame.text, scalar);
  return literal === undefined
    ? createScalarText(frame, scalar)
    : createLiteralText(frame, scalar, literal);
}

function createLiteralText(frame: TextFrame, scalar: Scalar<string>, literal: Literal): TextFrame {
  const [, end] = scalar.range ?? [0, 0];
  const inner = new LineIndex(scalar.value);
  const toFrameLine = (offset: number) => literal.lineStarts[inner.lineAt(offset)] ?? end;
  const toFrame = (offset: number) => {
    const line = inner.lineAt(offset);
    return (literal.contentStarts[line] ?? end) + offset - inner.lineStart(line);
  };
  return {
    file: frame.file,
    text: scalar.value,
    locate: (from, to) => frame.locate(toFrame(from), toFrame(to)),
    toOuter: offset => frame.toOuter(toFrame(offset)),
    toOuterLine(offset) {
      const start = toFrameLine(offset);
      // A last line without an end has no line behind it.
      const isLineStart = start === 0 || frame.text.charAt(start - 1) === '\n';
      return isLineStart ? frame.toOuterLine(start) : frame.toOuter(start);
    },
    indentation: frame.indentation + ' '.repeat(literal.indent),
    editable: frame.editable,
  };
}

/** Places are exact where each character of the value can be found in the text, and otherwise the scalar. */
function createScalarText(frame: TextFrame, scalar: Scalar<string>): TextFrame {
  const [start, end] = scalar.range ?? [0, 0];
  const location = frame.locate(start, end);
  const offsets = mapScalar(scalar, frame.text);
  const editable = { reason: reasonOf(scalar), location };
  if (offsets === undefined) return createUnmappedText(frame, scalar, scalar.value, editable);
  const toFrame = (offset: number) => offsets[offset] ?? end;
  return {
    file: frame.file,
    text: scalar.value,
    locate: (from, to) => frame.locate(toFrame(from), toFrame(to)),
    toOuter: offset => frame.toOuter(toFrame(offset)),
    toOuterLine: offset => frame.toOuter(toFrame(offset)),
    indentation: '',
    editable,
  };
}

/** A text that a scalar encodes as a whole, such as base64. */
export function createUnmappedText(
  frame: TextFrame,
  scalar: Scalar<string>,
  text: string,
  editable: NotEditable,
): TextFrame {
  const [start] = scalar.range ?? [0];
  return {
    file: frame.file,
    text,
    locate: () => editable.location,
    toOuter: () => frame.toOuter(start),
    toOuterLine: () => frame.toOuter(start),
    indentation: '',
    editable,
  };
}

/** The rest of a text from an offset on. */
export function createRestOfText(frame: TextFrame, start: number): TextFrame {
  const { file, text } = frame;
  return {
    file,
    text: text.slice(start),
    locate: (from, to) => frame.locate(from + start, to + start),
    toOuter: offset => frame.toOuter(offset + start),
    toOuterLine: offset => frame.toOuterLine(offset + start),
    indentation: '',
    editable: {
      reason: 'begins in the middle of a value',
      location: frame.locate(start, start),
    },
  };
}

interface Literal {
  /** The number of spaces before each line. */
  readonly indent: number;
  /** Where each line of the text begins in the text around it. */
  readonly lineStarts: readonly number[];
  /** Where it begins behind the indentation. */
  readonly contentStarts: readonly number[];
}

/** The lines of a literal block, or undefined where the value is not simply the lines. */
function readLiteral(outer: string, scalar: Scalar<string>): Literal | undefined {
  if (scalar.type !== Scalar.BLOCK_LITERAL || !scalar.range) return undefined;
  const [start, , end] = scalar.range;
  const headerEnd = outer.indexOf('\n', start) + 1;
  if (headerEnd === 0) return undefined;
  const written = outer.slice(headerEnd, end).split('\n');
  const lines = scalar.value.split('\n');
  const first = lines.findIndex(line => line !== '');
  const indent =
    first === -1 ? 0 : withoutReturn(written[first]).length - (lines[first] ?? '').length;
  const lineStarts: number[] = [];
  const contentStarts: number[] = [];
  let offset = headerEnd;
  for (const [index, line] of lines.entries()) {
    const outerLine = written[index] ?? '';
    const content = withoutReturn(outerLine);
    const isEnd = index === lines.length - 1 && line === '';
    if (!isEnd && content.slice(indent) !== line) return undefined;
    lineStarts.push(offset);
    contentStarts.push(offset + Math.min(indent, content.length));
    offset = Math.min(end, offset + outerLine.length + 1);
  }
  return { indent, lineStarts, contentStarts };
}

function withoutReturn(line = ''): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

function reasonOf({ type }: Scalar): string {
  switch (type) {
    case Scalar.BLOCK_FOLDED:
      return 'is folded (">"), so its lines differ from the lines of the app-config';
    case Scalar.BLOCK_LITERAL:
      return 'is a literal block without lines';
    default:
      return 'is not a literal block ("|")';
  }
}
