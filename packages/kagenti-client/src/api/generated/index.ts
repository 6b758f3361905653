// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

export type { AgentsApi } from './agents-api.ts';
export type { AgentBuildsApi } from './agents-builds-api.ts';
export type {
  AgentBuildInfo,
  BuildCondition,
  BuildRun,
  BuildStatus,
  BuildStrategy,
  BuildStrategyList,
  FinalizeAgentParameters,
} from './agents-builds-types.ts';
export type { AgentIdentityApi } from './agents-identity-api.ts';
export type {
  IdentityConfig,
  IdentityStatus,
  ReplacedIdentityConfig,
  ReplaceIdentityConfigParameters,
} from './agents-identity-types.ts';
export type { AgentMigrationApi } from './agents-migration-api.ts';
export type {
  MigrateAgentParameters,
  MigrateAllParameters,
  MigrationReport,
  MigrationReportItem,
  MigrationResult,
} from './agents-migration-types.ts';
export type {
  AgentDetail,
  AgentParameters,
  AgentSummary,
  AgentsListParameters,
  CreateAgentParameters,
  FetchEnvParameters,
  FetchedEnv,
  ParsedEnv,
  ParseEnvParameters,
} from './agents-types.ts';
export type { AuthApi } from './auth-api.ts';
export type { AuthConfig, AuthStatus, UserInfo } from './auth-types.ts';
export type {
  BuildInfo,
  BuildResourceConfig,
  BuildSummary,
  BuildsListParameters,
  StartedBuild,
} from './build-info-types.ts';
export type { BuildsApi } from './builds-api.ts';
export type { AllBuildsListParameters } from './builds-types.ts';
export type { ChatApi } from './chat-api.ts';
export type { AgentCard, ChatAgentParameters, ChatParameters, ChatReply } from './chat-types.ts';
export type { ConfigApi } from './config-api.ts';
export type {
  ComponentStatus,
  Dashboards,
  FeatureFlags,
  McpGatewayStatus,
  PlatformStatus,
  RegistryStatus,
} from './config-types.ts';
export type { ContextsApi } from './contexts-api.ts';
export type {
  AgentContext,
  ContextParameters,
  ContextStorage,
  ContextsListParameters,
  CreateContextParameters,
} from './contexts-types.ts';
export type { DreamsApi } from './dreams-api.ts';
export type {
  DreamParameters,
  DreamRun,
  DreamRunParameters,
  DreamStatus,
  DreamThresholdsParameters,
  DreamThresholdsResult,
  StartedDream,
} from './dreams-types.ts';
export type { HealthApi } from './health-api.ts';
export type { HealthStatus } from './health-types.ts';
export type { NamespacesApi } from './namespaces-api.ts';
export type { NamespaceList, NamespacesListParameters } from './namespaces-types.ts';
export type {
  DeleteResult,
  ResourceDetail,
  ResourceLabels,
  ResourceResult,
  ResourceSummary,
  RouteStatus,
} from './resources-types.ts';
export type { SimulationApi } from './simulation-api.ts';
export type {
  CreateSimulatedToolParameters,
  GenerationStatus,
  ReplaceDatabaseParameters,
  SimulatedToolParameters,
  SimulationDeleteResult,
  SimulationHealth,
  SimulationResult,
} from './simulation-types.ts';
export type { SkillsApi } from './skills-api.ts';
export type { AutosyncApi } from './skills-autosync-api.ts';
export type { AutosyncStatus, SetAutosyncParameters } from './skills-autosync-types.ts';
export type {
  AddExternalSkillParameters,
  CreateSkillParameters,
  DeleteSkillResult,
  ExternalSkill,
  Skill,
  SkillDetail,
  SkillFile,
  SkillFileParameters,
  SkillLabels,
  SkillParameters,
  SkillsListParameters,
} from './skills-types.ts';
export type { ToolsApi } from './tools-api.ts';
export type { ToolBuildsApi } from './tools-builds-api.ts';
export type { FinalizeToolParameters, ToolBuildInfo } from './tools-builds-types.ts';
export type {
  CreateToolParameters,
  InvokeToolParameters,
  McpTool,
  McpToolList,
  McpToolResult,
  ToolDetail,
  ToolParameters,
  ToolSummary,
  ToolsListParameters,
} from './tools-types.ts';
export type {
  AuthBridgeMode,
  BuildConfig,
  ContextAttachment,
  EnvVar,
  EnvVarSource,
  KeyReference,
  MtlsMode,
  OutboundPolicy,
  OutboundRoute,
  PersistentStorage,
  ServicePort,
} from './workloads-types.ts';
