import type { KagentiRelease } from '../../src/backend/platform.ts';
import {
  inOrder,
  isSame,
  isSameName,
  type ModelBuild,
  type ModelWorkload,
  stateOf,
} from './model-items.fixture.ts';
import type { Outcome } from './outcome.fixture.ts';
import { SimulationModel } from './simulation-model.fixture.ts';
import { SkillModel } from './skill-model.fixture.ts';
import {
  type At,
  isSimulationStep,
  isSkillStep,
  type Kind,
  type SimulationStep,
  type Step,
  type WorkloadStep,
} from './step.fixture.ts';

/** All that the backend is to remember, in its plainest form. */
export class Model {
  readonly #enabled: readonly string[];
  readonly #finalizesAgents: boolean;
  #workloads: ModelWorkload[] = [];
  #builds: ModelBuild[] = [];
  readonly #skills: SkillModel;

  constructor(enabledNamespaces: readonly string[], release: KagentiRelease) {
    this.#finalizesAgents = release === '2026-07-23';
    this.#enabled = enabledNamespaces;
    this.#skills = new SkillModel([...enabledNamespaces, 'default']);
  }

  /** Does a step; what it throws in the backend's hands is status 0. */
  do(step: Step): Outcome {
    if (isSkillStep(step)) {
      return this.#skills.do(step);
    }
    return isSimulationStep(step) ? this.#simulate(step) : this.#work(step);
  }

  #work(step: WorkloadStep): Outcome {
    switch (step.act) {
      case 'deploy':
      case 'build':
        return { status: this.#create(step) };
      case 'get':
        return this.#get(step);
      case 'delete':
        this.#workloads = this.#workloads.filter(workload => !isSame(workload, step));
        this.#builds = this.#builds.filter(build => !isSameName(build, step));
        return { status: 200 };
      case 'move':
        return { status: this.#move(step) };
      case 'list':
        return { status: 200, items: this.#list(step) };
      case 'reconcile':
        this.#reconcile();
        return { status: 200 };
      case 'list builds':
        return { status: 200, items: this.#listBuilds(step) };
      default:
        return this.#askBuild(step);
    }
  }

  #simulate(step: SimulationStep): Outcome {
    const at: At = { ...step, kind: 'tools' };
    if (step.act === 'simulate') {
      return { status: this.#createSimulated(at) };
    }
    const simulation = this.#workloads.find(workload => isSame(workload, at))?.simulation;
    if (simulation === undefined) {
      return { status: step.act === 'harness' ? 0 : 404 };
    }
    if (step.act === 'delete simulated') {
      this.#workloads = this.#workloads.filter(workload => !isSame(workload, at));
      return { status: 200 };
    }
    return simulation.do(step);
  }

  #createSimulated({ kind, namespace, name: asked }: At): number {
    // A good name is made one nevertheless, which takes the second of two hyphens away.
    const name = asked.replace(/-+/g, '-');
    if (name.includes('_')) {
      return 422;
    }
    if (![...this.#enabled, 'default'].includes(namespace)) {
      return 500;
    }
    if (this.#has({ kind, namespace, name })) {
      return 409;
    }
    const simulation = new SimulationModel();
    this.#workloads.push({ kind, namespace, name, type: 'statefulset', simulation });
    return 202;
  }

  #create(step: Extract<Step, { type: string }>): number {
    if (step.kind === 'tools' && step.type === 'job') {
      return 400;
    }
    if (![...this.#enabled, 'default'].includes(step.namespace)) {
      return 404;
    }
    if (step.name.includes('_')) {
      return 422;
    }
    if (step.act === 'build') {
      this.#builds = this.#builds.filter(build => !isSameName(build, step));
      this.#builds.push({ ...step, phase: 'Pending' });
      return 200;
    }
    if (this.#has(step)) {
      return 409;
    }
    this.#workloads.push(step);
    return 200;
  }

  #get(at: At): Outcome {
    const workload = this.#workloads.find(one => isSame(one, at));
    if (workload !== undefined) {
      return { status: 200, state: workload.type };
    }
    const phase = this.#buildOf(at)?.phase;
    return at.kind === 'tools' && phase !== undefined && phase !== 'Succeeded'
      ? { status: 200, state: stateOf(phase) }
      : { status: 404 };
  }

  #move(step: Extract<Step, { act: 'move' }>): number {
    const build = this.#buildOf(step);
    if (build === undefined || build.phase === 'Succeeded' || build.phase === 'Failed') {
      return 0;
    }
    const phases = {
      queue: 'Running',
      start: 'Running',
      succeed: 'Succeeded',
      fail: 'Failed',
    } as const;
    build.phase = phases[step.move];
    return 200;
  }

  #askBuild(step: At & { act: string }): Outcome {
    const build = this.#buildOf(step);
    if (build === undefined) {
      return { status: 404 };
    }
    if (step.act === 'info') {
      return { status: 200, state: build.phase };
    }
    if (step.act === 'run again') {
      build.phase = 'Pending';
      return { status: 200 };
    }
    if (build.phase !== 'Succeeded') {
      return { status: 400 };
    }
    if (this.#has(step)) {
      return { status: step.kind === 'agents' ? 200 : 409 };
    }
    if (step.kind === 'agents' && !this.#finalizesAgents) {
      return { status: 500 };
    }
    this.#finalize(build, step.kind);
    return { status: 200 };
  }

  #finalize({ namespace, name, type }: ModelBuild, kind: Kind): void {
    // Only an agent's build remembers what it is to run as.
    this.#workloads.push({ kind, namespace, name, type: kind === 'agents' ? type : 'deployment' });
  }

  #reconcile(): void {
    for (const build of inOrder(this.#builds)) {
      const isDue = build.phase === 'Succeeded' && this.#enabled.includes(build.namespace);
      const isPossible = build.kind !== 'agents' || this.#finalizesAgents;
      if (isDue && isPossible && !this.#has(build)) {
        this.#finalize(build, build.kind);
      }
    }
  }

  #list({ kind, namespace }: { kind: Kind; namespace: string }): unknown[] {
    const isHere = (at: At) => at.kind === kind && at.namespace === namespace;
    const listed = ['deployment', 'statefulset'].flatMap(type =>
      this.#workloads.filter(workload => isHere(workload) && workload.type === type),
    );
    const building = inOrder(this.#builds).filter(
      build =>
        isHere(build) &&
        build.phase !== 'Succeeded' &&
        !listed.some(workload => isSame(workload, build)),
    );
    return [
      ...listed.map(({ name }) => [name, 'Ready']),
      ...building.map(({ name, phase }) => [name, stateOf(phase)]),
    ];
  }

  #listBuilds({ kind, namespace }: { kind: string; namespace: string | undefined }): unknown[] {
    const places = namespace === undefined ? this.#enabled : [namespace];
    return inOrder(this.#builds)
      .filter(build => places.includes(build.namespace))
      .filter(build => kind === 'all' || kind === build.kind)
      .map(build => [build.name, build.namespace]);
  }

  #has(at: At): boolean {
    return this.#workloads.some(workload => isSame(workload, at));
  }

  #buildOf(at: At): ModelBuild | undefined {
    return this.#builds.find(build => isSameName(build, at));
  }
}
