export type { AuditEvent, AuditOutcome, AuditSink } from './access/audit.ts';
export type { Caller, ServiceCaller, UserCaller } from './access/caller.ts';
export type { AgentRef, Allowance, Authorize, AuthorizeRequest } from './access/permission.ts';
export { type AnswerStatus, type HttpAnswer, httpAnswerOf } from './answers/http-answer.ts';
export type * from './api/generated/index.ts';
export type {
  ListAll,
  ListAllOptions,
  ListAllParameters,
  ListFailure,
  PartialList,
} from './api/list-namespaces.ts';
export type { NoParameters } from './api/no-parameters.ts';
export type { ResourceList } from './api/resource-list.ts';
export { answerText } from './chat/answer-text.ts';
export type {
  ArtifactEvent,
  AuthRequiredEvent,
  ChatEvent,
  DoneEvent,
  ErrorEvent,
  InputRequiredEvent,
  Question,
  SessionEvent,
  StatusEvent,
  TaskIds,
  TaskState,
  TextEvent,
  UnknownEvent,
} from './chat/chat-event.ts';
export type { ChatIterator } from './chat/chat-iterator.ts';
export { type ChatResult, ReplyCollector, type WholeArtifact } from './chat/chat-result.ts';
export type { ChatStream } from './chat/chat-stream.ts';
export { type PassedReply, pipeToResponse, sendReply } from './chat/pipe-to-response.ts';
export {
  encodeSseEvent,
  type SseErrorEvent,
  type SseEvent,
  sseErrorEvent,
  sseEvent,
} from './chat/sse-event.ts';
export type { SseOptions } from './chat/sse-response.ts';
export { type HeartbeatEvent, withHeartbeat } from './chat/with-heartbeat.ts';
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
  isConflict,
  isForbidden,
  isInvalid,
  isNotFound,
  isRateLimited,
  isUnauthorized,
  isUnavailable,
  type StatusGuard,
} from './errors/status-guards.ts';
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
export type { TimeoutOptions } from './options/timeouts.ts';
export type { TokenSource, TokenSourceHealth, TokenSources } from './options/token-source.ts';
export type { Query, RequestOptions } from './requests/request-options.ts';
export type { Attempt } from './sending/attempt.ts';
export type { CalledName, RequestMethod } from './sending/called-operation.ts';
export type { KagentiCall, KagentiResponse } from './sending/kagenti-call.ts';
export type { DeleteOptions, VerifiableDeleteResult } from './waiting/verified-delete.ts';
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
