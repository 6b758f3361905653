/** Longest text of a reply that is kept for an error, in characters; longer than any agent's reply. */
const maximumCharacters = 1024 * 1024;

/** Pieces that are joined at once. */
const piecesPerBlock = 1024;

/**
 * The text of a reply so far, for the error that it may end in. It does not grow without end, and many
 * small pieces take no more than their characters: a string that is appended to keeps each piece apart.
 */
export class ReplyText {
  readonly #blocks: string[] = [];
  #pieces: string[] = [];
  #left = maximumCharacters;

  /** Adds a piece; what goes beyond the limit is not kept. */
  append(piece: string): void {
    if (this.#left === 0) return;
    const kept = piece.slice(0, this.#left);
    this.#left -= kept.length;
    this.#pieces.push(kept);
    if (this.#pieces.length < piecesPerBlock) return;
    this.#blocks.push(this.#pieces.join(''));
    this.#pieces = [];
  }

  /** The whole. */
  toString(): string {
    return this.#blocks.join('') + this.#pieces.join('');
  }
}
