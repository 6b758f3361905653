import type { SourceLocation } from '../finding.ts';
import { displayColumn, displayEnd, type MaskedLine, piecesBetween } from './masked-line.ts';
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
  const markEnd = endLine === line ? displayEnd(marked, endColumn) : marked.width;
  const isLong = marked.width > longestShown;
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

/** The part of a line from a display column on, with a sign where something is left out. */
function cut(line: MaskedLine, from: number): string {
  const to = from + longestShown;
  const shown = piecesBetween(line, from, to)
    // Of a piece over the edge, space is left, so that the mark stays below its place.
    .map(piece =>
      piece.displayColumn >= from
        ? piece.shown
        : ' '.repeat(piece.displayColumn + piece.width - from),
    )
    .join('');
  const rest = line.width > to ? '…' : '';
  return `${from === 0 ? shown : shown.replace(/^./u, '…')}${rest}`;
}
