import { matchOperation } from '@rhdh-boost/kagenti-contract';
import { invalidParameter } from '../errors/invalid-parameter.ts';
import { unknownOperation } from '../operations/operation-descriptor.ts';
import { checkNames } from '../options/check-names.ts';
import type { BoundCore, CallRequest } from '../sending/call-request.ts';
import type { CalledOperation, RequestMethod } from '../sending/called-operation.ts';
import { knownPathRequest } from './known-path-request.ts';
import { newerPathRequest } from './newer-path-request.ts';
import { pathAndQuery } from './path-and-query.ts';
import { type RequestOptions, requestOptionNames } from './request-options.ts';

const methods: Readonly<Record<RequestMethod, true>> = {
  GET: true,
  POST: true,
  PUT: true,
  PATCH: true,
  DELETE: true,
};

/**
 * Makes the request of a method and a path. A path of the contract is that operation, with all its rules;
 * for any other the caller says what the rules go by.
 */
export function pathRequest(
  bound: BoundCore,
  method: RequestMethod,
  path: string,
  options: RequestOptions,
): CallRequest {
  try {
    checkNames(options, requestOptionNames, '', rule => invalidParameter('request', rule));
    if (!isMethod(method)) {
      throw invalidParameter('request', `the method is none of ${Object.keys(methods).join(', ')}`);
    }
    const checked = pathAndQuery(path, options.query);
    const body = bodyOf(method, options.body);
    const match = matchOperation(method, checked.path);
    return match === undefined
      ? newerPathRequest(bound, method, checked, body, options)
      : knownPathRequest(match, checked, body, options);
  } catch (error) {
    return refusedRequest(error, options);
  }
}

/** A list of one name, or an object that reads as one, has that name's key, too: the table of operations has not. */
function isMethod(method: unknown): method is RequestMethod {
  return typeof method === 'string' && Object.hasOwn(methods, method);
}

/** The body as it will be sent, so that the rules see what the server will see. */
function bodyOf(method: RequestMethod, body: unknown): unknown {
  if (body === undefined) return undefined;
  if (method === 'GET') throw invalidParameter('request', 'a GET has no body: give it a query');
  let written: string | undefined;
  try {
    written = JSON.stringify(body);
  } catch {
    // What the writing threw may hold what was to be written.
  }
  if (written === undefined) {
    throw invalidParameter('request', 'its body cannot be written as JSON');
  }
  const read: unknown = JSON.parse(written);
  return read;
}

/** Even what cannot be a call goes the way of one, so that the audit log has it. */
function refusedRequest(error: unknown, options: RequestOptions): CallRequest {
  const operation: CalledOperation = {
    operation: 'request',
    method: 'GET',
    path: '/',
    permission: undefined,
    featureFlag: null,
    safeToRepeat: false,
    changes: false,
  };
  return {
    operation,
    descriptor: unknownOperation,
    given: {},
    target: {},
    sent: { refusal: error },
    options,
  };
}
