/** A step that failed, as the sentence (or list of lines) that its reader is shown. */
export class DemoFailure extends Error {
  override name = 'DemoFailure';
  readonly details: readonly string[];

  constructor(sentence: string, details: readonly string[] = []) {
    super(sentence);
    this.details = details;
  }
}
