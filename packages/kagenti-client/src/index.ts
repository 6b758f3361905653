export type { AuditEvent, AuditOutcome, AuditSink } from './access/audit.ts';
export type { Caller, ServiceCaller, UserCaller } from './access/caller.ts';
export type { Authorize, AuthorizeRequest } from './access/permission.ts';
export type { AgentBuildsApi } from './api/agents/agent-builds-api.ts';
export type { IdentityConfig, IdentityStatus } from './api/agents/agent-identity-answers.ts';
export type { AgentIdentityApi } from './api/agents/agent-identity-api.ts';
export type {
  MigratableAgent,
  MigratableAgents,
  MigrationReport,
  MigrationReportItem,
  MigrationResult,
} from './api/agents/agent-migration-answers.ts';
export type { AgentMigrationApi } from './api/agents/agent-migration-api.ts';
export type {
  MigratableAgentsParameters,
  MigrateAgentParameters,
  MigrateAllParameters,
} from './api/agents/agent-migration-parameters.ts';
export type {
  AgentDetail,
  AgentSummary,
  FetchedEnv,
  ParsedEnv,
} from './api/agents/agents-answers.ts';
export type { AgentsApi } from './api/agents/agents-api.ts';
export type {
  AgentParameters,
  AgentsListParameters,
  FetchEnvParameters,
  ParseEnvParameters,
} from './api/agents/agents-parameters.ts';
export type { CreateAgentParameters } from './api/agents/create-agent-parameters.ts';
export type { FinalizeAgentParameters } from './api/agents/finalize-agent-parameters.ts';
export type { AuthConfig, AuthStatus, UserInfo } from './api/auth/auth-answers.ts';
export type { AuthApi } from './api/auth/auth-api.ts';
export type {
  AgentBuildInfo,
  BuildInfo,
  BuildResourceConfig,
  ToolBuildInfo,
} from './api/builds/build-info-answers.ts';
export type {
  BuildCondition,
  BuildRun,
  BuildStatus,
  BuildStrategy,
  BuildStrategyList,
  BuildSummary,
  StartedBuild,
} from './api/builds/builds-answers.ts';
export type { BuildsApi } from './api/builds/builds-api.ts';
export type {
  AllBuildsListParameters,
  BuildsListParameters,
} from './api/builds/builds-parameters.ts';
export type { AgentCard, ChatReply } from './api/chat/chat-answers.ts';
export type { ChatApi } from './api/chat/chat-api.ts';
export type { ChatAgentParameters, ChatParameters } from './api/chat/chat-parameters.ts';
export type { NoParameters } from './api/common/no-parameters.ts';
export type {
  DeleteResult,
  ResourceDetail,
  ResourceLabels,
  ResourceList,
  ResourceResult,
  ResourceSummary,
  RouteStatus,
} from './api/common/resource-answers.ts';
export type {
  AuthBridgeMode,
  BuildConfig,
  EnvVar,
  EnvVarSource,
  KeyReference,
  MtlsMode,
  OutboundPolicy,
  OutboundRoute,
  PersistentStorage,
  ServicePort,
} from './api/common/workload-parameters.ts';
export type {
  ComponentStatus,
  Dashboards,
  FeatureFlags,
  McpGatewayStatus,
  PlatformStatus,
  RegistryStatus,
} from './api/config/config-answers.ts';
export type { ConfigApi } from './api/config/config-api.ts';
export type { HealthStatus } from './api/health/health-answers.ts';
export type { HealthApi } from './api/health/health-api.ts';
export type { NamespaceList } from './api/namespaces/namespaces-answers.ts';
export type { NamespacesApi } from './api/namespaces/namespaces-api.ts';
export type { NamespacesListParameters } from './api/namespaces/namespaces-parameters.ts';
export type {
  GenerationStatus,
  SimulationDeleteResult,
  SimulationHealth,
  SimulationResult,
} from './api/simulation/simulation-answers.ts';
export type { SimulationApi } from './api/simulation/simulation-api.ts';
export type {
  CreateSimulatedToolParameters,
  ReplaceDatabaseParameters,
  SimulatedToolParameters,
} from './api/simulation/simulation-parameters.ts';
export type { AutosyncStatus } from './api/skills/autosync-answers.ts';
export type { AutosyncApi } from './api/skills/autosync-api.ts';
export type { SetAutosyncParameters } from './api/skills/autosync-parameters.ts';
export type {
  DeleteSkillResult,
  ExternalSkill,
  Skill,
  SkillDetail,
  SkillFile,
  SkillLabels,
} from './api/skills/skills-answers.ts';
export type { SkillsApi } from './api/skills/skills-api.ts';
export type {
  AddExternalSkillParameters,
  CreateSkillParameters,
  SkillFileParameters,
  SkillParameters,
  SkillsListParameters,
} from './api/skills/skills-parameters.ts';
export type { CreateToolParameters } from './api/tools/create-tool-parameters.ts';
export type { FinalizeToolParameters } from './api/tools/finalize-tool-parameters.ts';
export type { ToolBuildsApi } from './api/tools/tool-builds-api.ts';
export type {
  McpTool,
  McpToolList,
  McpToolResult,
  ToolDetail,
  ToolSummary,
} from './api/tools/tools-answers.ts';
export type { ToolsApi } from './api/tools/tools-api.ts';
export type {
  InvokeToolParameters,
  ToolParameters,
  ToolsListParameters,
} from './api/tools/tools-parameters.ts';
export type {
  ArtifactEvent,
  AuthRequiredEvent,
  ChatEvent,
  DoneEvent,
  ErrorEvent,
  InputRequiredEvent,
  StatusEvent,
  TaskState,
  TextEvent,
  UnknownEvent,
} from './chat/chat-event.ts';
export type { ChatIterator } from './chat/chat-iterator.ts';
export type { ChatResult, ChatStream } from './chat/chat-stream.ts';
export { pipeToResponse } from './chat/pipe-to-response.ts';
export type { SseErrorEvent, SseEvent } from './chat/sse-event.ts';
export type { SseOptions } from './chat/sse-response.ts';
export { KagentiAbortError } from './errors/abort-error.ts';
export { type ConnectionErrorDetails, KagentiConnectionError } from './errors/connection-error.ts';
export { type ContractIssue, KagentiContractError } from './errors/contract-error.ts';
export {
  type HttpErrorDetails,
  type InvalidField,
  KagentiHttpError,
  type RawAnswer,
} from './errors/http-error.ts';
export {
  KagentiError,
  type KagentiErrorCode,
  type KagentiErrorDetails,
} from './errors/kagenti-error.ts';
export { KagentiPermissionError } from './errors/permission-error.ts';
export { KagentiSessionError } from './errors/session-error.ts';
export {
  KagentiStreamError,
  type StreamErrorDetails,
  type StreamErrorReason,
} from './errors/stream-error.ts';
export { KagentiTimeoutError, type TimeoutClock } from './errors/timeout-error.ts';
export {
  KagentiWorkError,
  type WorkErrorCode,
  type WorkErrorDetails,
} from './errors/work-error.ts';
export { type BoundKagentiClient, KagentiClient } from './kagenti-client.ts';
export type {
  CallOptions,
  Drift,
  KagentiClientOptions,
  RetryOptions,
  SessionOptions,
  TlsOptions,
  Validation,
} from './options/client-options.ts';
export type { KagentiLogger } from './options/logger.ts';
export type { Query, RequestOptions } from './requests/request-options.ts';
export type { Attempt } from './sending/attempt.ts';
export type { CalledName, RequestMethod } from './sending/called-operation.ts';
export type { KagentiCall, KagentiResponse } from './sending/kagenti-call.ts';
export type { TimeoutOptions } from './sending/timeouts.ts';
export type { TokenSource, TokenSources } from './sending/token-source.ts';
export type { BuildWaitOptions, WaitOptions } from './waiting/wait-options.ts';
export type {
  BuildPhase,
  BuildPhaseProgress,
  BuildProgress,
  FinalizedProgress,
  GenerationProgress,
  PollFailedProgress,
  ReadyProgress,
  ReplicasProgress,
  StatusProgress,
} from './waiting/wait-progress.ts';
