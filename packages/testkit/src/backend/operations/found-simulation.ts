import { Refusal } from '../answer.ts';
import type { BackendState } from '../backend-state.ts';
import { isDnsLabel } from '../kubernetes/dns-label.ts';
import type { OperationCall } from '../operation-handler.ts';
import type { SimulatedTool } from '../simulation/simulated-tool.ts';
import type { Workload } from '../workload.ts';
import { placeOf } from './place.ts';
import { isSimulationName } from './simulation-rules.ts';

/**
 * The simulated tool that a call names, and its harness.
 *
 * @throws Refusal 404 when there is none, 502 when Kubernetes forbids to look.
 */
export function foundSimulation(
  call: OperationCall,
  state: BackendState,
): { readonly workload: Workload; readonly simulated: SimulatedTool } {
  const { namespace, name } = placeOf(call);
  if (!isDnsLabel(namespace) || !isSimulationName(name)) {
    throw new Refusal(404, 'Simulated tool not found');
  }
  if (state.trouble.forbidsReading) {
    if (state.trouble.current === 'read') call.markUnrecorded();
    throw new Refusal(502, 'Failed to read simulated-tool workload');
  }
  const workload = state.tools.find(namespace, name);
  const simulated = state.simulatedTools.find(workload);
  if (workload === undefined || simulated === undefined) {
    throw new Refusal(404, `Simulated tool '${name}' not found in namespace '${namespace}'`);
  }
  return { workload, simulated };
}
