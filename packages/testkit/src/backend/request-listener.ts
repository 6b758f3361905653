import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { applyFault } from '../faults/apply-fault.ts';
import type { FaultQueue } from '../faults/fault-script.ts';
import { type Answer, internalServerError, Refusal, sendAnswer } from './answer.ts';
import type { Account } from './authentication/account.ts';
import type { Authenticator } from './authentication/authenticator.ts';
import type { Gate } from './gate.ts';
import type { BackendParts } from './operation-handler.ts';
import { fieldRulesOf } from './operations/field-rules.ts';
import { handlerOf } from './operations/index.ts';
import { answerInTrouble } from './operations/kubernetes-trouble.ts';
import { knownFields, type Platform } from './platform.ts';
import { type OpenRecord, openRecord } from './recorded-request.ts';
import { RecordingMark } from './recording-mark.ts';
import { Redirect, type Route, route } from './router.ts';
import { readBody } from './validation/read-body.ts';
import { validateRequest } from './validation/validate-request.ts';

/** What a request passes on its way to an operation, and the operations' own parts. */
export interface ListenerParts extends BackendParts {
  readonly requests: OpenRecord[];
  readonly gate: Gate;
  readonly faults: FaultQueue;
  readonly authenticator: Authenticator;
}

/** Operations that need no token, but look at one that is sent. */
const withOptionalAccount = new Set(['auth.status', 'auth.me']);

/** Listens as the real backend does: route, token, role, validity, operation. */
export function requestListener(parts: ListenerParts): RequestListener {
  return (request, response) => {
    const leaving = new AbortController();
    response.once('close', () => leaving.abort());
    void serve(request, response, leaving.signal, parts);
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  callerLeft: AbortSignal,
  parts: ListenerParts,
): Promise<void> {
  const record = openRecord(request, response);
  parts.requests.push(record);
  try {
    await parts.state.trouble.thaw(callerLeft);
    const target = findTarget(request, parts);
    if ('operation' in target) {
      record.operation = target.operation.operation;
    }
    await parts.gate.pass(record.operation, callerLeft);
    // The faults in the script are for those who can still meet them.
    if (callerLeft.aborted) {
      return;
    }
    if ((await applyFault(parts.faults.take(record.operation), response)) === 'done') {
      return;
    }
    const mark = new RecordingMark(record.operation);
    const answer =
      'operation' in target
        ? await answerRoute(request, target, record, callerLeft, mark, parts).catch(answerFailure)
        : target;
    if (callerLeft.aborted) {
      return;
    }
    if (request.url?.startsWith('/api/') && answer !== internalServerError) {
      response.setHeader('cache-control', 'no-store, no-cache, must-revalidate');
    }
    mark.put(answer.status, response);
    await sendAnswer(answer, response, callerLeft);
  } catch (error) {
    response.destroy();
    // A caller who leaves within its own body is no news; all else is a fault of the test kit itself,
    // and must not be hidden.
    if (!callerLeft.aborted) {
      throw error;
    }
  }
}

/** The operation, or the answer to a request that has none. */
function findTarget(request: IncomingMessage, platform: Platform): Route | Answer {
  try {
    return route(request.method ?? '', request.url ?? '', request.headers.host ?? '', platform);
  } catch (error) {
    if (error instanceof Redirect) {
      return { status: 307, headers: { location: error.location }, text: '' };
    }
    return answerFailure(error);
  }
}

async function answerRoute(
  request: IncomingMessage,
  { operation, parameters }: Route,
  record: OpenRecord,
  callerLeft: AbortSignal,
  mark: RecordingMark,
  parts: ListenerParts,
): Promise<Answer> {
  const account = await identify(request, operation.operation, operation.role, parts);
  if (account?.clientId !== undefined) {
    record.account = account.clientId;
  }
  if (operation.role === 'operator' && !account?.isOperator) {
    throw new Refusal(403, 'Required role(s): rossoctl-operator');
  }
  const query = new URL(request.url ?? '', 'http://backend').searchParams;
  const sentBody = await readBody(request);
  const rules = fieldRulesOf(operation.operation, parts.state);
  const valid = validateRequest(operation, query, sentBody, rules);
  if (operation.featureFlag === 'externalSkills' && !parts.features.externalSkills) {
    throw new Refusal(404, 'Not Found');
  }
  const markUnrecorded = () => mark.markUnrecorded();
  const body = knownFields(valid.body, parts);
  const call = { path: parameters, ...valid, body, sentBody, account, callerLeft, markUnrecorded };
  const inTrouble = await answerInTrouble(operation.operation, call, parts.state);
  if (inTrouble !== undefined) {
    return inTrouble;
  }
  record.operationRan = true;
  return handlerOf(operation.operation)(call, parts);
}

async function identify(
  request: IncomingMessage,
  operation: string,
  role: string | null,
  { authenticator }: ListenerParts,
): Promise<Account | undefined> {
  const { authorization } = request.headers;
  if (role !== null) {
    return authenticator.require(authorization);
  }
  return withOptionalAccount.has(operation) ? authenticator.accept(authorization) : undefined;
}

function answerFailure(error: unknown): Answer {
  if (error instanceof Refusal) {
    return error.toAnswer();
  }
  throw error;
}
