export type { AgentParameters, AgentsApi, AgentsListParameters } from './api/agents.ts';
export type {
  AgentCard,
  AgentDetail,
  AgentSummary,
  ChatReply,
  DeleteResult,
  HealthStatus,
  NamespaceList,
  ResourceLabels,
  ResourceList,
  ResourceSummary,
  ToolSummary,
} from './api/answers.ts';
export type { ChatAgentParameters, ChatApi, ChatParameters } from './api/chat.ts';
export type { HealthApi } from './api/health.ts';
export type { NamespacesApi, NamespacesListParameters } from './api/namespaces.ts';
export type { ToolsApi, ToolsListParameters } from './api/tools.ts';
export type { Attempt } from './attempt.ts';
export type { AuditEvent, AuditOutcome, AuditSink } from './audit.ts';
export type { Caller, ServiceCaller, UserCaller } from './caller.ts';
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
} from './chat-event.ts';
export type { ChatResult, ChatStream } from './chat-stream.ts';
export type {
  CallOptions,
  Drift,
  KagentiClientOptions,
  RetryOptions,
  SessionOptions,
  TlsOptions,
  Validation,
} from './client-options.ts';
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
export type { KagentiCall, KagentiResponse } from './kagenti-call.ts';
export { type BoundKagentiClient, KagentiClient } from './kagenti-client.ts';
export type { KagentiLogger } from './logger.ts';
export type { Authorize, AuthorizeRequest } from './permission.ts';
export type { TimeoutOptions } from './timeouts.ts';
export type { TokenSource, TokenSources } from './token-source.ts';
