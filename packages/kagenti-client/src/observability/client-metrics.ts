import type { Attributes, Counter, Histogram, Meter, UpDownCounter } from '@opentelemetry/api';
import { quietly } from './quietly.ts';

/** In seconds: OpenTelemetry's for HTTP, and up to where chat replies end. */
const durationBoundaries = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300,
];

/** The metrics of one client. An instrument that throws costs its own value and no other. */
export class ClientMetrics {
  readonly #duration: Histogram | undefined;
  readonly #attempts: Counter | undefined;
  readonly #openStreams: UpDownCounter | undefined;
  readonly #refusedCalls: Counter | undefined;

  /** @param meter - Makes the instruments. */
  constructor(meter: Meter) {
    this.#duration = quietly(() =>
      meter.createHistogram('kagenti.client.call.duration', {
        description: 'How long calls of Kagenti take, waits, attempts and whole replies included.',
        unit: 's',
        advice: { explicitBucketBoundaries: durationBoundaries },
      }),
    );
    this.#attempts = quietly(() =>
      meter.createCounter('kagenti.client.attempts', {
        description: 'Attempts to send a request to Kagenti, those that got no connection too.',
        unit: '{request}',
      }),
    );
    this.#openStreams = quietly(() =>
      meter.createUpDownCounter('kagenti.client.open_streams', {
        description: 'Chat replies that arrive.',
        unit: '{stream}',
      }),
    );
    this.#refusedCalls = quietly(() =>
      meter.createCounter('kagenti.client.refused_calls', {
        description: 'Calls that were refused before anything was sent.',
        unit: '{call}',
      }),
    );
  }

  /** A call ended. */
  callEnded(seconds: number, attributes: Attributes): void {
    quietly(() => this.#duration?.record(seconds, attributes));
  }

  /** An attempt is over. */
  attemptEnded(attributes: Attributes): void {
    quietly(() => this.#attempts?.add(1, attributes));
  }

  /** A stream began (1), or ended (-1). */
  streams(change: 1 | -1, attributes: Attributes): void {
    quietly(() => this.#openStreams?.add(change, attributes));
  }

  /** A call was refused. */
  callRefused(attributes: Attributes): void {
    quietly(() => this.#refusedCalls?.add(1, attributes));
  }
}
