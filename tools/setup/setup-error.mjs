/** A set-up that cannot go on. Its message is a sentence for a person, and says the way out. */
export class SetUpError extends Error {
  /** @override */
  name = 'SetUpError';
}
