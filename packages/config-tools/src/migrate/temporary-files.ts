import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';

const open = new Set<string>();
const signals = ['SIGINT', 'SIGTERM'] as const;
let isListening = false;

/** A file that is there only while something else is written. */
export interface TemporaryFile extends AsyncDisposable {
  /** Where it is. */
  readonly path: string;
}

/**
 * A file that goes, if it is there by then, when it is disposed of or the process is asked to end.
 * One that was given its final name is there no more.
 */
export function temporaryFile(path: string): TemporaryFile {
  open.add(path);
  // Listeners stay: a signal that comes while one is taken away would be lost.
  if (!isListening) for (const signal of signals) process.on(signal, end);
  isListening = true;
  return {
    path,
    async [Symbol.asyncDispose]() {
      // What cannot be taken away must not hide why the writing failed.
      await rm(path).catch(() => undefined);
      open.delete(path);
    },
  };
}

function end(signal: NodeJS.Signals): void {
  for (const path of open) rmSync(path, { force: true });
  for (const each of signals) process.off(each, end);
  isListening = false;
  // Whoever else listens decides on the end; with nobody left the signal does what it always does.
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}
