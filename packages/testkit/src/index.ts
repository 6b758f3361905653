// One export a line, so that each half of the kit edits its own lines.

export type { AgentResource } from './backend/agent-resources.ts';
export type { AuthBridge } from './backend/auth-bridge.ts';
export type { TrustedIdentityProvider } from './backend/authentication/authenticator.ts';
export type { IntrospectionClient } from './backend/authentication/introspection-check.ts';
export type { ChatTimes } from './backend/chat/chat-desk.ts';
export type {
  ReplyAgentError,
  ReplyEnding,
  ReplyEvent,
  ReplyQuestion,
  ReplyStatus,
  ReplyText,
} from './backend/chat/reply-events.ts';
export type { StreamPause, StreamScript } from './backend/chat/stream-script.ts';
export type {
  BuildControl,
  BuildRegistrationScript,
  BuildRunControl,
} from './backend/control/build-control.ts';
export type { ContextsControl } from './backend/control/contexts-control.ts';
export type { DreamRunControl, DreamsControl } from './backend/control/dreams-control.ts';
export type { KubernetesControl } from './backend/control/kubernetes-control.ts';
export type { McpControl, McpServerControl } from './backend/control/mcp-control.ts';
export type {
  SimulatedToolControl,
  SimulationControl,
} from './backend/control/simulation-control.ts';
export type { SkillRegistryControl, SkillsControl } from './backend/control/skills-control.ts';
export type { DreamTrouble } from './backend/dreams/dream-journal.ts';
export type { KagentiFeatures } from './backend/features.ts';
export type { Hold } from './backend/gate.ts';
export type {
  KagentiBackend,
  KagentiChat,
} from './backend/kagenti-backend.ts';
export { startKagentiBackend } from './backend/kagenti-backend.ts';
export type { KagentiBackendOptions } from './backend/kagenti-backend-options.ts';
export type { KubernetesForbids } from './backend/kubernetes/kubernetes-trouble.ts';
export type { McpFailure } from './backend/mcp/mcp-server.ts';
export type { McpTool } from './backend/mcp/mcp-tool.ts';
export type { KagentiRelease } from './backend/platform.ts';
export type { RecordedRequest } from './backend/recorded-request.ts';
export type { WorkloadSeed } from './backend/seeds.ts';
export type {
  BuildProgress,
  ProgressByPolls,
  ProgressByTime,
} from './backend/shipwright/build-progress.ts';
export type { BuildOutput, BuildPhase } from './backend/shipwright/build-run.ts';
export type { BuildStrategy } from './backend/shipwright/build-strategy.ts';
export type { PodTrouble, SimulationPhase } from './backend/simulation/simulated-tool.ts';
export type { OfferedSkill } from './backend/skills/skill-registries.ts';
export type {
  CutFault,
  DelayFault,
  Fault,
  FaultPhase,
  HangFault,
  ResetFault,
  RespondFault,
} from './faults/fault.ts';
export type { FaultScript } from './faults/fault-script.ts';
export type { AssertionFields, AssertionIssuer } from './identity-provider/assertion-issuer.ts';
export { startAssertionIssuer } from './identity-provider/assertion-issuer.ts';
export type { IdentityProviderOptions } from './identity-provider/check-provider-options.ts';
export type { EmbeddedIdentityProvider } from './identity-provider/embedded-identity-provider.ts';
export type { FederatedIdentityProvider } from './identity-provider/federated-identity-provider.ts';
export type { IdentityProvider } from './identity-provider/identity-provider.ts';
export type { RecordedTokenRequest } from './identity-provider/recorded-token-request.ts';
export type {
  CertificateAuthenticator,
  ClientAuthenticator,
  FederatedJwtAuthenticator,
  PublicJsonWebKey,
  RegisteredClient,
  ServiceAccountClient,
  SignedJwtAuthenticator,
} from './identity-provider/service-account-client.ts';
export { startIdentityProvider } from './identity-provider/start-identity-provider.ts';
export type { TestAccount, TestServers, TestServersOptions } from './test-servers.ts';
export { startTestServers } from './test-servers.ts';
