/** Why there is none: `not_found`, `ambiguous`, `feature_off` or `no_account`. */
export type NoAnswerCode = 'not_found' | 'ambiguous' | 'feature_off' | 'no_account';

/** What was asked for does not exist, which is no failure of a call: exit code 1, and nothing for the doctor. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** For scripts. */
  readonly code: NoAnswerCode;

  /**
   * @param code - for scripts
   * @param message - what does not exist, where, and what to do
   */
  constructor(code: NoAnswerCode, message: string) {
    super(message);
    this.code = code;
  }
}
