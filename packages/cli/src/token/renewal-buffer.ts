import type { Configuration } from '../configuration/read-configuration.ts';

/** The key of the time before its end at which a token is renewed. */
export const bufferKey = 'boost.kagenti.auth.tokenExpiryBufferSeconds';

/** What the token manager applies if the key is not set. */
const defaultSeconds = 60;

/** How long before its end a token is renewed, in seconds. */
export interface RenewalBuffer {
  /** What app-config has, or the default of the token manager. */
  readonly configuredSeconds: number;
  /** What the token manager applies: at most half of a token's lifetime. */
  readonly appliedSeconds: number;
}

/**
 * How long before its end the token manager renews a token.
 *
 * @param configuration - the configuration
 * @param lifetimeSeconds - how long the token lasts from its issue; undefined if that is not known
 */
export function renewalBuffer(
  { get }: Pick<Configuration, 'get'>,
  lifetimeSeconds = Number.POSITIVE_INFINITY,
): RenewalBuffer {
  const set = get(bufferKey);
  const configuredSeconds = typeof set === 'number' ? set : defaultSeconds;
  return { configuredSeconds, appliedSeconds: Math.min(configuredSeconds, lifetimeSeconds / 2) };
}
