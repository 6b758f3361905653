import type { Attributes } from '@opentelemetry/api';
import type { TokenObtainedEvent, TokenRenewalFailedEvent } from './token-events.ts';

/** What came of a renewal, as spans and metrics have it: from closed lists alone. */
export function outcomeOf(event: TokenObtainedEvent | TokenRenewalFailedEvent): Attributes {
  return event.type === 'renewalFailed'
    ? { outcome: 'failed', 'error.type': event.error.code }
    : { outcome: event.type };
}
