import type { Context } from '@opentelemetry/api';
import { isRegistered } from '@rhdh-boost/internal/opentelemetry-api';
import type { OpenTelemetryApi } from './opentelemetry-api.ts';
import { quietly } from './quietly.ts';

/**
 * Headers that no propagator may write: the client's own, whether or not this request has them, those
 * that frame the message or the connection (RFC 9110 section 7.6.1), and those that undici refuses.
 */
const forbidden: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-backstage-user',
  'x-request-id',
]);

const namePattern = /^[a-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
const valuePattern = /^[\x20-\x7E]{1,8192}$/;

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
    if (forbidden.has(lowerName) || !namePattern.test(lowerName)) continue;
    if (typeof value === 'string' && valuePattern.test(value)) headers[lowerName] = value;
  }
}
