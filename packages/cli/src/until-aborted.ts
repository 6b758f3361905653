/** Resolves to undefined when the command is interrupted, for what cannot be interrupted itself. */
export function untilAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise(resolve => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
