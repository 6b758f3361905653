import { makeProsePrintable } from '@rhdh-boost/internal/printable';

/** What belongs together with the first character of the next piece: half a character, or half a line break. */
const unfinished = /[\r\uD800-\uDBFF]$/;

/** Makes text printable that arrives in pieces, as an agent's reply does. */
export class PrintablePieces {
  #held = '';

  /**
   * Adds a piece.
   *
   * @returns the text to show now, without control characters; line breaks and tabs remain
   */
  add(piece: string): string {
    const text = this.#held + piece;
    this.#held = unfinished.exec(text)?.[0] ?? '';
    return printable(text.slice(0, text.length - this.#held.length));
  }

  /** Ends the text, and returns what is left of it. */
  end(): string {
    const rest = this.#held;
    this.#held = '';
    return printable(rest);
  }
}

/** Makes a whole text printable. */
export function printable(text: string): string {
  return makeProsePrintable(text.replaceAll('\r\n', '\n'));
}
