import { setTimeout as sleep } from 'node:timers/promises';

/** Waits, but no longer than the caller stays; says whether the caller is still there. */
export async function pause(milliseconds: number, callerLeft: AbortSignal): Promise<boolean> {
  try {
    await sleep(milliseconds, undefined, { signal: callerLeft });
    return true;
  } catch {
    return false;
  }
}
