import type { OperationMatch } from '@rhdh-boost/kagenti-contract';
import { operationDescriptors } from '../api/generated/operation-descriptors.ts';
import { invalidParameter } from '../errors/invalid-parameter.ts';
import { callTarget } from '../operations/operation-method.ts';
import type { CallParameters, CallRequest } from '../sending/call-request.ts';
import { requestPath } from '../sending/request-path.ts';
import { givenInRequest, refuseUnclearTarget } from './given-in-request.ts';
import type { PathAndQuery } from './path-and-query.ts';
import type { RequestOptions } from './request-options.ts';

/** The request of a path that the contract has: it is that operation, whatever else was said. */
export function knownPathRequest(
  { operation, parameters: path }: OperationMatch,
  checked: PathAndQuery,
  body: unknown,
  options: RequestOptions,
): CallRequest {
  const { operation: name } = operation;
  const descriptor = operationDescriptors[name];
  const content =
    descriptor.textBody !== undefined && typeof body === 'string' ? { text: body } : { body };
  const sent: CallParameters = { path, query: checked.query, ...content };
  const given = givenInRequest(descriptor, sent);
  const request = { operation, descriptor, given, target: callTarget(descriptor, given), options };
  try {
    if (name === 'chat.stream') {
      throw invalidParameter(name, 'its answer is a stream: call chat.stream()');
    }
    if (requestPath(operation, path, {}) !== checked.path) {
      throw invalidParameter(name, 'its path is encoded in another way than by encodeURIComponent');
    }
    refuseUnclearTarget(name, descriptor, given, body);
    return { ...request, sent };
  } catch (refusal) {
    return { ...request, sent: { refusal } };
  }
}
