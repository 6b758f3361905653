export {
  type AgentCatalog,
  type AgentEntity,
  type AgentEntityProvider,
  type AgentEntityProviderOptions,
  agentEntityProvider,
  type DeferredAgentEntity,
} from './agent-entities.ts';
export { auditSink } from './audit-sink.ts';
export { type BackstageUserOptions, backstageUser } from './backstage-user.ts';
export { toBackstageError } from './http-answers.ts';
export {
  createKagentiClientServiceFactory,
  type KagentiClientService,
  type KagentiClientServiceOptions,
  kagentiClientServiceRef,
} from './kagenti-client-service.ts';
export {
  type KagentiErrorHandler,
  type KagentiErrorsOptions,
  kagentiErrors,
} from './kagenti-errors.ts';
export {
  type HealthPart,
  type HealthState,
  type KagentiHealth,
  type KagentiHealthOptions,
  type KagentiHealthReport,
  kagentiHealth,
} from './kagenti-health.ts';
export { kagentiPermissions } from './kagenti-permissions.ts';
export {
  type KagentiRequest,
  type KagentiResponse,
  type KagentiRoute,
  type KagentiRoutes,
  type KagentiRoutesOptions,
  kagentiRoutes,
} from './kagenti-routes.ts';
export { type OpenQuestions, type OpenQuestionsOptions, openQuestions } from './open-questions.ts';
export { type PermissionAuthorizerOptions, permissionAuthorizer } from './permission-authorizer.ts';
