import type { ConditionalPolicyDecision } from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import type { AgentRef } from '../access/permission.ts';
import { boostAgentDeletePermission, boostAgentListPermission } from '../browser/permissions.ts';

/** What {@link agentOwnership} is made with. */
export interface AgentOwnershipOptions {
  /** The plugin that registers the resource type. */
  readonly pluginId: string;
  /** Entity refs of the users and groups that own an agent; undefined for an agent that does not exist. */
  readonly ownersOf: (
    agent: AgentRef,
  ) => readonly string[] | undefined | Promise<readonly string[] | undefined>;
}

/** An agent with the users and groups that own it. */
export interface OwnedAgent {
  /** `namespace/name`. */
  readonly ref: string;
  /** Entity refs. */
  readonly owners: readonly string[];
}

/** The resource type `boost-agent` with the rule `IS_OWNER`, for policies that decide by owner. */
export function agentOwnership({ pluginId, ownersOf }: AgentOwnershipOptions) {
  const resourceRef = createPermissionResourceRef<OwnedAgent, { owners: string[] }>().with({
    pluginId,
    resourceType: 'boost-agent',
  });
  const isOwner = createPermissionRule({
    name: 'IS_OWNER',
    description: 'Allow agents that the user, or a group of the user, owns',
    resourceRef,
    paramsSchema: z.object({
      claims: z.array(z.string()).describe('Entity refs, one of which owns the agent'),
    }),
    apply: ({ owners }, { claims }) => owners.some(owner => claims.includes(owner)),
    toQuery: ({ claims }) => ({ owners: claims }),
  });
  const load = async (ref: string): Promise<OwnedAgent | undefined> => {
    const [namespace = '', name = ''] = ref.split('/');
    const owners = await ownersOf({ namespace, name });
    return owners === undefined ? undefined : { ref, owners };
  };
  const isAuthorized = createConditionAuthorizer([isOwner]);
  const { conditions, createConditionalDecision } = createConditionExports({
    resourceRef,
    rules: { isOwner },
  });
  return {
    /** For `permissionsRegistry.addResourceType`. */
    resourceType: {
      resourceRef,
      permissions: [boostAgentListPermission, boostAgentDeletePermission],
      rules: [isOwner],
      getResources: (refs: string[]) => Promise.all(refs.map(load)),
    },
    /** Conditions for a policy. */
    conditions,
    /** A policy's decision on a permission on agents. */
    decide: createConditionalDecision,
    /** For `createKagentiClientServiceFactory`: applies the conditions of a decision to one agent. */
    resolveConditional: async (
      decision: ConditionalPolicyDecision,
      { namespace, name }: AgentRef,
    ) => isAuthorized(decision, await load(`${namespace}/${name}`)),
  };
}
