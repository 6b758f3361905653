import { type OperationName, operationByName } from '@rhdh-boost/kagenti-contract';
import { invalidParameter } from '../errors/invalid-parameter.ts';
import { isRecord } from '../is-record.ts';
import { checkNames } from '../options/check-names.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { CallRequest } from '../sending/call.ts';
import { callOptionNames } from '../sending/call-options.ts';
import { callTarget } from './call-target.ts';
import type { DescriptorData, Given } from './operation-descriptor.ts';
import { sortParameters } from './sort-parameters.ts';

/**
 * The request of a method: its parameters are those of the moment in which it is called. What is wrong with
 * them refuses the call once it is started, so that the audit log has it.
 */
export function operationRequest(
  name: OperationName,
  descriptor: DescriptorData,
  parameters: unknown = {},
  options: CallOptions = {},
): CallRequest {
  const given: Given = isRecord(parameters) ? { ...parameters } : {};
  const operation = operationByName(name);
  const request = { operation, descriptor, given, target: callTarget(descriptor, given), options };
  try {
    checkNames(options, callOptionNames, '', rule => invalidParameter(name, rule));
    if (!isRecord(parameters)) throw invalidParameter(name, 'parameters are given as an object');
    return { ...request, sent: sortParameters(name, descriptor, given) };
  } catch (refusal) {
    return { ...request, sent: { refusal } };
  }
}
