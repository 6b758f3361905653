import type { Attributes, Span } from '@opentelemetry/api';
import {
  isRegistered,
  loadOpenTelemetryApi,
  type OpenTelemetryApi,
} from '@rhdh-boost/internal/opentelemetry-api';
import { TokenError } from '../token-error.ts';
import { outcomeOf } from './renewal-outcome.ts';
import { shielded } from './shielded.ts';
import type { TokenEvent } from './token-events.ts';
import { TokenMetrics } from './token-metrics.ts';

const scope = '@rhdh-boost/token-manager';

/** What is told beside events. */
export interface TelemetrySource {
  /** The host that tokens come from: it comes from the configuration. */
  readonly host: string;
  /** The client whose tokens they are; undefined where its assertion alone names it. */
  readonly clientId: string | undefined;
  /** What is left of the token in hand, in seconds; undefined without one. */
  readonly secondsLeft: () => number | undefined;
}

/**
 * Tells an OpenTelemetry SDK, if the process has one, of renewals and of what else happens to tokens.
 * Without one, it costs two look-ups of a symbol a renewal. What an SDK throws never leaves here: telemetry
 * is no part of the work.
 */
export class Telemetry {
  readonly #source: TelemetrySource;
  readonly #attributes: Attributes;
  readonly #say: (line: string) => void;
  #api: OpenTelemetryApi | undefined;
  #isMissing = false;
  #metrics: TokenMetrics | undefined;
  /** Of the renewal that goes on: there is never more than one. */
  #span: Span | undefined;

  /** Looks for nobody yet; `say` gets a line for the log. */
  constructor(source: TelemetrySource, say: (line: string) => void) {
    this.#source = source;
    this.#say = say;
    this.#attributes = {
      'server.address': source.host,
      ...(source.clientId !== undefined && { 'token_manager.client_id': source.clientId }),
    };
  }

  /** Runs a renewal, once, in a span that is active meanwhile. */
  inSpan<T>(renew: () => Promise<T>): Promise<T> {
    const api = isRegistered('trace') ? this.#load() : undefined;
    if (api === undefined) return renew();
    let running: Promise<T> | undefined;
    // A tracer may throw before or after it calls back, or call back twice or never.
    const renewOnce = () => {
      running ??= renew();
      return running;
    };
    shielded(() => {
      const options = { kind: api.SpanKind.CLIENT, attributes: this.#attributes };
      const tracer = api.trace.getTracer(scope);
      return tracer.startActiveSpan('token_manager.renew', options, span => {
        this.#span = span;
        renewOnce().then(
          () => this.#endSpan(api, span),
          (error: unknown) => this.#endSpan(api, span, error),
        );
      });
    });
    return renewOnce();
  }

  /** Counts an event, and tells the span of the renewal that goes on. */
  record(event: TokenEvent): void {
    shielded(() => this.#findMetrics()?.record(event));
    if (event.type === 'invalidated' || event.type === 'storeFailed') return;
    const { requests } = event;
    const outcome = { ...outcomeOf(event), 'token_manager.requests': requests };
    shielded(() => this.#span?.setAttributes(outcome));
  }

  /** Observes nothing more. */
  close(): void {
    this.#metrics?.close();
  }

  #endSpan(api: OpenTelemetryApi, span: Span, error?: unknown): void {
    if (this.#span === span) this.#span = undefined;
    if (error !== undefined) shielded(() => span.setStatus({ code: api.SpanStatusCode.ERROR }));
    if (TokenError.isInstance(error)) shielded(() => span.setAttribute('error.type', error.code));
    // Whatever became of those: a span that is never ended is never exported, and may be kept for ever.
    shielded(() => span.end());
  }

  /** The metrics, made when an SDK is first seen. */
  #findMetrics(): TokenMetrics | undefined {
    if (this.#metrics !== undefined || !isRegistered('metrics')) return this.#metrics;
    const meter = this.#load()?.metrics.getMeter(scope);
    if (meter !== undefined) {
      this.#metrics = new TokenMetrics(meter, this.#attributes, this.#source.secondsLeft);
    }
    return this.#metrics;
  }

  #load(): OpenTelemetryApi | undefined {
    if (this.#api !== undefined || this.#isMissing) return this.#api;
    try {
      this.#api = loadOpenTelemetryApi();
    } catch {
      this.#isMissing = true;
      this.#say(
        'There is an OpenTelemetry SDK, but @opentelemetry/api cannot be loaded from @rhdh-boost/token-manager: it is told nothing. Install the package beside it.',
      );
    }
    return this.#api;
  }
}
