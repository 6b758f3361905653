/** Calls that are made one after another by several callers at once. */
export interface Load {
  /** How many have succeeded. */
  readonly succeeded: number;
  /** Makes no more calls, and gives what failed once those in flight have ended. */
  stop(): Promise<unknown[]>;
}

/** Makes a call on and on, from now on, whatever becomes of it. */
export function callOnAndOn(call: () => Promise<unknown>, callers = 4): Load {
  const failures: unknown[] = [];
  let succeeded = 0;
  const stopping = new AbortController();
  const callUntilStopped = async () => {
    while (!stopping.signal.aborted) {
      await call().then(
        () => void (succeeded += 1),
        (error: unknown) => void failures.push(error),
      );
    }
  };
  const ends = Promise.all(Array.from({ length: callers }, callUntilStopped));
  return {
    get succeeded() {
      return succeeded;
    },
    async stop() {
      stopping.abort();
      await ends;
      return failures;
    },
  };
}
