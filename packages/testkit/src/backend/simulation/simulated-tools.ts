import { checkProgress, type BuildProgress as Progress } from '../shipwright/build-progress.ts';
import type { Workload } from '../workload.ts';
import { SimulatedTool } from './simulated-tool.ts';

/** The harnesses of simulated tools, and how they get on by themselves. */
export class SimulatedTools {
  readonly #tools = new WeakMap<Workload, SimulatedTool>();
  /** How often the state of a tool was asked for since it last moved by itself. */
  readonly #polls = new WeakMap<SimulatedTool, number>();
  readonly #progress: Progress | undefined;

  /** @throws TypeError for a progress that would be none. */
  constructor(progress: Progress | undefined) {
    if (progress !== undefined) {
      checkProgress(progress, 'simulation.autoProgress');
    }
    this.#progress = progress;
  }

  add(workload: Workload): void {
    this.#tools.set(workload, new SimulatedTool());
  }

  /** The harness of a tool; undefined when the tool is no simulated one. */
  find(workload: Workload | undefined): SimulatedTool | undefined {
    const tool = workload && this.#tools.get(workload);
    if (tool?.waitsSinceMs !== undefined && this.#progress && 'stepMs' in this.#progress) {
      if (Date.now() >= tool.waitsSinceMs + this.#progress.stepMs) {
        step(tool);
      }
    }
    return tool;
  }

  /** Notes that the state of a tool was told, which may move it on. */
  polled(tool: SimulatedTool): void {
    if (this.#progress === undefined || !('stepPolls' in this.#progress)) {
      return;
    }
    const polls = (this.#polls.get(tool) ?? 0) + 1;
    const isTime = tool.waitsSinceMs !== undefined && polls >= this.#progress.stepPolls;
    this.#polls.set(tool, isTime || tool.waitsSinceMs === undefined ? 0 : polls);
    if (isTime) {
      step(tool);
    }
  }
}

/** A harness that is away comes back; one that generates is done. */
function step(tool: SimulatedTool): void {
  if (tool.isReachable) {
    tool.generate();
  } else {
    tool.comeBack();
  }
}
