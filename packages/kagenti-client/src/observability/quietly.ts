/**
 * Asks or tells somebody whose failure is no part of the work: an SDK, a logger. They may be async in
 * spite of their type; their rejection must not end the process.
 *
 * @returns What it gave; undefined where it failed.
 */
export function quietly<T>(ask: () => T): T | undefined {
  try {
    const answer = ask();
    // A promise of another realm, as a test runner's sandbox has, is no instance of this one's class.
    if (typeof answer === 'object' && answer !== null && 'then' in answer) {
      Promise.resolve(answer).catch(() => undefined);
    }
    return answer;
  } catch {
    return undefined;
  }
}
