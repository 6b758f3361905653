import type { KeycloakTokenManagerSettings } from '../../src/manager-options.ts';

/** What a fault may want of the manager that meets it. */
export type FaultOptions = Partial<
  Pick<KeycloakTokenManagerSettings, 'scope' | 'timeoutMs' | 'allowInClusterHttp' | 'tls'>
>;

import type { TokenErrorCode } from '../../src/token-error.ts';
import type { FaultSetting, SettingKind } from './fault-setting.fixture.ts';

/** What a caller gets: a token that was issued just now, the one in hand, or an error with this code. */
export type FaultOutcome = 'a new token' | 'the token in hand' | TokenErrorCode;

/** What one call comes to. */
export interface ExpectedCall {
  readonly outcome: FaultOutcome;
  /** How many requests (or connections, where no request can be sent) it costs. */
  readonly requests: number;
}

/** One fault of the token endpoint, of the network or of the clock, and what callers get. */
export interface Fault {
  /** What goes wrong. */
  readonly situation: string;
  /** Makes it go wrong from now on. */
  readonly strike: (setting: FaultSetting) => void;
  /** How the endpoint is reached; over plain http by default. */
  readonly kind?: SettingKind;
  /** Options of the manager's own. */
  readonly options?: FaultOptions;
  /** Whether the call ends only when its deadline passes. */
  readonly outlasts?: true;
  /** A call without a token. */
  readonly without: ExpectedCall;
  /** A call inside the buffer, with a token in hand that is valid for another minute. */
  readonly withToken: ExpectedCall;
  /** How long Keycloak is not asked again after either call, in seconds; 0 when a token came. */
  readonly heldSeconds: number;
}

/** What callers get of a fault. */
export type FaultExpectation = Pick<Fault, 'without' | 'withToken' | 'heldSeconds'>;

/** Faults with one heading. */
export interface FaultGroup {
  readonly heading: string;
  readonly faults: readonly Fault[];
}

/** What passes: three attempts, and the token in hand where there is one. */
export const transient = (
  code: TokenErrorCode,
  requests = 3,
  heldSeconds = 1,
): FaultExpectation => ({
  without: { outcome: code, requests },
  withToken: { outcome: 'the token in hand', requests },
  heldSeconds,
});

/** What does not pass by itself: one attempt. */
export const fatal = (code: TokenErrorCode) => transient(code, 1, 60);

/** What a gateway may have answered in Keycloak's place: one attempt, and another one soon. */
export const ofIntermediary = (code: TokenErrorCode) => transient(code, 1, 5);

/** What is no fault to callers. */
export const harmless = (requests = 1): FaultExpectation => ({
  without: { outcome: 'a new token', requests },
  withToken: { outcome: 'a new token', requests },
  heldSeconds: 0,
});
