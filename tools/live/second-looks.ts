import { setTimeout as sleep } from 'node:timers/promises';
import type { CallOptions } from '@rhdh-boost/kagenti-client';
import type { Resource } from './clean-up.ts';

/** What looking again takes. */
export interface SecondLooks {
  /** Ends it. */
  readonly signal: AbortSignal;
  /** How long to wait before each look, in milliseconds. */
  readonly looksAfterMs: readonly number[];
  /** Does one thing within its time; gives the reason why it failed. */
  readonly attempt: (
    work: (options: CallOptions) => PromiseLike<unknown>,
  ) => Promise<string | undefined>;
}

/**
 * Looks for what may have come to be after its removal, and removes it again: Kagenti answers the removal of
 * nothing with 200, so that answer says nothing while the making may still run.
 *
 * @returns Why it may be there; undefined when it is gone.
 */
export async function secondLooks(
  resource: Resource,
  { signal, looksAfterMs, attempt }: SecondLooks,
): Promise<string | undefined> {
  /** Why it may be there. */
  const look = async (ms: number): Promise<string | undefined> => {
    await sleep(ms, undefined, { signal }).catch(() => undefined);
    let there = false;
    const failure = await attempt(async options => {
      there = await resource.isThere(options);
    });
    if (failure !== undefined) return `${lost}, and looking for it failed: ${failure}`;
    return there ? `${lost}; it is still there after its removal.` : undefined;
  };
  let why: string | undefined;
  let ms = 0;
  for (ms of looksAfterMs) {
    why = await look(ms);
    if (why !== undefined) await attempt(options => resource.remove(options));
  }
  // A removal takes its time, too.
  return why === undefined ? undefined : look(ms);
}

const lost = 'The answer to its making was lost';
