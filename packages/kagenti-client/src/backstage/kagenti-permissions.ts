import type { Permission as BackstagePermission } from '@backstage/plugin-permission-common';
import type { Permission } from '@rhdh-boost/kagenti-contract';
import {
  type BoostAgentPermission,
  type BoostPermission,
  boostAccessPermission,
  boostAgentDeletePermission,
  boostAgentListPermission,
  boostAgentRegisterPermission,
  boostChatCreatePermission,
  boostKagentiAdminPermission,
  boostMcpManagePermission,
} from '../browser/permissions.ts';
import { PermissionRefusal } from '../errors/permission-refusal.ts';

/** Typed by the union of names, so that the compiler finds a name without a row. */
const byName: Readonly<Record<Permission, BoostPermission | BoostAgentPermission>> = {
  'boost.access': boostAccessPermission,
  'boost.agent.delete': boostAgentDeletePermission,
  'boost.agent.list': boostAgentListPermission,
  'boost.agent.register': boostAgentRegisterPermission,
  'boost.chat.create': boostChatCreatePermission,
  'boost.kagenti.admin': boostKagentiAdminPermission,
  'boost.mcp.manage': boostMcpManagePermission,
};

/**
 * The Backstage permissions of all operations, for `permissionsRegistry.addPermissions([...kagentiPermissions])`.
 * Several plugins may register them, also beside Boost's backend: Backstage keeps a list for each plugin.
 */
export const kagentiPermissions: readonly BackstagePermission[] = Object.freeze(
  Object.values(byName),
);

/**
 * The Backstage permission of that name.
 *
 * @throws PermissionRefusal for another, which a `request` may have named: Backstage would be asked for nothing.
 */
export function kagentiPermission(name: Permission): BoostPermission | BoostAgentPermission {
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
