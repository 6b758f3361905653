import type { OutputStream } from '@rhdh-boost/internal/command-context';
import { makePrintable } from '@rhdh-boost/internal/printable';

const patienceMs = 1000;

/**
 * Says on a terminal what is waited for, if it takes more than a second.
 *
 * @returns ends the wait
 */
export function announceWait(stderr: OutputStream, text: string): () => void {
  const timer = setTimeout(() => {
    if (stderr.isTTY) stderr.write(`${makePrintable(text)}\n`);
  }, patienceMs);
  return () => clearTimeout(timer);
}
