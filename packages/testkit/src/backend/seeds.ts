import type { BackendState } from './backend-state.ts';
import { standardPorts } from './workload.ts';

/** An agent or a tool that is there from the start, run as a deployment on the standard ports. */
export interface WorkloadSeed {
  /** A DNS label (RFC 1123). */
  readonly name: string;
  /** One of the backend's namespaces; the first of them by default. */
  readonly namespace?: string;
  /** What lists and details say of it; a sentence with its name by default. */
  readonly description?: string;
  /** What it is built with; `LangGraph` for an agent and `Python` for a tool by default. */
  readonly framework?: string;
}

/** Puts the seeds into an empty state. */
export function plant(
  state: BackendState,
  seeds: { agents: readonly WorkloadSeed[]; tools: readonly WorkloadSeed[] },
  firstNamespace: string,
): void {
  for (const seed of seeds.agents) {
    start(state, 'agent', seed, firstNamespace);
  }
  for (const seed of seeds.tools) {
    start(state, 'tool', seed, firstNamespace);
  }
}

function start(
  state: BackendState,
  kind: 'agent' | 'tool',
  seed: WorkloadSeed,
  firstNamespace: string,
): void {
  const { name, namespace = firstNamespace, description } = seed;
  const isAgent = kind === 'agent';
  if (!state.allNamespaces.includes(namespace)) {
    throw new TypeError(
      `The ${kind} '${name}' is in the namespace '${namespace}', which is not in the option 'namespaces': add it there`,
    );
  }
  state.start({
    kind,
    namespace,
    name,
    workloadType: 'deployment',
    origin: 'image',
    protocol: isAgent ? 'a2a' : 'streamable_http',
    framework: seed.framework ?? (isAgent ? 'LangGraph' : 'Python'),
    description: description ?? `${isAgent ? 'Agent' : 'Tool'} '${name}' of the test kit`,
    image: `registry.example.com/${namespace}/${name}:1.0`,
    environment: [],
    ports: standardPorts(kind),
    hasRoute: false,
    storageSize: undefined,
  });
}
