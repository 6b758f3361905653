import type { AuditEvent } from '@rhdh-boost/kagenti-client';
import type { Journal } from './journal.ts';
import type { DemoServers } from './servers.ts';

/** What `--json` gives as `summary`. */
export interface DemoSummary {
  /** Calls that went out, each counted once however often it was sent. */
  calls: number;
  failed: number;
  /** Calls refused before anything was sent. */
  denied: number;
  /** Times that a call was sent again. */
  retries: number;
  /** Times that the token manager asked for a token. */
  tokenRequests: number;
  auditEvents: { operation: string; caller: string; outcome: string; count: number }[];
  /** The user that the backend was told (X-Backstage-User), by operation and status. */
  seenByBackend: { operation: string; user: string; status: string; count: number }[];
}

export function summarise(journal: Journal, servers: DemoServers): DemoSummary {
  const succeeded = journal.count('succeeded');
  const failed = journal.count('failed');
  const { requests } = servers.backend;
  return {
    calls: succeeded + failed,
    failed,
    denied: journal.count('denied'),
    // Elsewhere than at the demo's own backend nobody counts.
    retries: Math.max(0, requests.length - (succeeded + failed)),
    tokenRequests: journal.tokenRequests,
    auditEvents: tally(
      journal.auditEvents.map(event => ({
        operation: event.operation,
        caller: callerName(event.caller),
        outcome: event.outcome,
      })),
    ),
    seenByBackend: tally(
      requests.map(request => ({
        operation: request.operation ?? request.path,
        user: request.user ?? '(none)',
        status: String(request.status ?? 'no answer'),
      })),
    ),
  };
}

function callerName(caller: AuditEvent['caller']): string {
  return caller.kind === 'user' ? caller.ref : `service: ${caller.reason}`;
}

/** The distinct rows in the order they first came, each with how often it came. */
function tally<Row extends object>(rows: Row[]): (Row & { count: number })[] {
  const counted = new Map<string, Row & { count: number }>();
  for (const row of rows) {
    const key = JSON.stringify(row);
    const known = counted.get(key);
    if (known) known.count += 1;
    else counted.set(key, { ...row, count: 1 });
  }
  return [...counted.values()];
}
