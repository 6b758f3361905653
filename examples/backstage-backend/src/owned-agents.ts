import {
  createConditionAuthorizer,
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';

/** An agent with the user who may delete it. */
export interface OwnedAgent {
  /** `namespace/name`: the `resourceRef` that the client of Kagenti passes to Backstage. */
  readonly ref: string;
  /** Entity ref of a user. */
  readonly owner: string;
}

/** A plugin of your own reads this from its database or from the catalog. */
const owners: Readonly<Record<string, string>> = {
  'team1/weather-agent': 'user:default/jane',
};

/** The agent of a reference; undefined denies, as Backstage does for a resource that it does not know. */
export function ownedAgent(ref: string): OwnedAgent | undefined {
  const owner = Object.hasOwn(owners, ref) ? owners[ref] : undefined;
  return owner === undefined ? undefined : { ref, owner };
}

/** The resource type of Boost's agents, which this plugin registers in Boost's place. */
export const agentResource = createPermissionResourceRef<
  OwnedAgent,
  Pick<OwnedAgent, 'owner'>
>().with({
  pluginId: 'kagenti',
  resourceType: 'boost-agent',
});

export const isOwner = createPermissionRule({
  name: 'IS_OWNER',
  description: 'Allow agents that belong to the user',
  resourceRef: agentResource,
  paramsSchema: z.object({ user: z.string() }),
  apply: ({ owner }, { user }) => owner === user,
  toQuery: ({ user }) => ({ owner: user }),
});

/** Conditions for a policy: `createAgentDecision(permission, agentConditions.isOwner({ user }))`. */
export const { conditions: agentConditions, createConditionalDecision: createAgentDecision } =
  createConditionExports({ resourceRef: agentResource, rules: { isOwner } });

/** Applies the conditions of a decision to one agent. */
export const authorizeAgent = createConditionAuthorizer([isOwner]);
