import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { agents } from './agents.ts';

// #region policy
/** What the members of a group may do; `own` where the agent must belong to them. */
const allowed: Readonly<Record<string, Readonly<Record<string, 'all' | 'own'>>>> = {
  'group:default/chatters': { 'boost.agent.list': 'own', 'boost.chat.create': 'all' },
  'group:default/operators': {
    'boost.agent.list': 'all',
    'boost.agent.delete': 'own',
    'boost.chat.create': 'all',
  },
  'group:default/administrators': {
    'boost.agent.list': 'all',
    'boost.agent.delete': 'all',
    'boost.chat.create': 'all',
    'boost.config.read': 'all',
    'boost.config.manage': 'all',
  },
};

class GroupPolicy implements PermissionPolicy {
  async handle({ permission }: PolicyQuery, user?: PolicyQueryUser): Promise<PolicyDecision> {
    const claims = user?.info.ownershipEntityRefs ?? [];
    const may = new Set(claims.map(claim => allowed[claim]?.[permission.name]));
    if (may.has('all')) return { result: AuthorizeResult.ALLOW };
    if (may.has('own') && isResourcePermission(permission, 'boost-agent')) {
      return agents.decide(permission, agents.conditions.isOwner({ claims }));
    }
    return { result: AuthorizeResult.DENY };
  }
}
// #endregion

/** Installs the policy in the permission backend. */
export const policyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'groups',
  register(env) {
    env.registerInit({
      deps: { policies: policyExtensionPoint },
      async init({ policies }) {
        policies.setPolicy(new GroupPolicy());
      },
    });
  },
});
