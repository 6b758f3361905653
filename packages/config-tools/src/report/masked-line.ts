import { displayWidth } from './display-width.ts';
import type { TextRange } from './readable-ranges.ts';

/** What stands for everything that is not shown; its length tells nothing. */
const mask = '***';
const tab = '    ';

/** A piece of a line as a terminal shows it. */
interface MaskedPiece {
  /** The column in the text at which it begins, from 1. */
  readonly column: number;
  /** The column behind it. */
  readonly endColumn: number;
  /** What is shown of it. */
  readonly shown: string;
  /** How many columns of a terminal that takes. */
  readonly width: number;
}

/** A line without its values. */
export interface MaskedLine {
  /** Its pieces, from the left. */
  readonly pieces: readonly MaskedPiece[];
}

/** A line of a text, by offsets. */
export interface LineBounds {
  /** The offset of its first character. */
  readonly start: number;
  /** The offset behind its last one, before the line break. */
  readonly end: number;
}

/** The whole line as a terminal shows it. */
export function formatMaskedLine({ pieces }: MaskedLine): string {
  return pieces.map(({ shown }) => shown).join('');
}

/**
 * Masks everything in a line but what is readable and white space around it.
 *
 * @param readable - the readable parts of the line, in order
 */
export function maskLine(
  text: string,
  { start, end }: LineBounds,
  readable: readonly TextRange[],
): MaskedLine {
  const pieces: MaskedPiece[] = [];
  let offset = start;
  for (const [from, to] of [...readable, [end, end] as const]) {
    pieces.push(...hide(text, offset, from, start));
    offset = to;
    pieces.push(...show(text.slice(from, to), from - start + 1));
  }
  return { pieces };
}

/** White space around stays as it is; what is between becomes one mask. */
function hide(text: string, from: number, to: number, lineStart: number): MaskedPiece[] {
  const hidden = text.slice(from, to);
  const value = hidden.replace(/^[ \t]+|[ \t\r]+$/g, '');
  const column = from - lineStart + 1;
  if (value === '') return show(hidden.replaceAll('\r', ''), column);
  const before = hidden.indexOf(value);
  const behind = before + value.length;
  return [
    ...show(hidden.slice(0, before), column),
    {
      column: column + before,
      endColumn: column + behind,
      shown: mask,
      width: mask.length,
    },
    ...show(hidden.slice(behind).replaceAll('\r', ''), column + behind),
  ];
}

function show(text: string, firstColumn: number): MaskedPiece[] {
  let column = firstColumn;
  return Array.from(text, character => {
    const shown = character === '\t' ? tab : character;
    const width = character === '\t' ? tab.length : displayWidth(character);
    const piece = { column, endColumn: column + character.length, shown, width };
    column = piece.endColumn;
    return piece;
  });
}

/** How many columns of a terminal stand before a column of the text. */
export function displayColumn({ pieces }: MaskedLine, column: number): number {
  return pieces
    .filter(piece => piece.endColumn <= column)
    .reduce((sum, { width }) => sum + width, 0);
}
