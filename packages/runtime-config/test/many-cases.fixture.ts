import { propertyRuns } from '@rhdh-boost/test-support/property-runs';

/** How often a property is tried; fast-check says the seed of a failure. Mutation testing tries less. */
export const manyCases = { numRuns: propertyRuns(10_000) };

/** How many milliseconds that may take on a busy machine that measures coverage besides. */
export const manyCasesTimeout = 180_000;
