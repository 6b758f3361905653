/** Why a command has no answer: `not_found`, `ambiguous`, `feature_off` or `no_account`. */
export type NoAnswerCode = 'not_found' | 'ambiguous' | 'feature_off' | 'no_account';

/** What the user asked for does not exist. No call failed: the exit code is 1, and the doctor cannot explain more. */
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
