import type { SourceLocation } from '../finding.ts';
import { displayColumn, type MaskedLine } from './masked-line.ts';
import type { MaskedText } from './masked-text.ts';
import type { Paint, TextFormat } from './paint.ts';

/** How many columns of a line are shown, beside its number. */
const longestShown = 100;
/** How many of them stand before the mark, where a line is cut. */
const shownBefore = 40;

/** How a code frame is drawn. */
export interface CodeFrameStyle {
  readonly paint: Paint;
  /** The colour of the mark. */
  readonly format: TextFormat;
}

/**
 * The line of a location with the line before and after, without values, and a mark below the
 * place. Empty when the file has no such line.
 */
export function drawCodeFrame(
  text: MaskedText,
  location: SourceLocation,
  { paint, format }: CodeFrameStyle,
): string[] {
  const { line, column, endLine, endColumn } = location;
  if (line < 1 || line > text.lineCount) return [];
  const marked = text.line(line);
  const markStart = displayColumn(marked, column);
  const markEnd =
    endLine === line ? displayEnd(marked, endColumn) : displayEnd(marked, Number.POSITIVE_INFINITY);
  const isLong = displayEnd(marked, Number.POSITIVE_INFINITY) > longestShown;
  const from = isLong ? Math.max(0, markStart - shownBefore) : 0;
  const numbers = [line - 1, line, line + 1].filter(
    number => number >= 1 && number <= text.lineCount,
  );
  const gutter = String(numbers.at(-1)).length;
  return numbers.flatMap(number => {
    const isMarked = number === line;
    const prefix = `${isMarked ? '>' : ' '} ${String(number).padStart(gutter)} |`;
    const shown = cut(text.line(number), from);
    const shownLine = `  ${paint('dim', prefix)} ${shown}`.trimEnd();
    if (!isMarked) return [shownLine];
    const width = Math.max(1, Math.min(markEnd, from + longestShown) - markStart);
    const mark = `${' '.repeat(markStart - from)}${paint(format, '^'.repeat(width))}`;
    return [shownLine, `  ${paint('dim', `  ${' '.repeat(gutter)} |`)} ${mark}`];
  });
}

/** The display column behind the piece that ends at or spans a column of the text. */
function displayEnd({ pieces }: MaskedLine, column: number): number {
  return pieces.filter(piece => piece.column < column).reduce((sum, { width }) => sum + width, 0);
}

/** The part of a line from a display column on, with a sign where something is left out. */
function cut({ pieces }: MaskedLine, from: number): string {
  let at = 0;
  let shown = '';
  let rest = '';
  for (const piece of pieces) {
    if (at >= from + longestShown) rest = '…';
    else if (at >= from) shown += piece.shown;
    // Of a piece over the edge, space is left, so that the mark stays below its place.
    else if (at + piece.width > from) shown += ' '.repeat(at + piece.width - from);
    at += piece.width;
  }
  return `${from === 0 ? shown : shown.replace(/^./u, '…')}${rest}`;
}
