import type { AuditorServiceEventSeverityLevel } from '@backstage/backend-plugin-api';
import { type Operation, operationByName } from '@rhdh-boost/kagenti-contract';
import type { AuditEvent } from '../access/audit.ts';

/**
 * How much an event matters: by default Backstage writes `low` at debug, where nobody sees it, and the
 * rest at info.
 */
export function auditSeverity(event: AuditEvent): AuditorServiceEventSeverityLevel {
  const severity = severityOf(event);
  // Somebody who tries what is not allowed is seen, even if it only reads.
  return severity === 'low' && event.outcome === 'denied' ? 'medium' : severity;
}

function severityOf({ operation, method }: AuditEvent): AuditorServiceEventSeverityLevel {
  const row = operationByName(operation);
  if (row !== undefined) return severityOfOperation(row);
  // A path that the contract does not have is known by its method alone.
  if (method === 'GET') return 'low';
  return method === 'DELETE' ? 'high' : 'medium';
}

function severityOfOperation(operation: Operation): AuditorServiceEventSeverityLevel {
  if (!operation.changes) return 'low';
  const { method, permission } = operation;
  // An agent that was registered gets the account's token in chat.
  const isGrave =
    method === 'DELETE' ||
    permission === 'boost.agent.register' ||
    permission === 'boost.kagenti.admin';
  return isGrave ? 'high' : 'medium';
}
