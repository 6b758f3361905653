import type { OperationName } from '@rhdh-boost/kagenti-contract';
import type { DescriptorData } from '../operations/operation-descriptor.ts';
import { sortParameters } from '../operations/parameters.ts';
import type { BuildWaitOptions } from './wait-options.ts';

/**
 * What a build is finalized with, at the end of a wait; undefined where it is not to be. It is checked now:
 * nobody wants to hear of a misspelt parameter when half an hour of building is over.
 *
 * @throws KagentiError `invalid_parameter`, as the call itself would.
 */
export function finalizeParameters<Place extends object, More extends object>(
  operation: OperationName,
  descriptor: DescriptorData,
  place: Place,
  options: BuildWaitOptions<More>,
): (Place & Partial<More>) | undefined {
  const { finalize } = options;
  if (finalize === undefined || finalize === false) return undefined;
  const parameters: Place & Partial<More> =
    finalize === true ? { ...place } : { ...finalize, ...place };
  sortParameters(operation, descriptor, parameters);
  return parameters;
}
