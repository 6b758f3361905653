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
export {
  type ChatMessage,
  Conversation,
  type ConversationOptions,
  type ConversationPlace,
  type ConversationSending,
} from './conversation.ts';
export type {
  ConversationArtifact,
  ConversationMessage,
  ConversationSnapshot,
} from './conversation-snapshot.ts';
export type { ConversationStorage } from './conversation-storage.ts';
export { explainFailure } from './explain-failure.ts';
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
export { readReply } from './read-reply.ts';
export { ReplyError, type ReplyFailure } from './reply-error.ts';
