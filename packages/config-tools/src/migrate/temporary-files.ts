import { rmSync } from 'node:fs';

const open = new Set<string>();
const signals = ['SIGINT', 'SIGTERM'] as const;
let isListening = false;

/**
 * Takes a file away, if it is there by then, when the process is asked to end.
 *
 * @returns what ends this, once the file is gone or has its final name
 */
export function removeOnSignals(path: string): () => void {
  open.add(path);
  // Listeners stay: a signal that comes while one is taken away would be lost.
  if (!isListening) for (const signal of signals) process.on(signal, end);
  isListening = true;
  return () => open.delete(path);
}

function end(signal: NodeJS.Signals): void {
  for (const path of open) rmSync(path, { force: true });
  for (const each of signals) process.off(each, end);
  isListening = false;
  // Whoever else listens decides on the end; with nobody left the signal does what it always does.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}
