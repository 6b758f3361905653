import { KagentiHttpError } from './http-error.ts';

// By status alone: what Backstage or a rule of the client refused is another class, with another remedy. A status that
// Kagenti copied from an agent counts, too; `fromAgent` says so.

function hasStatus(error: unknown, ...statuses: readonly number[]): error is KagentiHttpError {
  return KagentiHttpError.isInstance(error) && statuses.includes(error.status);
}

/** True for Kagenti's 400 and 422: what was sent cannot be, see `fields` and `detail`. */
export function isInvalid(error: unknown): error is KagentiHttpError {
  return hasStatus(error, 400, 422);
}

/** True for a 401; `accountRefused` says whether it is about the service account. */
export function isUnauthorized(error: unknown): error is KagentiHttpError {
  return hasStatus(error, 401);
}

/**
 * True for Kagenti's 403: the service account or Kagenti lacks a right, see `requiredRoles`. A permission that the
 * user lacks is a KagentiPermissionError, for which this is false.
 */
export function isForbidden(error: unknown): error is KagentiHttpError {
  return hasStatus(error, 403);
}

/** True for a 404: there is no such thing, or the backend does not have the path. */
export function isNotFound(error: unknown): error is KagentiHttpError {
  return hasStatus(error, 404);
}

/** True for a 409: it exists already, or is not in a state that allows the call. */
export function isConflict(error: unknown): error is KagentiHttpError {
  return hasStatus(error, 409);
}

/** True for a 429; `retryAfterMs` says how long the server asks to wait. */
export function isRateLimited(error: unknown): error is KagentiHttpError {
  return hasStatus(error, 429);
}

/** True for 502, 503 and 504. A connection that failed is a KagentiConnectionError, for which this is false. */
export function isUnavailable(error: unknown): error is KagentiHttpError {
  return hasStatus(error, 502, 503, 504);
}
