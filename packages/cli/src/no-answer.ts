/** What was asked for does not exist, which is no failure of a call: exit code 1, and nothing for the doctor. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}
