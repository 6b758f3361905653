import { type OperationName, operationByName } from '@rhdh-boost/kagenti-contract';
import { isRecord } from '../is-record.ts';
import { checkNames } from '../options/check-names.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { CallParameters } from '../sending/call.ts';
import { callOptionNames } from '../sending/call-options.ts';
import type { BoundCore, JsonRequest } from '../sending/json-call.ts';
import { type CallTarget, callTarget } from './call-target.ts';
import { invalidParameter } from '../errors/invalid-parameter.ts';
import type { DescriptorData, Given } from './operation-descriptor.ts';
import { boundSessions, ownSession } from '../sessions/session-rule.ts';
import { sortParameters } from './sort-parameters.ts';

/** The request of a method: its parameters are those of the moment in which it is called. */
export function operationRequest(
  bound: BoundCore,
  name: OperationName,
  descriptor: DescriptorData,
  parameters: unknown = {},
  options: CallOptions = {},
): JsonRequest<unknown> {
  const given: Given = isRecord(parameters) ? { ...parameters } : {};
  return describedRequest(bound, name, descriptor, given, options, () => {
    checkNames(options, callOptionNames, '', rule => invalidParameter(name, rule));
    if (!isRecord(parameters)) throw invalidParameter(name, 'parameters are given as an object');
    return sortParameters(name, descriptor, given);
  });
}

/**
 * The request of an operation, with its rules for target, session, answer and deletes.
 *
 * @param bound - Client and caller.
 * @param name - The operation.
 * @param descriptor - What is known of it.
 * @param given - Parameters by their names, for the rules.
 * @param options - Signal, time and retries.
 * @param sorted - Gives what is sent; an error refuses the call.
 */
export function describedRequest(
  bound: BoundCore,
  name: OperationName,
  descriptor: DescriptorData,
  given: Given,
  options: CallOptions,
  sorted: () => CallParameters,
): JsonRequest<unknown> {
  const target: CallTarget = callTarget(descriptor, given);
  const { whenGone } = descriptor;
  return {
    operation: operationByName(name),
    target,
    parameters: () => ownSession(bound, name, descriptor, target, sorted()),
    answer: descriptor.answer,
    finish: boundSessions(bound, name, descriptor, target),
    // Nothing to tell is no content.
    whenGone: whenGone && (() => JSON.stringify(whenGone(given)) ?? ''),
    options,
  };
}
