import { invalidOptions } from '../errors/invalid-options.ts';
import { invalidParameter } from '../errors/invalid-parameter.ts';
import type { CalledName } from '../sending/called-operation.ts';
import { isAddableHeader, isHeaderValue } from './header-rules.ts';

/** What every call may have: the language of its user, and the trace that it belongs to (W3C). */
const usualHeaders = ['accept-language', 'baggage', 'traceparent', 'tracestate'];

/**
 * Headers by which a proxy, a mesh or Kubernetes says who calls or where the call comes from, and those that
 * change what a request asks for.
 */
const identityHeader =
  /^(?:cookie2|forwarded|from|origin|referer|via|x-real-ip|x-cluster-client-ip|true-client-ip|cf-connecting-ip|x-method-override|x-client-cert.*)$|^(?:content|proxy|sec|impersonate|remote|ssl-client|x-amzn|x-auth|x-backstage|x-client-ip|x-envoy|x-forwarded|x-goog|x-http-method|x-ms-client|x-ms-token|x-original|x-remote|x-rewrite|x-ssl|x-user|x-webauth)(?:-|$)/;

/**
 * The names of headers that calls may have, in lower case.
 *
 * @throws KagentiError `invalid_options` for a name that no call may have.
 */
export function resolveAllowedHeaders(given: readonly string[] = []): ReadonlySet<string> {
  const names = given.map(name => name.toLowerCase());
  const refused = names.findIndex(name => !isAddableHeader(name) || identityHeader.test(name));
  if (refused !== -1) {
    throw invalidOptions(
      `allowedHeaders has ${printableHeader(given[refused])}, which is a header of the client, of identity or of the connection, or no name of a header. Remove it`,
    );
  }
  return new Set([...usualHeaders, ...names]);
}

/**
 * The headers of one call, names in lower case.
 *
 * @throws KagentiError `invalid_parameter` for one that is not allowed or cannot be sent.
 */
export function callHeaders(
  operation: CalledName,
  given: unknown,
  allowed: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  if (given === undefined) return {};
  // A list, a Map or a Headers has no header among its fields.
  if (typeof given !== 'object' || given === null || Symbol.iterator in given) {
    throw invalidParameter(operation, 'headers is an object, as in { "accept-language": "de" }');
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const key = name.toLowerCase();
    const printed = printableHeader(name);
    if (!allowed.has(key)) {
      throw invalidParameter(
        operation,
        `headers has ${printed}, which is none of ${[...allowed].join(', ')}. Add it to allowedHeaders of the client, if it says nothing about who calls`,
      );
    }
    if (!isHeaderValue(value)) {
      throw invalidParameter(
        operation,
        `the header ${printed} is not text of 1 to 8192 visible ASCII characters and spaces. Encode it`,
      );
    }
    if (Object.hasOwn(headers, key)) {
      throw invalidParameter(operation, `the header ${printed} is given twice. Keep one`);
    }
    headers[key] = value;
  }
  return headers;
}

function printableHeader(name: unknown): string {
  return typeof name === 'string' && /^[\w-]{1,64}$/.test(name) ? `"${name}"` : 'an odd name';
}

/** Like a request id: a log shows it as it is. */
const correlationIdForm = /^[\w.:-]{1,128}$/;

/** The rule, for errors. */
export const correlationIdRule =
  'correlationId is text of 1 to 128 letters, digits and _ . : -, such as a UUID';

/** Whether a value is a correlation id. */
export function isCorrelationId(value: unknown): value is string {
  return typeof value === 'string' && correlationIdForm.test(value);
}

/** The correlation id of a call's options, before they are checked; undefined without a valid one. */
export function correlationIdOf(options: unknown): string | undefined {
  const { correlationId } = Object(options);
  return isCorrelationId(correlationId) ? correlationId : undefined;
}
