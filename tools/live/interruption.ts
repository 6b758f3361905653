/** Signals of the process, as far as the suite has to do with them. */
export interface Interruption {
  /** The walk is to end. */
  readonly signal: AbortSignal;
  /** The clean-up, too. */
  readonly hurry: AbortSignal;
}

/** A terminal and npm may both pass one signal on, and the second must not cut the clean-up short. */
const sameSignalMs = 1_000;

/** Has the first SIGINT or SIGTERM end the walk, and one that comes a second later or more the clean-up. */
export function listenForSignals(say: (line: string) => void): Interruption {
  const walk = new AbortController();
  const cleanUp = new AbortController();
  let firstAt = 0;
  const onSignal = (): void => {
    if (!walk.signal.aborted) {
      firstAt = performance.now();
      say('Interrupted: what was made is removed. Interrupt again to end that, too.');
      walk.abort();
    } else if (performance.now() - firstAt > sameSignalMs && !cleanUp.signal.aborted) {
      say('Interrupted again: the clean-up ends.');
      cleanUp.abort();
    }
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, onSignal);
  return { signal: walk.signal, hurry: cleanUp.signal };
}
