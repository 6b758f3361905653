import type { BasicPermission } from '@backstage/plugin-permission-common';

/**
 * The Backstage permissions of the plugin `boost-config`, for a policy. The plugin registers them itself.
 */
export const boostConfigPermissions: {
  /** `boost.config.read`, action `read`: to read settings, their history and the health of the overrides. */
  readonly read: BasicPermission;
  /** `boost.config.manage`, action `update`: to change settings. Boost's own backend has this permission too. */
  readonly manage: BasicPermission;
} = Object.freeze({
  read: basic('boost.config.read', 'read'),
  manage: basic('boost.config.manage', 'update'),
});

function basic(name: string, action: 'read' | 'update'): BasicPermission {
  return Object.freeze({ type: 'basic', name, attributes: Object.freeze({ action }) });
}
