import { KagentiError } from '../errors/kagenti-error.ts';

/** A Backstage user. */
export interface UserCaller {
  /** Tells it from a service. */
  readonly kind: 'user';
  /** Entity ref, `user:default/jane`. */
  readonly ref: string;
  /**
   * Backstage credentials, for an `authorize` hook that asks with them. Never sent, written or printed;
   * not enumerable, so that a spread copy of the caller lacks them.
   */
  readonly credentials?: unknown;
  /** HTTP request that the call is made for, for an audit sink that names its origin. Hidden as `credentials` is. */
  readonly request?: unknown;
}

/** Boost itself, on nobody's behalf. */
export interface ServiceCaller {
  /** Tells it from a user. */
  readonly kind: 'service';
  /** Why the call is made; goes to the audit log. */
  readonly reason: string;
}

/** Whom a call is made for. */
export type Caller = UserCaller | ServiceCaller;

/** `kind:namespace/name` in printable ASCII: nothing that could end a header or start another. */
const refPattern = /^[A-Za-z][A-Za-z0-9]*:[!-.0-9;-~]+\/[!-.0-9;-~]+$/;
const refMaximumLength = 512;

/**
 * Checks a user; the message of the error does not repeat what was given. What comes out cannot be
 * changed, so that the ref in the header is the one that was checked, and does not print credentials.
 */
export function userCaller(user: string | Omit<UserCaller, 'kind'>): UserCaller {
  // In JavaScript there may be nobody at all: whoever is not signed in, say.
  const { ref, credentials, request } = typeof user === 'string' ? { ref: user } : Object(user);
  if (typeof ref !== 'string' || ref.length > refMaximumLength || !refPattern.test(ref)) {
    throw new KagentiError(
      'A user is an entity ref of the form kind:namespace/name, as in user:default/jane.',
      { code: 'invalid_caller' },
    );
  }
  return withHidden({ kind: 'user', ref }, { credentials, request });
}

/** Adds properties that nothing prints or copies, and freezes the object. */
export function withHidden<T extends object>(
  target: T,
  hidden: Pick<UserCaller, 'credentials' | 'request'>,
): T & typeof hidden {
  for (const [key, value] of Object.entries(hidden)) {
    if (value !== undefined) Object.defineProperty(target, key, { value });
  }
  return Object.freeze(target);
}

/** Checks a service's reason. */
export function serviceCaller(reason: string): ServiceCaller {
  if (typeof reason !== 'string' || reason.trim() === '') {
    throw new KagentiError(
      'A service call says why it is made, as in asService("nightly clean-up"): the audit log has nothing else.',
      { code: 'invalid_caller' },
    );
  }
  return Object.freeze({ kind: 'service', reason });
}
