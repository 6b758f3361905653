// Names, kinds and actions are those of Boost: a policy is written once for both. They are plain objects, so
// that a page needs no package of Backstage to name them.

/** What a policy may decide by, besides the name. */
export type PermissionAction = 'create' | 'read' | 'update' | 'delete';

/** A permission without a resource; it is assignable to Backstage's `BasicPermission`. */
export interface BoostPermission {
  /** Kind of permission. */
  readonly type: 'basic';
  /** Its name, as policies know it. */
  readonly name: string;
  /** What a policy may decide by, besides the name. */
  readonly attributes: {
    /** What is done. */
    readonly action: PermissionAction;
  };
}

/** A permission on one agent; it is assignable to Backstage's `ResourcePermission<'boost-agent'>`. */
export interface BoostAgentPermission extends Omit<BoostPermission, 'type'> {
  /** Kind of permission. */
  readonly type: 'resource';
  /** Kind of resource. Its `resourceRef` is `namespace/name` of the agent, unless the backend maps it. */
  readonly resourceType: 'boost-agent';
}

function basic(name: string, action: PermissionAction): BoostPermission {
  return frozen({ type: 'basic', name, attributes: { action } });
}

function onAgent(name: string, action: PermissionAction): BoostAgentPermission {
  return frozen({ type: 'resource', name, attributes: { action }, resourceType: 'boost-agent' });
}

/** Shared by all who ask: nobody may make another permission of one. */
function frozen<T extends BoostPermission | BoostAgentPermission>(permission: T): T {
  Object.freeze(permission.attributes);
  return Object.freeze(permission);
}

/** Whether the user may use Boost, and read tools, skills, contexts and settings. */
export const boostAccessPermission = /* @__PURE__ */ basic('boost.access', 'read');
/** Whether the user may do everything on Boost's routes; no operation of Kagenti needs it. */
export const boostAdminPermission = /* @__PURE__ */ basic('boost.admin', 'update');
/** Whether the user may delete agents, or this agent. */
export const boostAgentDeletePermission = /* @__PURE__ */ onAgent('boost.agent.delete', 'delete');
/** Whether the user may see agents, or this agent. */
export const boostAgentListPermission = /* @__PURE__ */ onAgent('boost.agent.list', 'read');
/** Whether the user may register agents. */
export const boostAgentRegisterPermission = /* @__PURE__ */ basic('boost.agent.register', 'create');
/** Whether the user may chat with agents. */
export const boostChatCreatePermission = /* @__PURE__ */ basic('boost.chat.create', 'create');
/** Whether the user may administer Kagenti. */
export const boostKagentiAdminPermission = /* @__PURE__ */ basic('boost.kagenti.admin', 'update');
/** Whether the user may register and call tools. */
export const boostMcpManagePermission = /* @__PURE__ */ basic('boost.mcp.manage', 'update');
