import { makePrintable } from '@rhdh-boost/internal/printable';
import truncatedWidth from 'fast-string-truncated-width';

const gap = '  ';
const ellipsis = '…';

/**
 * Lines with aligned columns. Text of servers is made printable, and characters that are two columns wide on a
 * terminal count as two.
 *
 * @param rows - the cells of each row; null and undefined are empty
 * @param columns - where lines are cut: the width of the terminal; undefined to cut nothing
 */
export function formatTable(
  rows: readonly (readonly (string | null | undefined)[])[],
  columns: number | undefined,
): string {
  const printable = rows.map(row => row.map(cell => makePrintable(cell ?? '')));
  const widths: number[] = [];
  for (const row of printable) {
    for (const [index, cell] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, widthOf(cell));
    }
  }
  return printable
    .map(row => row.map((cell, index) => pad(cell, widths[index] ?? 0)).join(gap))
    .map(line => `${cut(line.trimEnd(), columns)}\n`)
    .join('');
}

function widthOf(text: string): number {
  return truncatedWidth(text).width;
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(width - widthOf(text));
}

function cut(line: string, columns: number | undefined): string {
  if (columns === undefined) return line;
  const { index, ellipsed } = truncatedWidth(line, { limit: columns, ellipsis, ellipsisWidth: 1 });
  return ellipsed ? line.slice(0, index) + ellipsis : line.slice(0, index);
}
