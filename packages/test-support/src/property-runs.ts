declare global {
  interface ImportMeta {
    /** The environment of the tests, from Vitest. */
    readonly env?: Readonly<Record<string, string | undefined>>;
  }
}

/** Cases of a property while one works on the code: most faults need no more. */
const defaultRuns = 200;

/**
 * How many cases a property or a drawn schedule is tried on. `PROPERTY_RUNS` is a number, or `full`, which
 * `npm test -- --full` sets.
 *
 * @param full - the cases of a full run, which no other run exceeds
 */
export function propertyRuns(full: number): number {
  // Vitest provides it in Node and in a browser; a program that a test starts has its environment alone.
  const { PROPERTY_RUNS: wanted = defaultRuns } = import.meta.env ?? process.env;
  return wanted === 'full' ? full : Math.min(full, Number(wanted));
}
