import { firstIndex } from '../first-index.ts';
import type { TextRange } from '../text-range.ts';
import { displayWidth } from './display-width.ts';

/** What stands for everything that is not shown; its length tells nothing. */
const mask = '***';
const tab = '    ';

/** A piece of a line as a terminal shows it. */
export interface MaskedPiece {
  /** The column in the text at which it begins, from 1. */
  readonly column: number;
  /** The column behind it. */
  readonly endColumn: number;
  /** What is shown of it. */
  readonly shown: string;
  /** How many columns of a terminal that takes. */
  readonly width: number;
  /** The column of a terminal at which it begins, from 0. */
  readonly displayColumn: number;
}

type UnplacedPiece = Omit<MaskedPiece, 'displayColumn'>;

/** A line without its values. */
export interface MaskedLine {
  /** Its pieces, from the left. */
  readonly pieces: readonly MaskedPiece[];
  /** How many columns of a terminal all of it takes. */
  readonly width: number;
}

/** The whole line as a terminal shows it. */
export function formatMaskedLine({ pieces }: MaskedLine): string {
  return pieces.map(({ shown }) => shown).join('');
}

/**
 * Masks everything in a line but what is readable and white space around it.
 *
 * @param line - the line, without its line break
 * @param readable - the readable parts of the line, in order
 */
export function maskLine(
  text: string,
  { start, end }: TextRange,
  readable: readonly TextRange[],
): MaskedLine {
  const pieces: MaskedPiece[] = [];
  let offset = start;
  let width = 0;
  const add = (piece: UnplacedPiece) => {
    pieces.push({ ...piece, displayColumn: width });
    width += piece.width;
  };
  for (const shown of [...readable, { start: end, end }]) {
    for (const piece of hide(text, offset, shown.start, start)) add(piece);
    offset = shown.end;
    for (const piece of show(text.slice(shown.start, shown.end), shown.start - start + 1))
      add(piece);
  }
  return { pieces, width };
}

/** White space around stays as it is; what is between becomes one mask. */
function hide(text: string, from: number, to: number, lineStart: number): UnplacedPiece[] {
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

function show(text: string, firstColumn: number): UnplacedPiece[] {
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
export function displayColumn({ pieces, width }: MaskedLine, column: number): number {
  const first = firstIndex(pieces, ({ endColumn }) => endColumn > column);
  return pieces[first]?.displayColumn ?? width;
}

/** How many stand before the piece that begins at or behind a column of the text. */
export function displayEnd({ pieces, width }: MaskedLine, endColumn: number): number {
  const first = firstIndex(pieces, ({ column }) => column >= endColumn);
  return pieces[first]?.displayColumn ?? width;
}

/** The pieces that stand, in part at least, between two columns of a terminal. */
export function piecesBetween(
  { pieces }: MaskedLine,
  from: number,
  to: number,
): readonly MaskedPiece[] {
  const first = firstIndex(pieces, piece => piece.displayColumn + piece.width > from);
  const last = firstIndex(pieces, piece => piece.displayColumn >= to);
  return pieces.slice(first, last);
}
