import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
  AuditorServiceEvent,
} from '@backstage/backend-plugin-api';
import type { AuditEvent, AuditSink } from '../access/audit.ts';
import { hasMethods } from '../has-methods.ts';
import { demand } from '../options/check-options.ts';
import { AnnouncedEvents } from './announced-events.ts';
import { auditSeverity } from './audit-severity.ts';
import { isExpressRequest } from './backstage-user.ts';

/**
 * Makes an audit sink that writes to Backstage's audit log: one event for each call, `kagenti-agents-delete`
 * for `agents.delete`. An event of a change is created before it is sent, so that a change is not made
 * when the log cannot be written; any other is created when the call is over.
 *
 * The caller is in `meta.caller`. Backstage's own `actor` is the user, with IP address and URL of the request, for a
 * user bound by `backstageUser(credentials, { request })`, and the plugin for any other caller. `meta.callId` ties the lines of a call together.
 *
 * @param auditor - `coreServices.auditor` of the plugin.
 * @throws KagentiError `invalid_options` for what is no AuditorService.
 */
export function auditSink(auditor: AuditorService): AuditSink {
  demand(
    hasMethods(auditor, 'createEvent'),
    'auditSink is given coreServices.auditor, which has createEvent',
  );
  const announced = new AnnouncedEvents();

  const create = async (event: AuditEvent): Promise<AuditorServiceEvent> =>
    auditor.createEvent({
      eventId: eventIdOf(event),
      severityLevel: auditSeverity(event),
      meta: subjectOf(event),
      ...originOf(event),
    });

  return async event => {
    if (event.outcome === 'started') return announced.add(event.callId, create(event));
    await end(event, await (announced.take(event.callId) ?? create(event)));
  };
}

async function end(event: AuditEvent, created: AuditorServiceEvent): Promise<void> {
  const { allowedBy, outcome, errorType, status, requestId, durationMs } = event;
  const meta = { allowedBy, outcome, errorType, status, requestId, durationMs };
  if (outcome === 'succeeded') await created.success({ meta });
  else await created.fail({ meta, error: failureOf(event) });
}

/** Backstage wants an error; the real one stays with the caller, since it may hold a server's words. */
function failureOf({ operation, outcome, errorType, status }: AuditEvent): Error {
  if (outcome === 'denied') {
    return new Error(`Kagenti ${operation} was denied (${errorType}): nothing was sent.`);
  }
  const answer = status === undefined ? 'without an answer' : `status ${status}`;
  return new Error(`Kagenti ${operation} failed (${errorType}), ${answer}.`);
}

/** Backstage names events in kebab case. */
function eventIdOf({ operation }: AuditEvent): string {
  const words = operation.replaceAll('.', '-').replaceAll(/[A-Z]/g, letter => `-${letter}`);
  return `kagenti-${words.toLowerCase()}`;
}

/** Backstage takes actor, IP address and URL from the request. */
function originOf({ caller }: AuditEvent): Pick<AuditorServiceCreateEventOptions, 'request'> {
  const request = caller.kind === 'user' ? caller.request : undefined;
  return isExpressRequest(request) ? { request } : {};
}

function subjectOf(event: AuditEvent) {
  const { callId, caller, namespace, name, method, path, correlationId } = event;
  const { kind } = caller;
  return {
    callId,
    caller: kind === 'user' ? { kind, ref: caller.ref } : { ...caller },
    namespace,
    name,
    method,
    path,
    ...(correlationId && { correlationId }),
  };
}
