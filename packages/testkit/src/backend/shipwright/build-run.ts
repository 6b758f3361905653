import { createHash } from 'node:crypto';

/** What the backend calls the state of a BuildRun. */
export type BuildPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

/** Shipwright's condition `Succeeded`, the only one that the backend looks at. */
export interface BuildCondition {
  readonly status: 'Unknown' | 'True' | 'False';
  readonly reason: string;
  readonly message: string;
  readonly since: Date;
}

/** The image that came out of a BuildRun. */
export interface BuildOutput {
  /** Where it is, in place of where the Build wanted it; most often Shipwright does not say. */
  readonly image?: string;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest?: string;
}

const phases = { Unknown: 'Running', True: 'Succeeded', False: 'Failed' } as const;

/** One run of a Build. A run that has ended stays as it is. */
export class BuildRun {
  readonly name: string;
  readonly createdAt = new Date();
  #condition: BuildCondition | undefined;
  #startedAt: Date | undefined;
  #output: BuildOutput = {};

  constructor(name: string) {
    this.name = name;
  }

  /** Pending as long as there is no condition: Shipwright's own Pending is a condition, so Running. */
  get phase(): BuildPhase {
    return this.#condition === undefined ? 'Pending' : phases[this.#condition.status];
  }

  get hasEnded(): boolean {
    return this.phase === 'Succeeded' || this.phase === 'Failed';
  }

  get condition(): BuildCondition | undefined {
    return this.#condition;
  }

  get startedAt(): Date | undefined {
    return this.#startedAt;
  }

  get completedAt(): Date | undefined {
    return this.hasEnded ? this.#condition?.since : undefined;
  }

  get output(): BuildOutput {
    return this.#output;
  }

  /** The controller has seen it; nothing runs yet. */
  queue(since = new Date()): void {
    this.#move({ status: 'Unknown', reason: 'Pending', message: 'Pending', since });
  }

  start(since = new Date()): void {
    const message = 'Not all Steps in the Task have finished executing';
    this.#move({ status: 'Unknown', reason: 'Running', message, since });
    this.#startedAt ??= since;
  }

  succeed(output: BuildOutput = {}, since = new Date()): void {
    const message = 'All Steps have completed executing';
    this.#move({ status: 'True', reason: 'Succeeded', message, since });
    this.#startedAt ??= since;
    this.#output = { digest: digestOf(this.name), ...output };
  }

  fail(message: string, since = new Date()): void {
    this.#move({ status: 'False', reason: 'Failed', message, since });
    this.#startedAt ??= since;
  }

  #move(condition: BuildCondition): void {
    if (this.hasEnded) {
      throw new Error(`The BuildRun '${this.name}' has ended already: ${this.phase}`);
    }
    this.#condition = condition;
  }
}

function digestOf(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
