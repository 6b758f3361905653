import { subscribe } from 'node:diagnostics_channel';

/**
 * The key of the request that one of undici's deduplicate interceptors is dispatching right now: it announces
 * the request and dispatches it in one go.
 */
let announced: string | undefined;
let isWatching = false;

/** Listens to undici's deduplicate interceptors, of whichever copy of undici, from the first call on. */
export function watchDeduplication(): void {
  if (isWatching) return;
  isWatching = true;
  subscribe('undici:request:pending-requests', message => {
    const { type, key } = Object(message);
    if (type !== 'added' || typeof key !== 'string') return;
    announced = key;
    queueMicrotask(forgetDeduplication);
  });
}

/** Whether a deduplicate interceptor outside of this one dispatches the request for this path. */
export function isDeduplicatedOutside(path: string): boolean {
  // In the key the path is quoted, together with the query that undici may get beside it.
  const beginning = JSON.stringify(path).slice(0, -1);
  return ['"', '?'].some(end => announced?.includes(beginning + end));
}

/** Forgets what was announced: it has been dispatched, or was by a deduplicate interceptor inside of this one. */
export function forgetDeduplication(): void {
  announced = undefined;
}
