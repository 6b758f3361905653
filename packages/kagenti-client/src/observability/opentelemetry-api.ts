import { createRequire } from 'node:module';
import type * as OpenTelemetry from '@opentelemetry/api';

/** What `@opentelemetry/api` exports. */
export type OpenTelemetryApi = typeof OpenTelemetry;

/** What may be registered. */
type Registered = 'trace' | 'metrics' | 'propagation';

/** Where the API, version 1, keeps what was registered: it is the same for all copies of the API. */
const registry = Symbol.for('opentelemetry.js.api.1');

/** Whether somebody registered for that in this process; without, there is nobody to tell. */
export function isRegistered(what: Registered): boolean {
  const found: unknown = Reflect.get(globalThis, registry);
  return typeof found === 'object' && found !== null && what in found;
}

/**
 * The API, which is an optional peer dependency.
 *
 * @throws When it cannot be loaded from here.
 */
export function loadOpenTelemetryApi(): OpenTelemetryApi {
  // Not `import()`: it takes a turn, and Jest's sandbox, in which Backstage tests, has none.
  return createRequire(import.meta.url)('@opentelemetry/api');
}
