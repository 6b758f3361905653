import type { OperationName } from '@rhdh-boost/kagenti-contract';
import type { DescriptorData } from '../operations/operation-descriptor.ts';
import { operationRequest } from '../operations/operation-request.ts';
import type { BoundCore } from '../sending/json-call.ts';
import type { BuildWaitOptions } from './wait-options.ts';

/**
 * What a build is finalized with, at the end of a wait; undefined where it is not to be. It is checked now:
 * nobody wants to hear of a misspelt parameter when half an hour of building is over.
 *
 * @throws KagentiError `invalid_parameter`, as the call itself would.
 */
export function finalizeParameters<Place extends object, More extends object>(
  bound: BoundCore,
  operation: OperationName,
  descriptor: DescriptorData,
  place: Place,
  options: BuildWaitOptions<More>,
): (Place & Partial<More>) | undefined {
  const { finalize } = options;
  if (finalize === undefined || finalize === false) return undefined;
  const parameters: Place & Partial<More> =
    finalize === true ? { ...place } : { ...finalize, ...place };
  operationRequest(bound, operation, descriptor, parameters).parameters();
  return parameters;
}
