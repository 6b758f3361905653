import type { OperationName } from '@rhdh-boost/kagenti-contract';
import type { BuildInfo } from '../api/generated/build-info-types.ts';
import type { ResourceResult } from '../api/generated/resources-types.ts';
import type { DescriptorData } from '../operations/operation-descriptor.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { buildWait } from './build-wait.ts';
import { finalizeParameters } from './finalize-parameters.ts';
import { type BuildWaitOptions, buildWaitOptionNames, checkWaitOptions } from './wait-options.ts';
import { waitUntil } from './wait-until.ts';

/** The operations by which builds are waited for: those of agents, or those of tools. */
export interface BuildOperations<
  Place extends object,
  More extends object,
  Info extends BuildInfo,
> {
  /** Name of the operation that looks. */
  readonly look: OperationName;
  /** Looks. */
  info(place: Place, options: CallOptions): KagentiCall<Info>;
  /** Name of the operation that makes the agent or tool of a build. */
  readonly make: OperationName;
  /** What is known of that operation. */
  readonly makeDescriptor: DescriptorData;
  /** Makes it. */
  finalize(parameters: Place & Partial<More>, options: CallOptions): KagentiCall<ResourceResult>;
}

/** Waits for a build, and makes the agent or tool of it where that is asked for. */
export async function waitForBuild<
  Place extends object,
  More extends object,
  Info extends BuildInfo,
>(
  bound: BoundCore,
  operations: BuildOperations<Place, More, Info>,
  parameters: Place,
  options: BuildWaitOptions<More>,
): Promise<Info> {
  const place = { ...parameters };
  const { look, make, makeDescriptor } = operations;
  checkWaitOptions(look, options, buildWaitOptionNames);
  const made = finalizeParameters(make, makeDescriptor, place, options);
  const build = buildWait({
    operation: look,
    info: callOptions => operations.info(place, callOptions),
    finalize: made && (callOptions => operations.finalize(made, callOptions)),
  });
  return waitUntil(bound.core, build, options);
}
