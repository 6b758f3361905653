import { createRequire } from 'node:module';
import type * as OpenTelemetry from '@opentelemetry/api';

/** What `@opentelemetry/api` exports. */
export type OpenTelemetryApi = typeof OpenTelemetry;

/** Where the API, version 1, keeps what an SDK registered: it is the same for all copies of the API. */
const registered = Symbol.for('opentelemetry.js.api.1');

/** What an SDK may have registered. */
export type Signal = 'trace' | 'metrics';

/**
 * Whether an SDK has registered for a signal in this process. Without one there is nobody to tell, and
 * the API need not be loaded.
 */
export function hasSdkFor(signal: Signal): boolean {
  const registry: unknown = Reflect.get(globalThis, registered);
  return typeof registry === 'object' && registry !== null && signal in registry;
}

/**
 * The API, which is an optional peer dependency.
 *
 * @throws when it cannot be loaded from here
 */
export function loadOpenTelemetryApi(): OpenTelemetryApi {
  // Not `import()`: it takes a turn, and Jest's sandbox, in which Backstage tests, has none.
  return createRequire(import.meta.url)('@opentelemetry/api');
}
