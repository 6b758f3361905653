import type { AuditorService, AuditorServiceEvent } from '@backstage/backend-plugin-api';
import type { AuditEvent, AuditSink } from '../access/audit.ts';
import { AnnouncedEvents } from './announced-events.ts';
import { auditSeverity } from './audit-severity.ts';

/**
 * Makes an audit sink that writes to Backstage's audit log: one event for each call, `kagenti-agents-delete`
 * for `agents.delete`. An event of a change is created before it is sent, so that a change is not made
 * when the log cannot be written; any other is created when the call is over.
 *
 * The caller stands in `meta.caller`: Backstage's own `actor` is the plugin, for no request goes along.
 *
 * @param auditor - `coreServices.auditor` of the plugin.
 */
export function auditSink(auditor: AuditorService): AuditSink {
  const announced = new AnnouncedEvents();

  const create = async (event: AuditEvent): Promise<AuditorServiceEvent> =>
    auditor.createEvent({
      eventId: eventIdOf(event),
      severityLevel: auditSeverity(event),
      meta: subjectOf(event),
    });

  return async event => {
    const subject = JSON.stringify([event.operation, subjectOf(event)]);
    if (event.outcome === 'started') return announced.add(subject, create(event));
    // A call that was denied never started, though another like it may have.
    const waiting = event.outcome === 'denied' ? undefined : announced.take(subject);
    await end(event, await (waiting ?? create(event)));
  };
}

async function end(event: AuditEvent, created: AuditorServiceEvent): Promise<void> {
  const { outcome, status, requestId, durationMs } = event;
  const meta = { outcome, status, requestId, durationMs };
  if (outcome === 'succeeded') await created.success({ meta });
  else await created.fail({ meta, error: failureOf(event) });
}

/** Backstage wants an error; the real one stays with the caller, since it may hold a server's words. */
function failureOf({ operation, outcome, status }: AuditEvent): Error {
  if (outcome === 'denied') return new Error(`Kagenti ${operation} was denied: nothing was sent.`);
  return new Error(
    `Kagenti ${operation} failed, ${status === undefined ? 'without an answer' : `status ${status}`}.`,
  );
}

/** Backstage names events in kebab case. */
function eventIdOf({ operation }: AuditEvent): string {
  const words = operation.replaceAll('.', '-').replaceAll(/[A-Z]/g, letter => `-${letter}`);
  return `kagenti-${words.toLowerCase()}`;
}

function subjectOf({ caller, namespace, name, method, path }: AuditEvent) {
  return { caller: { ...caller }, namespace, name, method, path };
}
