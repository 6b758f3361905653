/**
 * Tells an observer, whose errors are no part of the work. It may be async in spite of its type; its
 * rejection must not end the process. A promise of another realm, as a test runner's sandbox has, is no
 * instance of this one's class.
 */
export function shielded(observe: () => unknown): void {
  try {
    Promise.resolve(observe()).catch(() => {});
  } catch {
    // Observing is no part of the work.
  }
}
