/** How old a token is, seen from its renewal; `suspect` at any age when the API refused it. */
export type TokenState = 'fresh' | 'early' | 'buffer' | 'suspect' | 'expired';

/** With less left, in seconds, a token may expire on its way to the API: it is not given while a renewal runs. */
export const shortestStaleSeconds = 5;

/** What a plan is made of. */
export interface RenewalPlanOptions {
  /** How long the token lives, in seconds. */
  readonly lifetimeSeconds: number;
  /** How long before its end a token is no longer given, in seconds. */
  readonly expiryBufferSeconds: number;
  /** From 0 to below 1: where in its first two thirds the early window starts. */
  readonly jitter: number;
}

/** When a token is to be renewed, in seconds of its age. */
export interface RenewalPlan {
  /** The token's lifetime. */
  readonly lifetimeSeconds: number;
  /** The age from which a call starts a renewal behind it. */
  readonly earlyFromSeconds: number;
  /** The age from which a call waits for a new token. */
  readonly bufferFromSeconds: number;
  /** The buffer that is used. */
  readonly bufferSeconds: number;
  /** Whether the buffer had to be cut to half the lifetime. */
  readonly bufferCut: boolean;
}

/**
 * Plans the renewal of one token. The buffer is never more than half the lifetime: otherwise a token
 * that lives no longer than the buffer would be asked for on every call. The early window is a tenth of
 * what is left; its start is jittered, so that replicas do not renew together, and leaves at least a
 * third of it.
 */
export function planRenewal(options: RenewalPlanOptions): RenewalPlan {
  const { lifetimeSeconds, expiryBufferSeconds, jitter } = options;
  const bufferSeconds = Math.min(expiryBufferSeconds, lifetimeSeconds / 2);
  const bufferFromSeconds = lifetimeSeconds - bufferSeconds;
  const windowSeconds = bufferFromSeconds / 10;
  return {
    lifetimeSeconds,
    earlyFromSeconds: bufferFromSeconds - windowSeconds * (1 - (jitter * 2) / 3),
    bufferFromSeconds,
    bufferSeconds,
    bufferCut: bufferSeconds < expiryBufferSeconds,
  };
}

/** Where a token of this age stands in its plan. */
export function stateAtAge(plan: RenewalPlan, ageSeconds: number): TokenState {
  if (ageSeconds < plan.earlyFromSeconds) return 'fresh';
  if (ageSeconds < plan.bufferFromSeconds) return 'early';
  // What is no number counts as expired.
  return ageSeconds < plan.lifetimeSeconds ? 'buffer' : 'expired';
}

/** What a token has to offer. */
export interface Validity {
  /** What it has left, in seconds. */
  secondsLeft(): number;
  /** What it had left when it was new, in seconds: a new one will have about as much. */
  readonly secondsWhenNew: number;
}

/** A new token that lives less than this part longer is no gain: streams would ask for one each. */
const smallestGain = 1 / 30;

/**
 * Whether a new token would serve a caller better who needs `minValidSeconds`. A wish for all
 * that Keycloak issues, or more, is never worth a request: every stream would make one, in vain.
 */
export function newTokenLastsLonger(inHand: Validity, minValidSeconds: number): boolean {
  const { secondsWhenNew } = inHand;
  const secondsLeft = inHand.secondsLeft();
  if (secondsLeft >= minValidSeconds || minValidSeconds >= secondsWhenNew) return false;
  return secondsWhenNew - secondsLeft >= secondsWhenNew * smallestGain;
}
