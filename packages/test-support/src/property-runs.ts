/** Cases of a property while one works on the code: most faults need no more. */
const defaultRuns = 200;

/**
 * How many cases a property or a drawn schedule is tried on. `PROPERTY_RUNS` is a number, or `full`, which
 * `npm test -- --full` sets.
 *
 * @param full - the cases of a full run, which no other run exceeds
 */
export function propertyRuns(full: number): number {
  // Some suites run in a browser too, where Vitest alone provides an environment.
  const wanted = globalThis.process?.env['PROPERTY_RUNS'] ?? defaultRuns;
  return wanted === 'full' ? full : Math.min(full, Number(wanted));
}
