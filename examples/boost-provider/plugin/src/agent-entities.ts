import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import type { AgentSummary, AgentsApi } from '@rhdh-boost/kagenti-client';

export const providerName = 'kagenti-agent-entity-provider';

/** Brings the catalog up to date. Only a complete list deletes, so a namespace that failed keeps its agents. */
export async function refreshAgents(
  agents: Pick<AgentsApi, 'listAll'>,
  catalog: Pick<EntityProviderConnection, 'applyMutation'>,
  logger: Pick<LoggerService, 'warn'>,
): Promise<void> {
  const { items, failures } = await agents.listAll();
  for (const { namespace, error } of failures) {
    logger.warn(`The agents of ${namespace} stay as they are: ${stringifyError(error)}`);
  }
  const entities = items.map(agent => ({ entity: entityOf(agent), locationKey: providerName }));
  await catalog.applyMutation(
    failures.length > 0
      ? { type: 'delta', added: entities, removed: [] }
      : { type: 'full', entities },
  );
}

/** The entity that Boost makes of an agent. No Kubernetes namespace has a dot, so its name is unique. */
function entityOf({ namespace, name, description }: AgentSummary) {
  const location = `${providerName}:${namespace}/${name}`;
  const annotations = {
    'backstage.io/managed-by-location': location,
    'backstage.io/managed-by-origin-location': location,
    'boost.redhat.com/kagenti-namespace': namespace,
  };
  const labels = { 'boost.redhat.com/provider': 'kagenti' };
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: `kagenti-${namespace}.${name}`,
      title: name,
      description,
      annotations,
      labels,
    },
    spec: { type: 'ai-agent', lifecycle: 'experimental', owner: 'unknown' },
  };
}
