import type { PermissionsRegistryServiceAddResourceTypeOptions } from '@backstage/backend-plugin-api';
import type {
  ConditionalPolicyDecision,
  PermissionCondition,
  PermissionCriteria,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
// Every version of the permission framework that the package supports accepts a schema of zod 3.
import { z } from 'zod/v3';
import type { AgentRef } from '../access/permission.ts';
import { boostAgentDeletePermission, boostAgentListPermission } from '../browser/permissions.ts';
import { checkNames, optionGroup } from '../options/check-names.ts';
import { demand, isTextList } from '../options/check-options.ts';

/** What {@link agentOwnership} is made with. */
export interface AgentOwnershipOptions {
  /** Id of the plugin that registers the resource type. */
  readonly pluginId: string;
  /**
   * Returns the users and groups that own an agent, as full entity refs in any letter case: `user:default/jane`,
   * `group:default/team1`. Returns undefined for an agent without known owners; nobody is then an owner.
   *
   * It is called for each question about an agent, and for each agent of a list that a policy filters, several at the
   * same time. If it throws, the call to Kagenti fails with `permission_undecided`.
   */
  readonly ownersOf: (
    agent: AgentRef,
  ) => readonly string[] | undefined | Promise<readonly string[] | undefined>;
}

const optionNames = {
  pluginId: true,
  ownersOf: true,
} satisfies Record<keyof AgentOwnershipOptions, true>;

/** An agent with the users and groups that own it. */
export interface OwnedAgent {
  /** Entity refs in lower case, as Backstage writes them. */
  readonly owners: readonly string[];
}

/** What the rule `IS_OWNER` compares with the owners of an agent. */
export type OwnerParameters = {
  /** Entity refs of the user and the user's groups. A policy has them in `user.info.ownershipEntityRefs`. */
  claims: string[];
};

/** A condition on an agent. */
export type AgentCondition = PermissionCondition<'boost-agent', OwnerParameters>;

/** The resource type `boost-agent` for a plugin and a policy. */
export interface AgentOwnership {
  /** For `permissionsRegistry.addResourceType` of the plugin. */
  readonly resourceType: PermissionsRegistryServiceAddResourceTypeOptions<
    'boost-agent',
    OwnedAgent,
    OwnedAgent
  >;
  /** Conditions for a policy. */
  readonly conditions: {
    /** The agent has an owner among the claims. */
    readonly isOwner: (parameters: OwnerParameters) => AgentCondition;
  };
  /** Makes the decision of a policy about `boost.agent.list` or `boost.agent.delete`. */
  readonly decide: (
    permission: ResourcePermission<'boost-agent'>,
    conditions: PermissionCriteria<AgentCondition>,
  ) => ConditionalPolicyDecision;
}

/**
 * Makes the resource type `boost-agent` with the rule `IS_OWNER`, for policies that decide by owner. Like the catalog's
 * `IS_ENTITY_OWNER`, the rule has one parameter, `claims`, and compares refs without regard to letter case.
 *
 * The permission backend has conditions applied by the plugin whose id is in the decision. That plugin must register the
 * resource type, also beside Boost, which does not register it. Use one plugin for all conditions on agents.
 *
 * Agents are identified by `namespace/name`, the default of `agentRef`. Of a ref of another form, nobody is an owner.
 *
 * @throws KagentiError `invalid_options` for an unknown option, or one of another kind than it should be.
 */
export function agentOwnership(options: AgentOwnershipOptions): AgentOwnership {
  checkNames(optionGroup(options, optionNames, 'what agentOwnership is given'), optionNames);
  const { pluginId, ownersOf } = options;
  demand(typeof pluginId === 'string' && pluginId !== '', 'pluginId is the id of a plugin');
  demand(typeof ownersOf === 'function', 'ownersOf is a function');

  const resourceRef = createPermissionResourceRef<OwnedAgent, OwnedAgent>().with({
    pluginId,
    resourceType: 'boost-agent',
  });
  const isOwner = createPermissionRule({
    name: 'IS_OWNER',
    description: 'Allow agents that the user or a group of the user owns',
    resourceRef,
    paramsSchema: z.object({
      claims: z.array(z.string()).describe('Entity refs, of which at least one owns the agent'),
    }),
    apply: ({ owners }, { claims }) => owners.some(owner => inLowerCase(claims).includes(owner)),
    toQuery: ({ claims }) => ({ owners: inLowerCase(claims) }),
  });
  const load = async (agent: AgentRef): Promise<OwnedAgent | undefined> => {
    const owners: unknown = await ownersOf(agent);
    if (owners === undefined) return undefined;
    if (isTextList(owners)) return { owners: inLowerCase(owners) };
    throw new TypeError('ownersOf of agentOwnership must return a list of entity refs.');
  };
  const { conditions, createConditionalDecision } = createConditionExports({
    resourceRef,
    rules: { isOwner },
  });
  return {
    resourceType: {
      resourceRef,
      permissions: [boostAgentListPermission, boostAgentDeletePermission],
      rules: [isOwner],
      getResources: refs =>
        Promise.all(
          refs.map(async ref => {
            const [namespace, name, ...rest] = ref.split('/');
            return namespace && name && rest.length === 0 ? load({ namespace, name }) : undefined;
          }),
        ),
    },
    conditions,
    decide: createConditionalDecision,
  };
}

/** Backstage writes entity refs in lower case; app-config and databases may not. */
const inLowerCase = (refs: readonly string[]): string[] => refs.map(ref => ref.toLowerCase());
