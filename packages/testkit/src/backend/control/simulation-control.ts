import type { BackendState } from '../backend-state.ts';
import type { PodTrouble, SimulatedTool, SimulationPhase } from '../simulation/simulated-tool.ts';

/** The simulated tools of a backend. */
export interface SimulationControl {
  /**
   * A simulated tool; one that is created anew has to be asked for anew.
   *
   * @throws TypeError when there is no simulated tool of that name.
   */
  tool(namespace: string, name: string): SimulatedToolControl;
}

/** A simulated tool in the hands of a test, with the harness that plays it. */
export interface SimulatedToolControl {
  /** Where it is now, in the backend's words. */
  readonly phase: SimulationPhase;
  /**
   * The harness has generated it: it is ready.
   *
   * @throws TypeError while the harness cannot be reached.
   */
  generate(): void;
  /**
   * The harness could not generate it; as in the recordings when no reason is given.
   *
   * @throws TypeError while the harness cannot be reached.
   */
  failGeneration(failure?: { readonly reason?: string }): void;
  /**
   * Its pod cannot start, for want of a Secret when nothing is said.
   *
   * @throws TypeError while the tool is stopped.
   */
  failPod(trouble?: { readonly reason?: PodTrouble; readonly message?: string }): void;
  /** The harness cannot be reached any more, as when its pod crashed; a stopped tool's cannot either. */
  disappear(): void;
  /**
   * The harness can be reached again, with what it had generated.
   *
   * @throws TypeError while the tool is stopped.
   */
  comeBack(): void;
  /** Makes it older: without a harness it counts as failed after ten minutes. */
  passSeconds(seconds: number): void;
}

export function simulationControl(state: BackendState): SimulationControl {
  return {
    tool(namespace, name) {
      const simulated = state.simulatedTools.find(state.tools.find(namespace, name));
      if (simulated === undefined) {
        throw new TypeError(
          `There is no simulated tool '${name}' in the namespace '${namespace}': create it first`,
        );
      }
      return simulatedToolControl(simulated);
    },
  };
}

function simulatedToolControl(simulated: SimulatedTool): SimulatedToolControl {
  return {
    get phase() {
      return simulated.state.phase;
    },
    generate: () => simulated.generate(),
    failGeneration({ reason } = {}) {
      const recorded =
        'skill_generation_failed (TimeoutError): Simulation creation exceeded 120s budget.';
      simulated.failGeneration(reason ?? recorded);
    },
    failPod({ reason = 'CreateContainerConfigError', message } = {}) {
      const isRecorded = reason === 'CreateContainerConfigError';
      const said = message ?? (isRecorded ? 'secret "llm-api-key" not found' : undefined);
      simulated.failPod(said === undefined ? reason : `${reason}: ${said}`);
    },
    disappear: () => simulated.disappear(),
    comeBack: () => simulated.comeBack(),
    passSeconds: seconds => simulated.passSeconds(seconds),
  };
}
