import { createHash } from 'node:crypto';
import type { LoggerService, SchedulerServiceTaskRunner } from '@backstage/backend-plugin-api';
import type { AgentSummary, AgentsApi } from '../api/generated/index.ts';
import { hasMethods } from '../has-methods.ts';
import { checkNames, optionGroup } from '../options/check-names.ts';
import { demand } from '../options/check-options.ts';

/** An agent in Backstage's catalog, with the kind, type, label and annotation by which Boost knows it. */
export type AgentEntity = {
  /** `backstage.io/v1alpha1`. */
  apiVersion: string;
  /** `Component`. */
  kind: string;
  /** How the catalog names it. */
  metadata: {
    /** Unique name, of at most 63 characters. */
    name: string;
    /** Name of the agent. */
    title: string;
    /** Description of the agent, where Kagenti has one. */
    description?: string;
    /** Where the entity comes from, and the namespace of the agent. */
    annotations: Record<string, string>;
    /** The provider. */
    labels: Record<string, string>;
  };
  /** What kind of component it is. */
  spec: {
    /** `ai-agent`. */
    type: string;
    /** `experimental`. */
    lifecycle: string;
    /** `unknown`, unless `adapt` sets another. */
    owner: string;
  };
};

/** An entity, and the provider that it belongs to. */
export type DeferredAgentEntity = {
  /** The entity. */
  entity: AgentEntity;
  /** Name of the provider: entities of one name that have other keys are in conflict. */
  locationKey: string;
};

/** What the catalog connects a provider to: the part of its `EntityProviderConnection` that is used. */
export interface AgentCatalog {
  /** Changes the entities of the provider. */
  applyMutation(
    mutation:
      | { type: 'full'; entities: DeferredAgentEntity[] }
      | { type: 'delta'; added: DeferredAgentEntity[]; removed: DeferredAgentEntity[] },
  ): Promise<void>;
}

/** An `EntityProvider` of Backstage's catalog. */
export interface AgentEntityProvider {
  /** Name of the provider. */
  getProviderName(): string;
  /** Starts the task, which also runs soon after the start of the backend. */
  connect(catalog: AgentCatalog): Promise<void>;
}

/** What {@link agentEntityProvider} is made with. */
export interface AgentEntityProviderOptions {
  /** Name of the provider, and id of its task. The catalog keeps entities under it. */
  readonly name: string;
  /** Lists the agents: `kagenti.asService('catalog').agents`, with `serviceMay` `agents.list`. */
  readonly agents: Pick<AgentsApi, 'listAll'>;
  /** When: `scheduler.createScheduledTaskRunner({ frequency, timeout })`. */
  readonly schedule: Pick<SchedulerServiceTaskRunner, 'run'>;
  /** Receives the namespaces that could not be listed. */
  readonly logger: Pick<LoggerService, 'warn'>;
  /** Changes an entity before the catalog gets it, for example its owner. */
  readonly adapt?: (entity: AgentEntity, agent: AgentSummary) => AgentEntity;
}

const optionNames = {
  name: true,
  agents: true,
  schedule: true,
  logger: true,
  adapt: true,
} satisfies Record<keyof AgentEntityProviderOptions, true>;

/**
 * Makes an entity provider that keeps the agents of the client's namespaces in Backstage's catalog, for
 * `catalogProcessingExtensionPoint.addEntityProvider`. Only a complete list deletes entities: if a namespace cannot be
 * listed, all agents stay. If none can be listed, the task fails, which Backstage logs.
 * @throws KagentiError `invalid_options` for an unknown option, or one of another kind than it should be.
 */
export function agentEntityProvider(options: AgentEntityProviderOptions): AgentEntityProvider {
  checkNames(optionGroup(options, optionNames, 'what agentEntityProvider is given'), optionNames);
  const { name, agents, schedule, logger, adapt = entity => entity } = options;
  demand(typeof name === 'string' && name !== '', 'name is a text');
  demand(
    hasMethods(agents, 'listAll'),
    "agents is that of the client, kagenti.asService('…').agents",
  );
  demand(hasMethods(schedule, 'run'), 'schedule is what createScheduledTaskRunner returns');

  demand(hasMethods(logger, 'warn'), 'logger is coreServices.logger');
  demand(typeof adapt === 'function', 'adapt is a function');

  const update = async (catalog: AgentCatalog): Promise<void> => {
    const { items, failures } = await agents.listAll();
    for (const { namespace, error } of failures) {
      logger.warn(
        `The agents of ${namespace} could not be listed, and stay as they are.`,
        Object(error),
      );
    }
    const added = items.map(agent => ({
      entity: adapt(agentEntity(agent, name), agent),
      locationKey: name,
    }));
    await catalog.applyMutation(
      failures.length > 0
        ? { type: 'delta', added, removed: [] }
        : { type: 'full', entities: added },
    );
  };
  return {
    getProviderName: () => name,
    connect: catalog => schedule.run({ id: name, fn: () => update(catalog) }),
  };
}

function agentEntity(
  { namespace, name, description }: AgentSummary,
  provider: string,
): AgentEntity {
  const location = `${provider}:${namespace}/${name}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: entityName(namespace, name),
      title: name,
      // Kagenti has an empty text for an agent without one.
      ...(description ? { description } : {}),
      annotations: {
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
        'boost.redhat.com/kagenti-namespace': namespace,
      },
      labels: { 'boost.redhat.com/provider': 'kagenti' },
    },
    spec: { type: 'ai-agent', lifecycle: 'experimental', owner: 'unknown' },
  };
}

/** What the catalog takes (`KubernetesValidatorFunctions.isValidObjectName`); names of Kubernetes may be longer. */
const longestName = 63;

/** No namespace contains a dot, so that names of different agents differ. */
function entityName(namespace: string, name: string): string {
  const whole = `kagenti-${namespace}.${name}`;
  if (whole.length <= longestName) return whole;
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, 12);
  return `${whole.slice(0, longestName - hash.length - 1)}-${hash}`;
}
