import { KagentiError } from '../errors/kagenti-error.ts';
import { unknownOperation } from '../operations/operation-descriptor.ts';
import type { BoundCore, CallRequest } from '../sending/call-request.ts';
import type { CalledOperation, RequestMethod } from '../sending/called-operation.ts';
import type { PathAndQuery } from './path-and-query.ts';
import type { RequestOptions } from './request-options.ts';

/**
 * The request of a path that the contract does not have. Nothing is known of it, so only a GET is taken
 * to be safe to repeat and to change nothing (RFC 9110 section 9.2.1).
 */
export function newerPathRequest(
  { core }: BoundCore,
  method: RequestMethod,
  { path, query }: PathAndQuery,
  body: unknown,
  options: RequestOptions,
): CallRequest {
  const { permission, namespace } = options;
  const operation: CalledOperation = {
    operation: 'request',
    method,
    path,
    // Anything but a name would pass for public, or for a permission that a hook may know.
    permission: typeof permission === 'string' ? permission : undefined,
    featureFlag: null,
    safeToRepeat: method === 'GET',
    changes: method !== 'GET',
  };
  const request = {
    operation,
    descriptor: unknownOperation,
    given: {},
    target: { method, path, ...(typeof namespace === 'string' ? { namespace } : {}) },
    options,
  };
  if (core.namespaces !== undefined && typeof namespace !== 'string' && namespace !== null) {
    const refusal = new KagentiError(
      'Kagenti request refused: this client may use some namespaces only, and the contract does not have this path. Say in namespace which namespace it touches, null for none.',
      { code: 'namespace_refused', operation: 'request' },
    );
    return { ...request, sent: { refusal } };
  }
  return { ...request, sent: { query, body } };
}
