/** A range of a text, in UTF-16 code units. */
export interface TextRange {
  /** The offset of its first character. */
  readonly start: number;
  /** The offset behind its last character. */
  readonly end: number;
}
