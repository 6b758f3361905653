import type { BasicPermission } from '@backstage/plugin-permission-common';

/** To read settings, their history and the health of the overrides; no secret is among them. */
const read = basic('boost.config.read', 'read');
/** To change settings. Boost's own backend has the permission of this name too. */
const manage = basic('boost.config.manage', 'update');

/**
 * The Backstage permissions of the plugin `boost-config`: `boost.config.read` (action `read`) and
 * `boost.config.manage` (action `update`). The plugin registers them itself; a policy names them.
 */
export const boostConfigPermissions: {
  readonly read: BasicPermission;
  readonly manage: BasicPermission;
} = Object.freeze({ read, manage });

function basic(name: string, action: 'read' | 'update'): BasicPermission {
  return Object.freeze({ type: 'basic', name, attributes: Object.freeze({ action }) });
}
