import { AgentResources } from './agent-resources.ts';
import type { Pod } from './auth-bridge.ts';
import { ContextService } from './contexts/context-service.ts';
import { DreamJournal } from './dreams/dream-journal.ts';
import { KubernetesTrouble } from './kubernetes/kubernetes-trouble.ts';
import type { Build, BuildRequest } from './shipwright/build.ts';
import type { BuildProgress } from './shipwright/build-progress.ts';
import { BuildShelf } from './shipwright/build-shelf.ts';
import type { BuildStrategy } from './shipwright/build-strategy.ts';
import { SimulatedTools } from './simulation/simulated-tools.ts';
import { SkillRegistries } from './skills/skill-registries.ts';
import { SkillShelf } from './skills/skill-shelf.ts';
import type { Synchronisation } from './skills/synchronisation.ts';
import type { Workload } from './workload.ts';
import { WorkloadShelf } from './workload-shelf.ts';

/** Namespaces of the platform itself, in which Kagenti is not enabled. */
const platformNamespaces = ['default', 'kube-system', 'rossoctl-system'];

/** What gets on without a test. */
export interface ProgressByItself {
  readonly buildProgress: BuildProgress | undefined;
  readonly simulationProgress: BuildProgress | undefined;
}

/** What the backend's Kubernetes holds. */
export class BackendState {
  /** The namespaces in which Kagenti is enabled. */
  readonly enabledNamespaces: readonly string[];
  readonly agents = new WorkloadShelf();
  readonly tools = new WorkloadShelf();
  readonly builds: BuildShelf;
  readonly agentResources = new AgentResources();
  /** The agents' pods that have an address, by agent. */
  readonly pods = new WeakMap<Workload, Pod>();
  buildStrategies: readonly BuildStrategy[] = [];
  readonly skills = new SkillShelf();
  readonly skillRegistries = new SkillRegistries();
  /** Undefined while the backend does not keep its skills in step with a registry. */
  synchronisation: Synchronisation | undefined;
  /** What plays the simulated ones among the tools. */
  readonly simulatedTools: SimulatedTools;
  readonly contextService = new ContextService();
  readonly dreams = new DreamJournal();
  readonly trouble = new KubernetesTrouble();
  #serial = 0;

  constructor(
    enabledNamespaces: readonly string[],
    { buildProgress, simulationProgress }: ProgressByItself,
  ) {
    this.enabledNamespaces = [...new Set(enabledNamespaces)].sort();
    this.builds = new BuildShelf(buildProgress);
    this.simulatedTools = new SimulatedTools(simulationProgress);
  }

  /** Every namespace, the platform's own too. */
  get allNamespaces(): string[] {
    return [...new Set([...platformNamespaces, ...this.enabledNamespaces])].sort();
  }

  /** The namespaces that the backend finds when it looks into each: a made-up one when it may not list them. */
  get listedNamespaces(): readonly string[] {
    const isForbidden = this.trouble.forbidsReading || this.trouble.current === 'listNamespaces';
    return isForbidden ? ['default'] : this.enabledNamespaces;
  }

  /** Starts a workload; the caller has made sure that its name is free. */
  start(workload: Omit<Workload, 'createdAt' | 'serial'>): Workload {
    this.#serial += 1;
    const shelf = workload.kind === 'agent' ? this.agents : this.tools;
    const started = { ...workload, createdAt: new Date(), serial: this.#serial };
    shelf.add(started);
    return started;
  }

  /** Starts a build, in place of one of that name. */
  startBuild(request: BuildRequest): Build {
    this.#serial += 1;
    return this.builds.create(request, this.#serial);
  }
}
