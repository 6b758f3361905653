import type { Operator } from '../backend/operator.fixture.ts';
import type { Outcome } from './outcome.fixture.ts';
import type { SimulationStep } from './step.fixture.ts';

/** Does a step at a simulated tool or its harness, and says what came back. */
export async function performSimulation(
  { ask, backend }: Operator,
  step: SimulationStep,
): Promise<Outcome> {
  const { namespace, name } = step;
  const path = `/simulation/tools/${namespace}/${name}`;
  switch (step.act) {
    case 'simulate': {
      const body = { namespace, name, openapiSpec: '{}' };
      return { status: (await ask('POST', '/simulation/tools', body)).status };
    }
    case 'ask phase': {
      const { status, text } = await ask('GET', `${path}/generation-status`);
      // The answer has a status of its own, which that of HTTP hides.
      return status === 200 ? { status, state: Object(JSON.parse(text)).status } : { status };
    }
    case 'delete simulated':
      return { status: (await ask('DELETE', path)).status };
    case 'harness':
      try {
        backend.simulation.tool(namespace, name)[step.move]();
        return { status: 200 };
      } catch {
        return { status: 0 };
      }
    default:
      return { status: (await ask('POST', `${path}/${step.act}`)).status };
  }
}
