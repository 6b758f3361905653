export type {
  ArtifactEvent,
  AuthRequiredEvent,
  DoneEvent,
  InputRequiredEvent,
  SessionEvent,
  StatusEvent,
  TaskIds,
  TaskState,
  TextEvent,
  UnknownEvent,
} from '../chat/chat-event.ts';
export type { SseErrorEvent, SseEvent } from '../chat/sse-event.ts';
export type { KagentiErrorCode } from '../errors/kagenti-error.ts';
export type { StreamErrorReason } from '../errors/stream-error.ts';
export { authorizedFetch, type PageFetch } from './authorized-fetch.ts';
export {
  type ChatMessage,
  Conversation,
  type ConversationEvents,
  type ConversationOptions,
  type ConversationPlace,
  type ConversationSending,
  type SendMessage,
} from './conversation.ts';
export type {
  ConversationMessage,
  ConversationSnapshot,
  MessagePart,
} from './conversation-snapshot.ts';
export type { ConversationStorage } from './conversation-storage.ts';
export { explainFailure, isTemporary } from './explain-failure.ts';
export {
  handleMessageKey,
  keepInSight,
  type MessageKeyEvent,
  type SightedElement,
} from './message-field.ts';
export {
  type BoostAgentPermission,
  type BoostPermission,
  boostAccessPermission,
  boostAgentDeletePermission,
  boostAgentListPermission,
  boostAgentRegisterPermission,
  boostChatCreatePermission,
  boostKagentiAdminPermission,
  boostMcpManagePermission,
  type PermissionAction,
} from './permissions.ts';
export { type NamedAgent, permittedAgents } from './permitted-agents.ts';
export { readAnswer } from './read-answer.ts';
export { readReply } from './read-reply.ts';
export { AnswerError, ReplyError, type ReplyFailure } from './reply-error.ts';
