export { auditSink } from './audit-sink.ts';
export { backstageUser } from './backstage-user.ts';
export { kagentiPermissions } from './kagenti-permissions.ts';
export { type PermissionAuthorizerOptions, permissionAuthorizer } from './permission-authorizer.ts';
