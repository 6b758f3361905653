import {
  type Permission as BackstagePermission,
  type BasicPermission,
  createPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { Permission } from '@rhdh-boost/kagenti-contract';
import { PermissionRefusal } from '../errors/permission-refusal.ts';

/** A permission that is asked for as such, or for an agent. */
type AgentPermission = BasicPermission | ResourcePermission<typeof resourceType>;

type Action = NonNullable<BackstagePermission['attributes']['action']>;

/** The type of resource that Boost registers its agents under. */
const resourceType = 'boost-agent';

const basic = (name: Permission | 'boost.admin', action: Action): BasicPermission =>
  createPermission({ name, attributes: { action } });
const onAgent = (name: Permission, action: Action): ResourcePermission<typeof resourceType> =>
  createPermission({ name, attributes: { action }, resourceType });

/** Boost's permission to do everything on its routes; of no operation of Kagenti. */
export const boostAdmin: BasicPermission = basic('boost.admin', 'update');
/** The permission that an agent is shown by, also where another one is asked for. */
export const agentList: ResourcePermission<typeof resourceType> = onAgent(
  'boost.agent.list',
  'read',
);

/**
 * Typed by the union of names, so that the compiler finds a name without a row. Kinds and actions are
 * those that Boost gives the permissions: a policy is written once for both.
 */
const byName: Readonly<Record<Permission, AgentPermission>> = {
  'boost.access': basic('boost.access', 'read'),
  'boost.agent.delete': onAgent('boost.agent.delete', 'delete'),
  'boost.agent.list': agentList,
  'boost.agent.register': basic('boost.agent.register', 'create'),
  'boost.chat.create': basic('boost.chat.create', 'create'),
  'boost.kagenti.admin': basic('boost.kagenti.admin', 'update'),
  'boost.mcp.manage': basic('boost.mcp.manage', 'update'),
};

/**
 * The Backstage permissions of all operations, for `permissionsRegistry.addPermissions([...kagentiPermissions])`
 * in a plugin that does not run beside Boost, which registers them itself.
 */
export const kagentiPermissions: readonly BackstagePermission[] = Object.freeze(
  Object.values(byName).map(frozen),
);

/** Shared by all who ask: nobody may make another permission of one. */
function frozen<T extends BackstagePermission>(permission: T): T {
  Object.freeze(permission.attributes);
  return Object.freeze(permission);
}

/**
 * The Backstage permission of that name.
 *
 * @throws PermissionRefusal for another, which a `request` may have named: Backstage would be asked for nothing.
 */
export function kagentiPermission(name: Permission): AgentPermission {
  if (!Object.hasOwn(byName, name)) {
    throw new PermissionRefusal(
      `There is no permission "${printableName(name)}": give one of ${Object.keys(byName).join(', ')}.`,
    );
  }
  return byName[name];
}

/** A name as it may be printed: names are code, but a caller may pass on what a user wrote. */
export function printableName(name: unknown): string {
  return typeof name === 'string' && /^[\w.-]{1,64}$/.test(name) ? name : '?';
}
