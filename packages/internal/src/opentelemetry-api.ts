import { createRequire } from 'node:module';
import type * as OpenTelemetry from '@opentelemetry/api';

/** What `@opentelemetry/api` exports. */
export type OpenTelemetryApi = typeof OpenTelemetry;

/** What an SDK may have registered. */
type Registered = 'trace' | 'metrics' | 'propagation';

/** Where the API, version 1, keeps what was registered: it is the same for all copies of the API. */
const registry = Symbol.for('opentelemetry.js.api.1');

/**
 * Whether an SDK has registered for that in this process. Without one nobody would see anything, and the API need
 * not be loaded.
 */
export function isRegistered(what: Registered): boolean {
  const found: unknown = Reflect.get(globalThis, registry);
  return typeof found === 'object' && found !== null && what in found;
}

/**
 * The API, an optional peer dependency of the package that this code is bundled into.
 *
 * @throws When it cannot be loaded from that package.
 */
export function loadOpenTelemetryApi(): OpenTelemetryApi {
  // Not `import()`: it takes a turn, and Jest's sandbox, in which Backstage tests, has none.
  return createRequire(import.meta.url)('@opentelemetry/api');
}
