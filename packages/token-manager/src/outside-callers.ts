import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Runs work outside the asynchronous context (AsyncLocalStorage) of whoever calls. A renewal is for all callers, and
 * leaves timers, promises and connections behind that live as long as the token: they would keep what the first
 * caller has in its context, such as its request, for as long.
 *
 * The context is that in which this module is loaded: a manager is often built by the first request.
 */
export const outsideCallers: <T>(work: () => T) => T = AsyncLocalStorage.snapshot();
