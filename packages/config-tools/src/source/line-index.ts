import { firstIndex } from '../first-index.ts';

/** The lines and columns of a range; both count from 1. */
export interface LineSpan {
  /** The line on which it begins. */
  readonly line: number;
  /** The column at which it begins, in UTF-16 code units. */
  readonly column: number;
  /** The line on which it ends. */
  readonly endLine: number;
  /** The column after its last character. */
  readonly endColumn: number;
}

const byteOrderMark = '\uFEFF';

/** Where the lines of a text begin. Lines end in `\n`, as YAML's parser and editors have them. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #hasByteOrderMark: boolean;

  /** Finds the lines. */
  constructor(text: string) {
    this.#hasByteOrderMark = text.startsWith(byteOrderMark);
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
      this.#starts.push(at + 1);
    }
  }

  /** The line, counted from 0, in which an offset stands. */
  lineAt(offset: number): number {
    return Math.max(0, firstIndex(this.#starts, start => start > offset) - 1);
  }

  /** The offset at which a line, counted from 0, begins. */
  lineStart(line: number): number {
    return this.#starts[line] ?? Number.POSITIVE_INFINITY;
  }

  /** A range as lines and columns. A byte order mark takes no column, as editors do not show it. */
  span(start: number, end: number): LineSpan {
    const [line, column] = this.#place(start);
    const [endLine, endColumn] = this.#place(end);
    return { line, column, endLine, endColumn };
  }

  #place(offset: number): [line: number, column: number] {
    const line = this.lineAt(offset);
    const hidden = line === 0 && this.#hasByteOrderMark ? 1 : 0;
    return [line + 1, Math.max(1, offset - this.lineStart(line) + 1 - hidden)];
  }
}
