import { KagentiHttpError } from './http-error.ts';

/**
 * Tests for a KagentiHttpError by its status alone, also one that Kagenti copied from an agent (`fromAgent`). What
 * Backstage refused is a KagentiPermissionError, and what got no answer a KagentiConnectionError: false for both.
 */
export type StatusGuard = (error: unknown) => error is KagentiHttpError;

function guard(...statuses: readonly number[]): StatusGuard {
  return (error): error is KagentiHttpError =>
    KagentiHttpError.isInstance(error) && statuses.includes(error.status);
}

/** True for 400 and 422: what was sent cannot be, see `fields` and `detail`. */
export const isInvalid: StatusGuard = guard(400, 422);

/** True for 401; `accountRefused` says whether it is about the service account. */
export const isUnauthorized: StatusGuard = guard(401);

/** True for 403: the service account or Kagenti lacks a right, see `requiredRoles`. */
export const isForbidden: StatusGuard = guard(403);

/** True for 404: it does not exist, or the backend does not have the path. */
export const isNotFound: StatusGuard = guard(404);

/** True for 409: it exists already, or is not in a state that allows the call. */
export const isConflict: StatusGuard = guard(409);

/** True for 429; `retryAfterMs` says how long the server asks to wait. */
export const isRateLimited: StatusGuard = guard(429);

/** True for 502, 503 and 504: Kagenti, or what is behind it, is not available. */
export const isUnavailable: StatusGuard = guard(502, 503, 504);
