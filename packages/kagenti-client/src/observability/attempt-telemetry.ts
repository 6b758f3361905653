import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api';
import type { Attempt } from '../sending/attempt.ts';
import { attributeNames as names } from './attribute-names.ts';
import { statusClass } from './call-outcome.ts';
import type { ClientMetrics } from './client-metrics.ts';
import { inContext } from './in-context.ts';
import type { OpenTelemetryApi } from './opentelemetry-api.ts';
import { addPropagatedHeaders } from './propagated-headers.ts';
import { quietly } from './quietly.ts';
import type { AttemptTelemetry } from './telemetry.ts';

/** What an attempt is told with. */
export interface AttemptTold {
  /** OpenTelemetry's API. */
  readonly api: OpenTelemetryApi;
  /** Makes the span; undefined where no SDK takes spans. */
  readonly tracer: Tracer | undefined;
  /** Undefined where no SDK takes metrics. */
  readonly metrics: ClientMetrics | undefined;
  /** The call's context, in which the span is made. */
  readonly parent: Context | undefined;
  /** Name of the span. */
  readonly name: string;
  /** Attributes of the span. */
  readonly attributes: Attributes;
  /** Attributes of the metric. */
  readonly counted: Attributes;
}

/** Under which a context says that no further span is to be made; as `@opentelemetry/core` has it. */
const suppressed = 'OpenTelemetry SDK Context Key SUPPRESS_TRACING';

/** What one attempt of a call tells OpenTelemetry. */
export class OpenTelemetryAttempt implements AttemptTelemetry {
  readonly #told: AttemptTold;
  readonly #span: Span | undefined;
  readonly #context: Context | undefined;

  /** @param told - What it is told with. */
  constructor(told: AttemptTold) {
    const { api, tracer, parent, name, attributes } = told;
    this.#told = told;
    if (tracer === undefined || parent === undefined) return;
    const options = { kind: api.SpanKind.CLIENT, attributes };
    const span = quietly(() => tracer.startSpan(name, options, parent));
    this.#span = span;
    if (span !== undefined) this.#context = quietly(() => api.trace.setSpan(parent, span));
  }

  /** Adds what the process's propagator writes of this attempt. */
  addHeaders(headers: Record<string, string>): void {
    const { api } = this.#told;
    if (this.#context !== undefined) addPropagatedHeaders(api, this.#context, headers);
  }

  /**
   * Hands the request over while the attempt's span is active. An undici that is instrumented itself
   * would make a second span of it, with the whole URL, and write a second `traceparent`.
   *
   * @param dispatch - Throws nothing.
   */
  within(dispatch: () => void): void {
    const { api } = this.#told;
    const context = this.#context;
    const quiet =
      context && quietly(() => context.setValue(api.createContextKey(suppressed), true));
    inContext(api, quiet, dispatch);
  }

  /** There was no attempt after all: the request could not be made. */
  abandon(errorType: string): void {
    this.#endSpan(errorType, true);
  }

  /** The attempt is over. */
  end({ status, failure }: Pick<Attempt, 'status' | 'failure'>): void {
    const { metrics, counted } = this.#told;
    const answered = statusClass(status);
    metrics?.attemptEnded(
      answered === undefined ? counted : { ...counted, [names.statusClass]: answered },
    );
    if (status !== undefined) quietly(() => this.#span?.setAttribute(names.statusCode, status));
    const isRefused = status !== undefined && (status < 200 || status >= 300);
    // That its caller, its reader or the client's closing ended it is no error of the request.
    this.#endSpan(failure ?? (isRefused ? String(status) : undefined), failure !== 'ended');
  }

  #endSpan(errorType: string | undefined, isError: boolean): void {
    const span = this.#span;
    if (span === undefined) return;
    const { ERROR } = this.#told.api.SpanStatusCode;
    if (errorType !== undefined) {
      quietly(() => span.setAttribute(names.errorType, errorType));
      if (isError) quietly(() => span.setStatus({ code: ERROR }));
    }
    // Whatever became of those: a span that is never ended is never exported, and may be kept for ever.
    quietly(() => span.end());
  }
}
