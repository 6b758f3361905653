import type { BoostContext } from '../command/boost-context.ts';

const interval = 1000;
const clearLine = '\r\u001b[K';

/**
 * Shows on a terminal what takes longer than a second, and for how long; nothing of it remains.
 *
 * @param context - where it is shown: standard error
 * @param text - what is being done: `Listing agents`
 * @param work - does it
 */
export async function withProgress<T>(
  { stderr }: Pick<BoostContext, 'stderr'>,
  text: string,
  work: () => Promise<T>,
): Promise<T> {
  if (!stderr.isTTY) return work();
  const startedAt = performance.now();
  let isShown = false;
  const timer = setInterval(() => {
    isShown = true;
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    stderr.write(`${clearLine}${text}: ${seconds} s`);
  }, interval);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (isShown) stderr.write(clearLine);
  }
}
