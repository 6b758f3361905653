import type * as OpenTelemetry from '@opentelemetry/api';

/** What `@opentelemetry/api` exports. Declared here, since declarations must not name the private workspace. */
export type OpenTelemetryApi = typeof OpenTelemetry;
