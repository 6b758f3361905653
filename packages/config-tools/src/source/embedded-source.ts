import { Scalar } from 'yaml';
import type { SourceLocation } from '../finding.ts';
import type { AppConfigSource } from './app-config-source.ts';
import { LineIndex } from './line-index.ts';

/** A text in a ConfigMap. */
export interface EmbeddedText {
  /** The outer file as it was named. */
  readonly file: string;
  /** Which ConfigMap of the file it is in, from 0. */
  readonly configMap: number;
  /** The key of `data`. */
  readonly dataKey: string;
  /** The value of that key, with its range in the outer file. */
  readonly scalar: Scalar<string>;
  /** The whole text of the outer file. */
  readonly outer: string;
  /** The lines of the outer file. */
  readonly lines: LineIndex;
}

/** The source of an app-config in a ConfigMap. Only a literal block (`|`) can be edited. */
export function createEmbeddedSource(embedded: EmbeddedText): AppConfigSource {
  const { file, configMap, dataKey, scalar, lines } = embedded;
  const literal = readLiteral(embedded);
  const [start, end] = scalar.range ?? [0, 0];
  if (literal === undefined) {
    const location: SourceLocation = { file, ...lines.span(start, end) };
    return {
      file,
      configMap,
      dataKey,
      text: scalar.value,
      locate: () => location,
      toOuter: () => start,
      toOuterLine: () => start,
      indentation: '',
      editable: { reason: reasonOf(scalar), location },
    };
  }
  const inner = new LineIndex(scalar.value);
  const toOuterLine = (offset: number) => literal.lineStarts[inner.lineAt(offset)] ?? end;
  const toOuter = (offset: number) => {
    const line = inner.lineAt(offset);
    return (literal.contentStarts[line] ?? end) + offset - inner.lineStart(line);
  };
  return {
    file,
    configMap,
    dataKey,
    text: scalar.value,
    locate: (from, to) => ({ file, ...lines.span(toOuter(from), toOuter(to)) }),
    toOuter,
    toOuterLine,
    indentation: ' '.repeat(literal.indent),
    editable: true,
  };
}

interface Literal {
  /** How many spaces stand before each line. */
  readonly indent: number;
  /** Where each line of the text begins in the outer file. */
  readonly lineStarts: readonly number[];
  /** Where it begins behind the indentation. */
  readonly contentStarts: readonly number[];
}

/** The lines of a literal block, or undefined where the value is not simply the lines. */
function readLiteral({ scalar, outer }: EmbeddedText): Literal | undefined {
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
