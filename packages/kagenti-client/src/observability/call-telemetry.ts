import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api';
import type { Attempt } from '../sending/attempt.ts';
import type { CallRequest } from '../sending/call-request.ts';
import type { CalledOperation } from '../sending/called-operation.ts';
import { OpenTelemetryAttempt } from './attempt-telemetry.ts';
import { attributeNames as names } from './attribute-names.ts';
import { type CallEnd, statusClass } from './call-outcome.ts';
import { conversationHash, subjectAttributes } from './call-subject.ts';
import type { ClientMetrics } from './client-metrics.ts';
import { inContext } from './in-context.ts';
import type { OpenTelemetryApi } from './opentelemetry-api.ts';
import { quietly } from './quietly.ts';
import type { AttemptTelemetry, CallTelemetry } from './telemetry.ts';

/** What a call is told with. */
export interface CallTold {
  /** OpenTelemetry's API. */
  readonly api: OpenTelemetryApi;
  /** Makes the spans; undefined where no SDK takes spans. */
  readonly tracer: Tracer | undefined;
  /** Undefined where no SDK takes metrics. */
  readonly metrics: ClientMetrics | undefined;
  /** Address and port of the backend. */
  readonly server: Attributes;
  /** Path in front of every operation's. */
  readonly pathPrefix: string;
}

/** What one call reports to OpenTelemetry: from the configuration, the contract and closed lists; its span names its subject. */
export class OpenTelemetryCall implements CallTelemetry {
  readonly #told: CallTold;
  readonly #operation: CalledOperation;
  readonly #attributes: Attributes;
  readonly #startedAt = performance.now();
  readonly #span: Span | undefined;
  readonly #context: Context | undefined;
  #sessionId = '';
  #isStreamOpen = false;

  /**
   * Begins the call's span, in the context that is active.
   *
   * @param told - What it is told with.
   * @param request - What is called.
   */
  constructor(told: CallTold, request: CallRequest) {
    const { api, tracer, server } = told;
    const { operation } = request;
    const { operation: name } = operation;
    this.#told = told;
    this.#operation = operation;
    this.#attributes = { ...server, [names.operation]: name };
    const parent = tracer && quietly(() => api.context.active());
    if (tracer === undefined || parent === undefined) return;
    // What metrics must not have: each agent would be a series.
    const attributes = { ...this.#attributes, ...subjectAttributes(request) };
    const options = { kind: api.SpanKind.INTERNAL, attributes };
    const span = quietly(() => tracer.startSpan(`kagenti ${name}`, options, parent));
    this.#span = span;
    // Without a span of its own the attempts go below the caller's.
    this.#context = (span && quietly(() => api.trace.setSpan(parent, span))) ?? parent;
  }

  /**
   * Does the call while its span is active.
   *
   * @param call - Throws nothing at once.
   */
  within<T>(call: () => Promise<T>): Promise<T> {
    return inContext(this.#told.api, this.#context, call);
  }

  /** Begins an attempt; `earlier` are those before it. */
  attempt(earlier: readonly Attempt[]): AttemptTelemetry {
    const { api, tracer, metrics, server, pathPrefix } = this.#told;
    const { operation, method, path } = this.#operation;
    // The path of what the contract does not have is no template: a caller wrote it.
    const template = operation === 'request' ? {} : { [names.urlTemplate]: pathPrefix + path };
    const resends = earlier.length === 0 ? {} : { [names.resendCount]: earlier.length };
    return new OpenTelemetryAttempt({
      api,
      tracer,
      metrics,
      parent: this.#context,
      name: `${method} ${operation}`,
      attributes: { ...server, [names.requestMethod]: method, ...template, ...resends },
      counted: { ...this.#attributes, [names.attemptReason]: reasonOf(earlier) },
    });
  }

  /** The conversation has this id at Kagenti; the last one counts. */
  conversation(sessionId: string): void {
    this.#sessionId = sessionId;
  }

  /** A stream was answered. */
  streamOpened(): void {
    this.#isStreamOpen = true;
    this.#told.metrics?.streams(1, this.#attributes);
  }

  /**
   * The call is over.
   *
   * @param end - What came of it.
   * @param attempts - Every attempt.
   * @param events - Events that the reader of a stream was given; undefined for other calls.
   */
  end(end: CallEnd, attempts: readonly Attempt[], events: number | undefined): void {
    const { metrics } = this.#told;
    if (this.#isStreamOpen) metrics?.streams(-1, this.#attributes);
    const { outcome, errorType } = end;
    const error = errorType === undefined ? {} : { [names.errorType]: errorType };
    const answered = statusClass(attempts.at(-1)?.status);
    const counted = { ...this.#attributes, ...error };
    if (outcome === 'denied') metrics?.callRefused(counted);
    metrics?.callEnded((performance.now() - this.#startedAt) / 1000, {
      ...counted,
      [names.outcome]: outcome,
      ...(answered === undefined ? {} : { [names.statusClass]: answered }),
    });
    this.#endSpan(outcome !== 'aborted' && errorType !== undefined, {
      [names.outcome]: outcome,
      [names.attempts]: attempts.length,
      ...error,
      ...(this.#sessionId === ''
        ? {}
        : { [names.conversationId]: conversationHash(this.#sessionId) }),
      ...(events === undefined ? {} : { [names.streamEvents]: events }),
    });
  }

  #endSpan(isError: boolean, attributes: Attributes): void {
    const span = this.#span;
    if (span === undefined) return;
    quietly(() => span.setAttributes(attributes));
    const { ERROR } = this.#told.api.SpanStatusCode;
    if (isError) quietly(() => span.setStatus({ code: ERROR }));
    quietly(() => span.end());
  }
}

/** What an attempt is made for. Only a token that was refused makes another of an answer of 401. */
function reasonOf(earlier: readonly Attempt[]): 'call' | 'retry' | 'new_token' {
  const last = earlier.at(-1);
  if (last === undefined) return 'call';
  return last.status === 401 ? 'new_token' : 'retry';
}
