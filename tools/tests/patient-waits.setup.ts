// Vitest waits a second for an expectation to hold, which a loaded machine can take for one round trip over a socket.
// What fails in the end fails later; what holds holds as soon as before.
import { vi } from 'vitest';

/** Less than a test's own timeout, so that a failure names the expectation. */
const patienceMs = 4000;

const { waitFor } = vi;
vi.waitFor = (expectation, options = patienceMs) => waitFor(expectation, options);
