import type {
  Attributes,
  Counter,
  Histogram,
  Meter,
  ObservableGauge,
  ObservableResult,
} from '@opentelemetry/api';
import { outcomeOf } from './renewal-outcome.ts';
import { shielded } from './shielded.ts';
import type { TokenEvent } from './token-events.ts';

/** In seconds: those that OpenTelemetry's semantic conventions give for `http.client.request.duration`. */
const durationBoundaries = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
];

/** The metrics of one manager. An instrument that throws costs its own value and no other. */
export class TokenMetrics {
  readonly #attributes: Attributes;
  readonly #duration: Histogram;
  readonly #requests: Counter;
  readonly #invalidations: Counter;
  readonly #storeFailures: Counter;
  readonly #remaining: ObservableGauge;
  readonly #observe: (result: ObservableResult) => void;

  /**
   * Makes the instruments.
   *
   * @param secondsLeft What is left of the token in hand, in seconds; undefined without one.
   * @throws what the meter throws
   */
  constructor(meter: Meter, attributes: Attributes, secondsLeft: () => number | undefined) {
    const counter = (name: string, unit: string, description: string) =>
      meter.createCounter(name, { description, unit });
    this.#attributes = attributes;
    this.#requests = counter(
      'token_manager.requests',
      '{request}',
      'Token requests that were sent.',
    );
    this.#invalidations = counter(
      'token_manager.invalidations',
      '{token}',
      'Tokens that the API refused and that were to be replaced.',
    );
    this.#storeFailures = counter(
      'token_manager.store.failures',
      '{call}',
      'Calls of the token store that failed.',
    );
    this.#duration = meter.createHistogram('token_manager.renewal.duration', {
      description: 'How long renewals take, waits included, by outcome.',
      unit: 's',
      advice: { explicitBucketBoundaries: durationBoundaries },
    });
    this.#remaining = meter.createObservableGauge('token_manager.token.remaining', {
      description: 'What is left of the token in hand.',
      unit: 's',
    });
    this.#observe = result => {
      // Said without a token too: a reader that accumulates would repeat the last value.
      result.observe(secondsLeft() ?? 0, attributes);
    };
    shielded(() => this.#remaining.addCallback(this.#observe));
  }

  /** Counts and times an event. */
  record(event: TokenEvent): void {
    const own = this.#attributes;
    if (event.type === 'invalidated') {
      shielded(() => this.#invalidations.add(1, own));
    } else if (event.type === 'storeFailed') {
      const { operation, reason } = event;
      shielded(() => this.#storeFailures.add(1, { ...own, operation, 'error.type': reason }));
    } else if ('requests' in event) {
      const { durationMs, requests } = event;
      shielded(() => this.#duration.record(durationMs / 1000, { ...own, ...outcomeOf(event) }));
      shielded(() => this.#requests.add(requests, own));
    }
  }

  /** Observes nothing more. */
  close(): void {
    shielded(() => this.#remaining.removeCallback(this.#observe));
  }
}
