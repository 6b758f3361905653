import { AuditTrail } from '../access/audit.ts';
import { withHidden } from '../access/caller.ts';
import { type Allowance, checkNamespace, checkPermission } from '../access/permission.ts';
import type { ClientCore } from '../client-core.ts';
import { invalidParameter } from '../errors/invalid-parameter.ts';
import { isRefusedCall } from '../errors/refused-call.ts';
import { isRecord } from '../is-record.ts';
import { type CallEnd, callEnd, type StreamEnd } from '../observability/call-outcome.ts';
import type { DescriptorData } from '../operations/operation-descriptor.ts';
import { callHeaders, correlationIdOf } from '../options/call-headers.ts';
import { ownSession } from '../sessions/session-rule.ts';
import { callClocks, checkCallOptions } from './call-options.ts';
import type { BoundCore, CallRequest } from './call-request.ts';
import { CallScope } from './call-scope.ts';
import type { CalledOperation } from './called-operation.ts';
import { exchange } from './exchange.ts';
import { refuseUnlistedSkill } from './listed-skill.ts';
import { requestPath } from './request-path.ts';
import type { AttemptPlan, AttemptResult } from './send-attempt.ts';

/** How the answer of a call is taken: as JSON, or as a stream, which has clocks of its own. */
export type AnswerReading<T> = Pick<AttemptPlan<T>, 'accept' | 'read' | 'whenGone'>;

/** A call that was answered, and is not over yet. */
export interface RunningCall<T> extends AttemptResult<T>, Pick<Allowance, 'filter'> {
  /** What can still end it, and every try. */
  readonly scope: CallScope;
  /** Says how it went, with the error or the end of a stream, and lets go of everything. Must be called, once. */
  readonly conclude: (outcome: 'succeeded' | 'failed', error?: unknown, stream?: StreamEnd) => void;
}

/**
 * Takes a call from its parameters to the answer: rules that need nobody first, then the permission
 * hook, the announcement to the audit log, and only then a token and the request.
 *
 * @param bound - Client and caller.
 * @param request - The call.
 * @param reading - How its answer is taken.
 * @param scope - What can end it; given where somebody else can, too.
 */
export function startCall<T>(
  bound: BoundCore,
  request: CallRequest,
  reading: AnswerReading<T>,
  scope = new CallScope(request.operation.operation),
): Promise<RunningCall<T>> {
  const telemetry = bound.core.telemetry.call(request);
  if (telemetry === undefined) return runCall(bound, request, reading, scope);
  scope.telemetry = telemetry;
  return telemetry.within(() => runCall(bound, request, reading, scope));
}

async function runCall<T>(
  bound: BoundCore,
  request: CallRequest,
  reading: AnswerReading<T>,
  scope: CallScope,
): Promise<RunningCall<T>> {
  const { core, caller } = bound;
  const { operation } = request;
  const trail = auditTrail(bound, request);
  try {
    core.enter(scope, operation.operation);
    checkCallOptions(operation.operation, request.options);
    scope.follow(request.options.signal);
    scope.check();
    if (request.descriptor.holdsSession === true) await scope.race(() => core.sessions.ready());
    const plan = planAttempts(bound, request, reading, scope);
    const authorize = request.isPart === true ? undefined : core.authorize;
    const allowance =
      authorize &&
      (await checkPermission(authorize, request, { caller, ...request.target }, scope));
    trail?.allow(allowance?.allowedBy);
    if (operation.changes) await trail?.started(scope);
    if (request.descriptor.mustBeListed === true) {
      await refuseUnlistedSkill(core, scope, plan, request.target);
    }
    const result = await exchange(core, scope, plan);
    // From here on a stream has only its idle clock.
    if (reading.accept === 'text/event-stream') {
      scope.stopClock();
      scope.telemetry?.streamOpened();
    }
    return {
      status: result.status,
      headers: result.headers,
      value: result.value,
      ...(allowance?.filter === undefined ? {} : { filter: allowance.filter }),
      scope,
      conclude: (outcome, error, stream) => {
        core.leave(scope);
        trail?.conclude(outcome, scope, error);
        const { telemetry, attempts } = scope;
        // Nobody asks how most calls went.
        if (telemetry === undefined && stream === undefined) return;
        const end = callEnd(outcome, error, stream);
        telemetry?.end(end, attempts, stream?.events);
        if (stream !== undefined) tellStreamEnd(core, end, stream);
      },
    };
  } catch (error) {
    core.leave(scope);
    const outcome = isRefusedCall(error) ? 'denied' : 'failed';
    trail?.conclude(outcome, scope, error);
    scope.telemetry?.end(callEnd(outcome, error), scope.attempts, undefined);
    core.diagnostics.warnOfFailure(operation.operation, error);
    throw error;
  }
}

function tellStreamEnd(
  { diagnostics }: ClientCore,
  { outcome, errorType }: CallEnd,
  { events }: StreamEnd,
): void {
  if (!diagnostics.isVerbose) return;
  diagnostics.debug('A chat reply of Kagenti ended.', {
    operation: 'chat.stream',
    outcome,
    events: String(events),
    ...(errorType === undefined ? {} : { error: errorType }),
  });
}

/** Reports to telemetry which session of Kagenti a body or an answer names. */
export function noteConversation(
  { telemetry }: CallScope,
  { holdsSession }: DescriptorData,
  value: unknown,
): void {
  if (telemetry === undefined || holdsSession !== true || !isRecord(value)) return;
  if (typeof value.session_id === 'string') telemetry.conversation(value.session_id);
}

/** Nobody's log needs no trail, and neither does a part of another call. */
function auditTrail(
  { core, caller }: BoundCore,
  { operation, target, options, isPart }: CallRequest,
): AuditTrail | undefined {
  const { audit: sink, diagnostics, auditWrites: writes } = core;
  if (sink === undefined || isPart === true) return undefined;
  const correlationId = correlationIdOf(options);
  const subject = {
    operation: operation.operation,
    caller:
      caller.kind === 'user'
        ? withHidden({ kind: caller.kind, ref: caller.ref }, { request: caller.request })
        : caller,
    ...target,
    ...(correlationId === undefined ? {} : { correlationId }),
  };
  return new AuditTrail({ sink, diagnostics, writes }, subject);
}

/** Applies the rules that need nobody, and starts the call's clock. */
function planAttempts<T>(
  bound: BoundCore,
  request: CallRequest,
  reading: AnswerReading<T>,
  scope: CallScope,
): AttemptPlan<T> {
  const { core, caller } = bound;
  const { operation, descriptor, given, target, sent, options } = request;
  checkNamespace(operation.operation, target.namespace, core.namespaces);
  if ('refusal' in sent) throw sent.refusal;
  const { path = {}, query = {}, body, text } = ownSession(bound, request, sent);
  noteConversation(scope, descriptor, body);
  const isStream = reading.accept === 'text/event-stream';
  const clocks = callClocks(core.timeoutsOf(descriptor), isStream, options.timeoutMs);
  if (clocks.totalMs !== undefined) scope.startClock('total', clocks.totalMs);
  if (clocks.startMs !== undefined) scope.startClock('headers', clocks.startMs);
  return {
    ...reading,
    operation,
    descriptor,
    given,
    target,
    path: requestPath(operation, path, query),
    body: text ?? bodyText(operation, body),
    bodyType: text === undefined ? 'application/json' : 'text/plain; charset=utf-8',
    caller,
    clocks,
    headers: callHeaders(operation.operation, options.headers, core.allowedHeaders),
    correlationId: options.correlationId,
    maxRetries: options.maxRetries ?? core.retry.maxRetries,
  };
}

/** Written at once: the body is that of the moment of the call, whatever happens to it later. */
function bodyText({ operation }: CalledOperation, body: unknown): string | undefined {
  if (body === undefined) return undefined;
  try {
    return JSON.stringify(body);
  } catch {
    throw invalidParameter(operation, 'its body cannot be written as JSON');
  }
}
