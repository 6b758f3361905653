import type { AuditEvent } from '@rhdh-boost/kagenti-client';

/** What the demo keeps of the audit events, so that its summary can be made from them. */
export class Journal {
  readonly auditEvents: AuditEvent[] = [];

  /** The audit sink that the client is given. */
  readonly audit = (event: AuditEvent): void => {
    this.auditEvents.push(event);
  };

  count(outcome: AuditEvent['outcome']): number {
    return this.auditEvents.filter(event => event.outcome === outcome).length;
  }
}
