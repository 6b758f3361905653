declare global {
  interface ImportMeta {
    /** The environment of the tests, from Vitest. */
    readonly env?: Readonly<Record<string, string | undefined>>;
  }
}

/** Cases of a property while one works on the code: most faults need no more. */
const defaultRuns = 200;

/** Any number: a commit that passed passes again, and one that fails does so for everybody. */
const defaultSeed = 20_261_127;

/**
 * How many cases a property or a drawn schedule is tried on. `PROPERTY_RUNS` is a number, or `full`, which
 * `npm test -- --full` sets.
 *
 * @param full - the cases of a full run, which no other run exceeds
 */
export function propertyRuns(full: number): number {
  const { PROPERTY_RUNS: wanted = defaultRuns } = environment();
  return wanted === 'full' ? full : Math.min(full, Number(wanted));
}

/**
 * Seed from which the cases of properties and schedules are drawn. `PROPERTY_SEED` is a number, or `random`,
 * with which the nightly workflow draws new cases.
 */
export function propertySeed(): number {
  const { PROPERTY_SEED: wanted = defaultSeed } = environment();
  return wanted === 'random' ? Math.floor(Math.random() * 2 ** 31) : Number(wanted);
}

/** Vitest provides it in Node and in a browser; a program that a test starts has its environment alone. */
function environment(): Readonly<Record<string, string | undefined>> {
  return import.meta.env ?? process.env;
}
