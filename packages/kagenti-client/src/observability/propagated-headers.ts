import type { Context } from '@opentelemetry/api';
import { isRegistered } from '@rhdh-boost/internal/opentelemetry-api';
import { isAddableHeader, isHeaderValue } from '../options/header-rules.ts';
import type { OpenTelemetryApi } from './opentelemetry-api.ts';
import { quietly } from './quietly.ts';

/** Adds what the process's propagator writes of a context, in so far as that is a header and not ours. */
export function addPropagatedHeaders(
  api: OpenTelemetryApi,
  context: Context,
  headers: Record<string, string>,
): void {
  if (!isRegistered('propagation')) return;
  const carrier: Record<string, unknown> = {};
  quietly(() => api.propagation.inject(context, carrier));
  for (const [name, value] of Object.entries(carrier)) {
    const lowerName = name.toLowerCase();
    if (isAddableHeader(lowerName) && isHeaderValue(value)) headers[lowerName] = value;
  }
}
