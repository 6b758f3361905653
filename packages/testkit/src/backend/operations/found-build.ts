import { Refusal } from '../answer.ts';
import type { BackendState } from '../backend-state.ts';
import type { OperationCall } from '../operation-handler.ts';
import type { Build } from '../shipwright/build.ts';
import { placeOf } from './place.ts';

/**
 * The Build that a call names. The backend asks for it by name alone, so that an agent's is also found
 * as a tool's and the reverse; no recording shows that.
 *
 * @param missing The detail when there is none, by name and namespace.
 * @throws Refusal 404 when there is none.
 */
export function foundBuild(
  call: OperationCall,
  state: BackendState,
  kind: 'agent' | 'tool',
  missing: (name: string, namespace: string) => string,
): Build {
  const { namespace, name } = placeOf(call);
  const build = state.builds.find(namespace, name);
  if (build === undefined) {
    throw new Refusal(404, missing(name, namespace));
  }
  if (build.request.kind !== kind) {
    call.markUnrecorded();
  }
  return build;
}

/** What most operations say when there is no Build. */
export function noShipwrightBuild(name: string, namespace: string): string {
  return `Shipwright Build '${name}' not found in namespace '${namespace}'`;
}

/** What operations say that need a BuildRun. */
export function noBuildRuns(name: string, namespace: string): string {
  return `No BuildRuns found for build '${name}' in namespace '${namespace}'`;
}

/** What starting a run says when there is no Build. */
export function noBuild(name: string, namespace: string): string {
  return `Build '${name}' not found in namespace '${namespace}'`;
}
