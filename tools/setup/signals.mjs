// Passes signals on to a program that runs in our stead. Runs on Node 20 with nothing installed.

/** @type {NodeJS.Signals[]} */
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Until it ends, a program gets the signals that we get, and we stay to see it end.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => NodeJS.Signals | undefined} gives the signal that came, if one did
 */
export function forwardSignals(child) {
  /** @type {NodeJS.Signals | undefined} */
  let received;
  /** @param {NodeJS.Signals} signal */
  const forward = signal => {
    received = signal;
    // A terminal sends Ctrl-C to the whole group, so the program has it already; a second one would cut its clean-up short.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) {
      child.kill(signal);
    }
  };
  for (const signal of FORWARDED) {
    process.on(signal, forward);
  }
  child.once('close', () => {
    for (const signal of FORWARDED) {
      process.off(signal, forward);
    }
  });
  return () => received;
}
