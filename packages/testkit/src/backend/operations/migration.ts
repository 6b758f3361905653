import type { AgentResource } from '../agent-resources.ts';
import { ok, Refusal } from '../answer.ts';
import type { BackendState } from '../backend-state.ts';
import type { OperationHandlers } from '../operation-handler.ts';
import { standardPorts } from '../workload.ts';
import { placeOf } from './place.ts';

/** `agents.migration.*`; the list of what can be migrated is never reached. */
export const migrationOperations: OperationHandlers = {
  'agents.migration.migrate': (call, { state }) => {
    const { namespace, name } = placeOf(call);
    const resource = state.agentResources.find(namespace, name);
    if (resource === undefined) {
      throw new Refusal(404, `Agent CRD '${name}' not found in namespace '${namespace}'`);
    }
    const isDeleted = call.body['delete_old'] === true;
    const message = migrate(state, resource, isDeleted);
    return ok({
      success: true,
      migrated: true,
      name,
      namespace,
      message,
      deployment_created: true,
      service_created: true,
      agent_crd_deleted: isDeleted,
    });
  },

  'agents.migration.migrateAll': ({ query }, { state }) => {
    const namespace = String(query['namespace']);
    const isDryRun = query['dry_run'] !== false;
    const isDeleted = query['delete_old'] === true;
    const resources = state.agentResources.inNamespace(namespace);
    const isMigrated = ({ name }: AgentResource) =>
      state.agents.find(namespace, name) !== undefined;
    const todo = resources.filter(resource => !isMigrated(resource));
    const skipped = resources
      .filter(isMigrated)
      .map(({ name }) => ({ name, reason: 'Deployment already exists' }));
    const outcomes = isDryRun ? todo.map(planned) : todo.map(attempt(state, isDeleted));
    return ok({
      namespace,
      dry_run: isDryRun,
      delete_old: isDeleted,
      total_agents: resources.length,
      already_migrated: skipped.length,
      to_migrate: todo.length,
      migrated: outcomes.filter(outcome => !('error' in outcome)),
      skipped,
      failed: outcomes.filter(outcome => 'error' in outcome),
    });
  },
};

type Outcome = Readonly<Record<string, unknown>>;

function planned({ name }: AgentResource): Outcome {
  return { name, status: 'would be migrated (dry-run)' };
}

/** One that fails does not keep the others from being migrated. */
function attempt(state: BackendState, isDeleted: boolean): (resource: AgentResource) => Outcome {
  return resource => {
    const { name } = resource;
    try {
      return { name, status: 'migrated', message: migrate(state, resource, isDeleted) };
    } catch (error) {
      if (error instanceof Refusal) {
        return { name, error: error.detail };
      }
      throw error;
    }
  };
}

/** Makes an agent of a resource; gives what was done, in the backend's words. */
function migrate(state: BackendState, resource: AgentResource, isDeleted: boolean): string {
  const { namespace, name, image, description } = resource;
  if (state.agents.find(namespace, name) !== undefined) {
    throw new Refusal(
      409,
      `Deployment '${name}' already exists and was not created by rossoctl-operator. Cannot migrate. Delete the existing Deployment first or use a different name.`,
    );
  }
  if (image === undefined) {
    throw new Refusal(400, `Agent CRD '${name}' has no podTemplateSpec or imageSource.image`);
  }
  state.start({
    kind: 'agent',
    namespace,
    name,
    workloadType: 'deployment',
    origin: 'migration',
    protocol: 'a2a',
    framework: 'LangGraph',
    description,
    image,
    environment: [],
    ports: standardPorts('agent'),
    hasRoute: false,
    storageSize: undefined,
  });
  if (isDeleted) {
    state.agentResources.remove(namespace, name);
  }
  return `Deployment created; Service created${isDeleted ? '; Agent CRD deleted' : ''}`;
}
