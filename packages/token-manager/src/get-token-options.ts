import { nowIs } from './given-kind.ts';
import { demand, demandSwitch, wrongOption } from './option-rule.ts';
import { refuseOthers } from './unknown-options.ts';

/** What a caller may ask of one call. */
export interface GetTokenOptions {
  /**
   * How long the token should last, in seconds, for a long stream say. Where Keycloak never issues one
   * that long, the call gets what there is. A finite number from 0, which is the default.
   */
  readonly minValidSeconds?: number | undefined;
  /**
   * Whether the token must be issued for this call, when its account got a role or an API refuses the token for a
   * reason that `invalidate` is not for. It comes from the identity provider and never from the store; calls that
   * need a token meanwhile share it. When the request fails the call gets the token in hand, if that is valid. At most
   * three are made in a minute. Beyond that, and while a failure is held, the call is an ordinary one, which gets the
   * token in hand unless that has to be renewed.
   *
   * @defaultValue `false`
   */
  readonly forceRefresh?: boolean | undefined;
  /** Lets this caller go when it aborts, with the signal's own reason; a renewal goes on. */
  readonly signal?: AbortSignal | undefined;
}

/** Names of the options, made once: they are looked at for each token that is asked for. */
const callOptions = Object.keys({
  minValidSeconds: true,
  forceRefresh: true,
  signal: true,
} satisfies Record<keyof GetTokenOptions, true>);

/** Whether a call asks for any token, and at most names a signal that may end its wait. Other options are checked first. */
export function takesAnyToken(options: GetTokenOptions | undefined): boolean {
  if (options === undefined) return true;
  if (typeof options !== 'object' || options === null) return false;
  for (const name in options) if (name !== 'signal') return false;
  const { signal, minValidSeconds, forceRefresh } = options;
  const asksForMore = minValidSeconds !== undefined || forceRefresh !== undefined;
  return !asksForMore && isSignal(signal) && !signal.aborted;
}

/**
 * Checks what is asked of one call.
 *
 * @throws TokenError `invalid_configuration` that names the option
 */
export function checkGetTokenOptions(options: GetTokenOptions): void {
  if (typeof options !== 'object' || options === null || isSignal(options)) {
    const way = isSignal(options)
      ? 'Give the signal as { signal }.'
      : `Give { signal, minValidSeconds, forceRefresh }, or nothing. ${nowIs(options)}`;
    throw wrongOption('The options of getToken must be an object', way);
  }
  refuseOthers('', options, callOptions);
  const { signal, minValidSeconds = 0 } = options;
  demand(
    Number.isFinite(minValidSeconds) && minValidSeconds >= 0,
    'minValidSeconds',
    'a finite number of seconds from 0',
    minValidSeconds,
  );
  demandSwitch('forceRefresh', options.forceRefresh);
  demand(signal === undefined || isSignal(signal), 'signal', 'an AbortSignal', signal);
}

/** By its methods: that of another realm, as a test runner's sandbox has, is no instance of this one's class. */
function isSignal(value: unknown): value is AbortSignal {
  const { addEventListener, throwIfAborted } = Object(value);
  return typeof addEventListener === 'function' && typeof throwIfAborted === 'function';
}
