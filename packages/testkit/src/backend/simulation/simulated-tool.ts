/** Why a pod does not start; with any other reason the backend goes on waiting. */
export type PodTrouble =
  | 'CrashLoopBackOff'
  | 'ImagePullBackOff'
  | 'ErrImagePull'
  | 'CreateContainerConfigError';

/** Where a simulated tool is, in the backend's words. */
export type SimulationPhase = 'Generating' | 'Ready' | 'Failed' | 'Error';

/** What `simulation.generationStatus` says of a tool, but for its address. */
export interface SimulationState {
  readonly phase: SimulationPhase;
  readonly reason: string | null;
}

/** A tool without a harness that answers is given up at this age, be it stopped or still to start. */
const patienceSeconds = 600;

type Generation = 'lost' | 'running' | 'done' | { readonly failure: string };

/**
 * The harness behind a simulated tool, which generates it and then plays it. While it cannot be reached,
 * the backend knows no more than the pod's trouble and the tool's age.
 */
export class SimulatedTool {
  #generation: Generation = 'running';
  #isReachable = true;
  #isStopped = false;
  /** It was stopped and started, and its harness is not back; one that disappeared stays away. */
  #isStarting = false;
  #podTrouble: string | undefined;
  #bornAtMs = Date.now();
  #waitsSinceMs = Date.now();

  get state(): SimulationState {
    const generation = this.#isReachable ? this.#generation : 'lost';
    if (typeof generation === 'object') {
      return { phase: 'Failed', reason: generation.failure };
    }
    if (generation !== 'lost') {
      return { phase: generation === 'done' ? 'Ready' : 'Generating', reason: null };
    }
    if (this.#podTrouble !== undefined) {
      return { phase: 'Error', reason: this.#podTrouble };
    }
    return Date.now() - this.#bornAtMs > patienceSeconds * 1000
      ? { phase: 'Failed', reason: 'generation_stalled' }
      : { phase: 'Generating', reason: null };
  }

  get isReachable(): boolean {
    return this.#isReachable;
  }

  /** Since when it waits for what comes by itself: to be generated, or to be back after a start. */
  get waitsSinceMs(): number | undefined {
    const isGenerating = this.#isReachable && this.#generation === 'running';
    return this.#isStarting || isGenerating ? this.#waitsSinceMs : undefined;
  }

  /** @throws TypeError when the harness cannot be reached. */
  generate(): void {
    this.#checkReachable();
    this.#generation = 'done';
  }

  /** @throws TypeError when the harness cannot be reached. */
  failGeneration(failure: string): void {
    this.#checkReachable();
    this.#generation = { failure };
  }

  /** @throws TypeError when the tool is stopped. */
  failPod(trouble: string): void {
    this.#checkNotStopped();
    this.disappear();
    this.#podTrouble = trouble;
  }

  /** What was generated is kept on a volume; all else the harness forgets. */
  disappear(): void {
    this.#isReachable = false;
    this.#isStarting = false;
    this.#generation = this.#generation === 'done' ? 'done' : 'lost';
  }

  /** @throws TypeError when the tool is stopped. */
  comeBack(): void {
    this.#checkNotStopped();
    this.#podTrouble = undefined;
    this.#isReachable = true;
    this.#isStarting = false;
  }

  /** Its pod is gone at once. */
  stop(): void {
    this.disappear();
    this.#podTrouble = undefined;
    this.#isStopped = true;
  }

  /** Its harness is not back before it comes back. */
  start(): void {
    if (this.#isStopped) {
      this.#waitsSinceMs = Date.now();
      this.#isStarting = true;
    }
    this.#isStopped = false;
  }

  passSeconds(seconds: number): void {
    this.#bornAtMs -= seconds * 1000;
  }

  #checkNotStopped(): void {
    if (this.#isStopped) {
      throw new TypeError('The simulated tool is stopped: start it first');
    }
  }

  #checkReachable(): void {
    if (!this.#isReachable) {
      throw new TypeError(
        'The harness of the simulated tool cannot be reached: let it come back first',
      );
    }
  }
}
