import type { AuditEvent } from '@rhdh-boost/kagenti-client';
import type { TokenEvent } from '@rhdh-boost/token-manager';

/** What the demo keeps of audit and token events, so that its summary can be made from them. */
export class Journal {
  readonly auditEvents: AuditEvent[] = [];
  /** Acquisitions and renewals, whatever came of them. */
  tokenRequests = 0;

  /** The audit sink that the client is given. */
  readonly audit = (event: AuditEvent): void => {
    this.auditEvents.push(event);
  };

  /** The listener that the token manager is given. */
  readonly tokenEvent = ({ type }: TokenEvent): void => {
    if (type !== 'invalidated') this.tokenRequests += 1;
  };

  count(outcome: AuditEvent['outcome']): number {
    return this.auditEvents.filter(event => event.outcome === outcome).length;
  }
}
