import type {
  Attributes,
  Counter,
  Histogram,
  Meter,
  ObservableGauge,
  ObservableResult,
  Span,
} from '@opentelemetry/api';
import { TokenError } from '../token-error.ts';
import { hasSdkFor, loadOpenTelemetryApi, type OpenTelemetryApi } from './opentelemetry-api.ts';
import type { TokenEvent, TokenObtainedEvent, TokenRenewalFailedEvent } from './token-events.ts';

const scope = '@rhdh-boost/token-manager';

/** What is told beside events. */
export interface TelemetrySource {
  /** The host that tokens come from: it comes from the configuration. */
  readonly host: string;
  /** The client whose tokens they are. */
  readonly clientId: string;
  /** What is left of the token in hand, in seconds; undefined without one. */
  readonly secondsLeft: () => number | undefined;
}

interface Instruments {
  readonly duration: Histogram;
  readonly requests: Counter;
  readonly invalidations: Counter;
  readonly storeFailures: Counter;
  readonly remaining: ObservableGauge;
}

/**
 * Tells an OpenTelemetry SDK, if the process has one, of renewals and of what else happens to tokens.
 * Without one, it costs two look-ups of a symbol a renewal.
 */
export class Telemetry {
  readonly #attributes: Attributes;
  readonly #say: (line: string) => void;
  readonly #observe: (result: ObservableResult) => void;
  #api: OpenTelemetryApi | undefined;
  #isMissing = false;
  #instruments: Instruments | undefined;
  /** Of the renewal that goes on: there is never more than one. */
  #span: Span | undefined;

  /** Looks for nobody yet; `say` gets a line for the log. */
  constructor(source: TelemetrySource, say: (line: string) => void) {
    this.#say = say;
    this.#attributes = {
      'server.address': source.host,
      'token_manager.client_id': source.clientId,
    };
    this.#observe = result => {
      // Said without a token too: a reader that accumulates would repeat the last value.
      result.observe(source.secondsLeft() ?? 0, this.#attributes);
    };
  }

  /** Runs a renewal in a span that is active meanwhile. */
  inSpan<T>(renew: () => Promise<T>): Promise<T> {
    const api = hasSdkFor('trace') ? this.#load() : undefined;
    if (api === undefined) return renew();
    const options = { kind: api.SpanKind.CLIENT, attributes: this.#attributes };
    let running: Promise<T> | undefined;
    try {
      api.trace.getTracer(scope).startActiveSpan('token_manager.renew', options, span => {
        this.#span = span;
        running = renew();
        running.then(
          () => this.#endSpan(api, span),
          (error: unknown) => this.#endSpan(api, span, error),
        );
      });
    } catch {
      // Telemetry is no part of the work.
    }
    return running ?? renew();
  }

  /** Counts an event, and tells the span of the renewal that goes on. */
  record(event: TokenEvent): void {
    const instruments = this.#findInstruments();
    const own = this.#attributes;
    if (event.type === 'invalidated') {
      instruments?.invalidations.add(1, own);
    } else if (event.type === 'storeFailed') {
      const { operation, reason } = event;
      instruments?.storeFailures.add(1, { ...own, operation, 'error.type': reason });
    } else {
      const outcome = outcomeOf(event);
      instruments?.duration.record(event.durationMs / 1000, { ...own, ...outcome });
      instruments?.requests.add(event.requests, own);
      this.#span?.setAttributes({ ...outcome, 'token_manager.requests': event.requests });
    }
  }

  /** Observes nothing more. */
  close(): void {
    this.#instruments?.remaining.removeCallback(this.#observe);
  }

  #endSpan(api: OpenTelemetryApi, span: Span, error?: unknown): void {
    this.#span = undefined;
    try {
      if (error !== undefined) span.setStatus({ code: api.SpanStatusCode.ERROR });
      if (TokenError.isInstance(error)) span.setAttribute('error.type', error.code);
      span.end();
    } catch {
      // Telemetry is no part of the work.
    }
  }

  /** The instruments, made when an SDK is first seen. */
  #findInstruments(): Instruments | undefined {
    if (this.#instruments !== undefined || !hasSdkFor('metrics')) return this.#instruments;
    const meter = this.#load()?.metrics.getMeter(scope);
    if (meter === undefined) return undefined;
    this.#instruments = createInstruments(meter);
    this.#instruments.remaining.addCallback(this.#observe);
    return this.#instruments;
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

function outcomeOf(event: TokenObtainedEvent | TokenRenewalFailedEvent): Attributes {
  return event.type === 'renewalFailed'
    ? { outcome: 'failed', 'error.type': event.error.code }
    : { outcome: event.type };
}

function createInstruments(meter: Meter): Instruments {
  return {
    duration: meter.createHistogram('token_manager.renewal.duration', {
      description: 'How long renewals take, waits included, by outcome.',
      unit: 's',
    }),
    requests: meter.createCounter('token_manager.requests', {
      description: 'Token requests that were sent.',
      unit: '{request}',
    }),
    invalidations: meter.createCounter('token_manager.invalidations', {
      description: 'Tokens that the API refused and that were dropped.',
      unit: '{token}',
    }),
    storeFailures: meter.createCounter('token_manager.store.failures', {
      description: 'Calls of the token store that failed.',
      unit: '{call}',
    }),
    remaining: meter.createObservableGauge('token_manager.token.remaining', {
      description: 'What is left of the token in hand.',
      unit: 's',
    }),
  };
}
