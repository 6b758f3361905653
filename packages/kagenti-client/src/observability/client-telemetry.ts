import type { Attributes } from '@opentelemetry/api';
import { isRegistered, loadOpenTelemetryApi } from '@rhdh-boost/internal/opentelemetry-api';
import type { BaseUrl } from '../options/base-url.ts';
import type { CallRequest } from '../sending/call-request.ts';
import { attributeNames as names } from './attribute-names.ts';
import { OpenTelemetryCall } from './call-telemetry.ts';
import { ClientMetrics } from './client-metrics.ts';
import type { OpenTelemetryApi } from './opentelemetry-api.ts';
import { quietly } from './quietly.ts';
import type { CallTelemetry } from './telemetry.ts';

const instrumentation = '@rhdh-boost/kagenti-client';

/**
 * Tells an OpenTelemetry SDK, if the process has one, of a client's calls. Without one it costs two
 * look-ups of a symbol a call. What an SDK throws never leaves here: telemetry is no part of the work.
 */
export class ClientTelemetry {
  readonly #server: Attributes;
  readonly #pathPrefix: string;
  readonly #say: (line: string) => void;
  #api: OpenTelemetryApi | undefined;
  #isMissing = false;
  #metrics: ClientMetrics | undefined;

  /**
   * Looks for nobody yet.
   *
   * @param baseUrl - The backend.
   * @param say - Gets a line for the log.
   */
  constructor(baseUrl: BaseUrl, say: (line: string) => void) {
    const { hostname, port, protocol } = new URL(baseUrl.origin);
    this.#server = {
      [names.serverAddress]: hostname.replace(/^\[(.+)\]$/, '$1'),
      [names.serverPort]: Number(port || (protocol === 'https:' ? 443 : 80)),
    };
    this.#pathPrefix = baseUrl.pathPrefix;
    this.#say = say;
  }

  /** Begins to tell of a call; undefined where there is nobody to tell. */
  call(request: CallRequest): CallTelemetry | undefined {
    const hasTracer = isRegistered('trace');
    const hasMeter = isRegistered('metrics');
    const api = hasTracer || hasMeter ? this.#load() : undefined;
    if (api === undefined) return undefined;
    const tracer = hasTracer ? quietly(() => api.trace.getTracer(instrumentation)) : undefined;
    const metrics = hasMeter ? this.#findMetrics(api) : undefined;
    const told = { api, tracer, metrics, server: this.#server, pathPrefix: this.#pathPrefix };
    return new OpenTelemetryCall(told, request);
  }

  /** The metrics, made when an SDK is first seen. */
  #findMetrics(api: OpenTelemetryApi): ClientMetrics | undefined {
    if (this.#metrics !== undefined) return this.#metrics;
    const meter = quietly(() => api.metrics.getMeter(instrumentation));
    if (meter !== undefined) this.#metrics = new ClientMetrics(meter);
    return this.#metrics;
  }

  #load(): OpenTelemetryApi | undefined {
    if (this.#api !== undefined || this.#isMissing) return this.#api;
    try {
      this.#api = loadOpenTelemetryApi();
    } catch {
      this.#isMissing = true;
      this.#say(
        'There is an OpenTelemetry SDK, but @opentelemetry/api cannot be loaded from @rhdh-boost/kagenti-client: it is told nothing. Install the package beside it.',
      );
    }
    return this.#api;
  }
}
