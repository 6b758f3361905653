import { randomUUID } from 'node:crypto';
import type { Caller } from '../access/caller.ts';
import type { ClientCore } from '../client-core.ts';
import { KagentiError } from '../errors/kagenti-error.ts';
import type { DescriptorData, Given } from '../operations/operation-descriptor.ts';
import { type OpenAnswer, readErrorText } from './answer-handler.ts';
import type { Attempt } from './attempt.ts';
import type { CallClocks } from './call-options.ts';
import type { CallTarget } from './call-request.ts';
import type { CallScope } from './call-scope.ts';
import type { CalledOperation } from './called-operation.ts';
import { connectionFailure, failureCode } from './connection-failure.ts';
import { type FailedAnswer, httpFailure } from './http-failure.ts';
import { type HeadersInput, openRequest, requestHeaders } from './transport.ts';

/** What all attempts of a call have in common. */
export interface AttemptPlan<T> {
  /** What is called. */
  readonly operation: CalledOperation;
  /** What is known of it. */
  readonly descriptor: DescriptorData;
  /** What the caller gave, by the names of the parameters. */
  readonly given: Given;
  /** What the call is about. */
  readonly target: CallTarget;
  /** Path and query, encoded. */
  readonly path: string;
  /** The body; undefined for none. */
  readonly body: string | undefined;
  /** Media type of the body. */
  readonly bodyType: NonNullable<HeadersInput['bodyType']>;
  /** Whom it is called for. */
  readonly caller: Caller;
  /** Headers that the caller gave. */
  readonly headers: Readonly<Record<string, string>>;
  /** Correlation id that the caller gave. */
  readonly correlationId: string | undefined;
  /** Media type that is wanted. */
  readonly accept: 'application/json' | 'text/event-stream';
  /** The clocks. */
  readonly clocks: CallClocks;
  /** Reads a successful answer, in so far as that belongs to the attempt. */
  readonly read: (answer: OpenAnswer) => T | Promise<T>;
  /** Retries that are allowed. */
  readonly maxRetries: number;
  /** What a delete gives whose retry finds nothing any more. */
  readonly whenGone?: (() => T) | undefined;
}

/** What one attempt has of its own. */
export interface AttemptStart {
  /** Access token; undefined for a public operation. */
  readonly token: string | undefined;
  /** How long was waited before it, in milliseconds. */
  readonly delayMs: number;
  /** Whether an attempt before it may have been carried out. */
  readonly mayHaveRun: boolean;
}

/** A successful answer, read. */
export interface AttemptResult<T> {
  /** HTTP status. */
  readonly status: number;
  /** Headers, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** What `read` made of the answer. */
  readonly value: T;
}

/**
 * Sends a request once, and adds to the scope's attempts what happened, whether or not it worked.
 *
 * @param core - The client.
 * @param scope - The call.
 * @param plan - What is sent.
 * @param attempt - What this attempt has of its own.
 */
export async function sendAttempt<T>(
  core: ClientCore,
  scope: CallScope,
  plan: AttemptPlan<T>,
  { token, delayMs, mayHaveRun }: AttemptStart,
): Promise<AttemptResult<T>> {
  const { operation, body } = plan;
  // It may have been ended since the token was there, in a turn that nobody waited in.
  scope.check();
  const startedAt = performance.now();
  let requestId: string = randomUUID();
  const telemetry = scope.telemetry?.attempt(scope.attempts);
  const record = (outcome: Pick<Attempt, 'status' | 'failure'>): void => {
    const durationMs = performance.now() - startedAt;
    scope.attempts.push({ ...outcome, requestId, delayMs, durationMs });
    telemetry?.end(outcome);
  };
  const headers = requestHeaders({
    caller: plan.caller,
    given: plan.headers,
    correlationId: plan.correlationId,
    token,
    requestId,
    accept: plan.accept,
    bodyType: body === undefined ? undefined : plan.bodyType,
  });
  telemetry?.addHeaders(headers);
  const { path, clocks } = plan;
  const request = openRequest(core, scope, { operation, path, headers, body, clocks, telemetry });
  let status: number | undefined;
  let refusal: FailedAnswer;
  try {
    const answer = await request.opened;
    status = answer.status;
    requestId = serversId(core, answer.headers, token, body) ?? requestId;
    if (status >= 200 && status < 300) {
      const value = await plan.read(answer);
      record({ status });
      return { status, headers: answer.headers, value };
    }
    refusal = { status, headers: answer.headers, body: await readErrorText(answer) };
  } catch (error) {
    if (error instanceof KagentiError) {
      // A dispatcher that cannot be used: there was no attempt.
      telemetry?.abandon(error.code);
      throw error;
    }
    const failure = endCode(scope) ?? failureCode(error);
    record({ ...(status === undefined ? {} : { status }), failure });
    scope.check();
    const { viaProxy } = core.connections;
    const { origin } = core.baseUrl;
    const way = { requestSent: request.sent, mayHaveRun, origin, viaProxy };
    throw connectionFailure(operation.operation, error, way, scope.attempts);
  }
  const failure = refusal.body === undefined ? endCode(scope) : undefined;
  record({ status, ...(failure === undefined ? {} : { failure }) });
  // A clock that ran out while the body of an error came takes that body, and not the status.
  if (!scope.isTimedOut) scope.check();
  // So many other tokens may have come since that this one was forgotten.
  if (token !== undefined) core.redactor.learn(token);
  throw httpFailure(plan, refusal, scope.attempts, core.redactor);
}

/** What ended the call in the middle of an attempt, as its failure has it. */
function endCode({ isEnded, isTimedOut }: CallScope): 'timeout' | 'ended' | undefined {
  if (isTimedOut) return 'timeout';
  return isEnded ? 'ended' : undefined;
}

/**
 * The server's own id, where it is one: it is printed in errors and audited, as no other text of it. A
 * server that echoes something of what it was sent there gives no id.
 */
function serversId(
  { redactor }: ClientCore,
  headers: Readonly<Record<string, string>>,
  token: string | undefined,
  body: string | undefined,
): string | undefined {
  const id = headers['x-request-id'];
  if (id === undefined || !/^[\w.:-]{1,128}$/.test(id)) return undefined;
  if (redactor.finds(id) || redactor.findsPiece(id) || token?.includes(id) === true)
    return undefined;
  return body?.includes(id) === true ? undefined : id;
}
