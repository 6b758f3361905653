import type { Outcome } from './outcome.fixture.ts';
import type { SimulationStep } from './step.fixture.ts';

/** What the backend is to know of the harness behind a simulated tool. */
export class SimulationModel {
  #phase: 'Generating' | 'Ready' | 'Failed' | 'Error' = 'Generating';
  #isGenerated = false;
  #isReachable = true;
  #isStopped = false;

  /** Does a step that finds the tool there; creating and deleting are not its own. */
  do(step: SimulationStep): Outcome {
    switch (step.act) {
      case 'harness':
        return { status: this.#move(step.move) };
      case 'ask phase':
        return { status: 200, state: this.#phase };
      case 'reset':
        return { status: this.#reset() };
      case 'stop':
        this.#leave('Generating');
        this.#isStopped = true;
        return { status: 200 };
      default:
        this.#isStopped = false;
        return { status: 200 };
    }
  }

  #reset(): number {
    if (!this.#isReachable) {
      return 502;
    }
    return this.#phase === 'Ready' ? 200 : 409;
  }

  #move(move: 'generate' | 'failGeneration' | 'failPod' | 'disappear' | 'comeBack'): number {
    if (move === 'failPod') {
      if (this.#isStopped) {
        return 0;
      }
      this.#leave('Error');
      return 200;
    }
    if (move === 'disappear') {
      this.#leave(this.#phase === 'Error' ? 'Error' : 'Generating');
      return 200;
    }
    if (move === 'comeBack') {
      return this.#comeBack();
    }
    if (!this.#isReachable) {
      return 0;
    }
    this.#isGenerated = move === 'generate';
    this.#phase = this.#isGenerated ? 'Ready' : 'Failed';
    return 200;
  }

  #comeBack(): number {
    if (this.#isStopped) {
      return 0;
    }
    if (!this.#isReachable) {
      this.#isReachable = true;
      this.#phase = this.#isGenerated ? 'Ready' : 'Generating';
    }
    return 200;
  }

  #leave(phase: 'Generating' | 'Error'): void {
    this.#isReachable = false;
    this.#phase = phase;
  }
}
