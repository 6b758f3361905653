import {
  type Permission as BackstagePermission,
  type BasicPermission,
  createPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import type { Permission } from '@rhdh-boost/kagenti-contract';
import { PermissionRefusal } from '../errors/permission-refusal.ts';

type Action = NonNullable<BackstagePermission['attributes']['action']>;

const basic = (name: Permission, action: Action): BasicPermission =>
  createPermission({ name, attributes: { action } });

/**
 * Typed by the union of names, so that the compiler finds a name without a row. Kinds and actions are
 * those that Boost gives the permissions: a policy is written once for both.
 */
const byName: Readonly<Record<Permission, BasicPermission | ResourcePermission<'boost-agent'>>> = {
  'boost.access': basic('boost.access', 'read'),
  'boost.agent.delete': createPermission({
    name: 'boost.agent.delete',
    attributes: { action: 'delete' },
    resourceType: 'boost-agent',
  }),
  'boost.agent.list': basic('boost.agent.list', 'read'),
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
export function kagentiPermission(name: Permission): BackstagePermission {
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
