import type { AgentResource } from '../agent-resources.ts';
import { type AuthBridge, authBridgeOf } from '../auth-bridge.ts';
import type { BackendState } from '../backend-state.ts';
import type { KubernetesForbids } from '../kubernetes/kubernetes-trouble.ts';
import type { Build } from '../shipwright/build.ts';
import type { BuildStrategy } from '../shipwright/build-strategy.ts';
import {
  type BuildControl,
  type BuildRunControl,
  buildControl,
  buildRunControl,
} from './build-control.ts';

/** The Kubernetes behind a backend, for what happens outside of it. */
export interface KubernetesControl {
  /** It cannot be reached: operations that need it are answered with 500, as plain text. */
  goAway(): void;
  /**
   * Its calls hang: the first request that needs it freezes the backend, so that nothing is answered any
   * more, `/health` included. Streams that have begun go on.
   */
  hang(): void;
  /** It forbids the backend to read anything, only to list namespaces, only to delete, or everything. */
  forbid(what: KubernetesForbids): void;
  /** Its trouble is over; requests that hang are answered. */
  comeBack(): void;
  /** Installs ClusterBuildStrategies in place of those that there are; none at the start. */
  installBuildStrategies(strategies: readonly BuildStrategy[]): void;
  /**
   * A Build, of which Shipwright can be let say whether it is good.
   *
   * @throws TypeError when there is no Build of that name.
   */
  build(namespace: string, name: string): BuildControl;
  /**
   * The latest BuildRun of a Build; the next one has to be asked for anew.
   *
   * @throws TypeError when there is no Build of that name.
   */
  buildRun(namespace: string, name: string): BuildRunControl;
  /**
   * Gives an agent a pod that has an address, with an AuthBridge sidecar or without, in place of one that
   * it had.
   *
   * @throws TypeError when there is no agent of that name.
   */
  addPod(namespace: string, name: string, pod?: { readonly authBridge?: AuthBridge }): void;
  /** Adds a legacy Agent resource, which can be migrated. */
  addAgentResource(resource: AgentResource): void;
}

export function kubernetesControl(state: BackendState): KubernetesControl {
  const { trouble } = state;
  return {
    goAway: () => trouble.change('away'),
    hang: () => trouble.change('hanging'),
    forbid: what => trouble.change(what),
    comeBack: () => trouble.change('none'),
    installBuildStrategies(strategies) {
      state.buildStrategies = [...strategies];
    },
    build: (namespace, name) => buildControl(buildOf(state, namespace, name)),
    buildRun: (namespace, name) => buildRunControl(buildOf(state, namespace, name)),
    addPod(namespace, name, { authBridge } = {}) {
      const agent = state.agents.find(namespace, name);
      if (agent === undefined) {
        throw new TypeError(`There is no agent '${name}' in the namespace '${namespace}'`);
      }
      state.pods.set(agent, { authBridge: authBridge && authBridgeOf(authBridge) });
    },
    addAgentResource: resource => state.agentResources.add(resource),
  };
}

function buildOf(state: BackendState, namespace: string, name: string): Build {
  const build = state.builds.find(namespace, name);
  if (build === undefined) {
    throw new TypeError(
      `There is no Build '${name}' in the namespace '${namespace}': create an agent or a tool from source first`,
    );
  }
  return build;
}
