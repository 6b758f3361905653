import type { AuthRequiredEvent, InputRequiredEvent } from '../chat/chat-event.ts';
import type { SseEvent } from '../chat/sse-event.ts';
import type { ReplyError } from './reply-error.ts';

/** A piece of a message: text, or something that an agent produced, such as a file. */
export interface MessagePart {
  /** What it is. */
  readonly type: 'text' | 'artifact';
  /** The name of an artifact. Many agents send each answer as one artifact: then the page need not show it. */
  readonly name?: string;
  /** Its content so far. Show it as text: it is no markup that a page can trust. */
  readonly text: string;
}

/** A message of a conversation. */
export interface ConversationMessage {
  /** Who wrote it. */
  readonly from: 'user' | 'agent';
  /** Its parts in order, each artifact whole. */
  readonly parts: readonly MessagePart[];
  /** The text of all parts so far. Show it as text: it is no markup that a page can trust. */
  readonly text: string;
  /** How a reply ended; absent while it runs, and for messages of the user. */
  readonly ended?: 'done' | 'stopped' | 'failed';
}

/** A conversation as a page shows it. */
export interface ConversationSnapshot {
  /** All messages, the newest last. */
  readonly messages: readonly ConversationMessage[];
  /** The question of the agent that waits for an answer. */
  readonly question?: InputRequiredEvent | AuthRequiredEvent;
  /** Why the last reply failed; `explainFailure` has a sentence for it. */
  readonly failure?: ReplyError;
  /** Whether a reply is running. */
  readonly isReplying: boolean;
  /** The session in which the next message continues. */
  readonly sessionId?: string;
}

/** A conversation without messages. */
export const emptyConversation: ConversationSnapshot = { messages: [], isReplying: false };

/** A message of these parts. */
export function messageOf(
  from: ConversationMessage['from'],
  parts: readonly MessagePart[],
): ConversationMessage {
  return { from, parts, text: parts.map(({ text }) => text).join('') };
}

/** The conversation after the user sent a message. */
export function withMessage(
  { failure: _failure, ...rest }: ConversationSnapshot,
  text: string,
): ConversationSnapshot {
  const message = messageOf('user', [{ type: 'text', text }]);
  return {
    ...rest,
    messages: [...rest.messages, message, messageOf('agent', [])],
    isReplying: true,
  };
}

/**
 * The conversation after an event of the running reply; the same object when the event changes nothing.
 *
 * @param answered - The question that was open when the message was sent. It stays until the agent replies, so
 * that an answer that failed can be sent again.
 */
export function withEvent(
  before: ConversationSnapshot,
  event: SseEvent,
  answered: ConversationSnapshot['question'],
): ConversationSnapshot {
  if (event.type === 'error') return before;
  if (event.type === 'session') return withSession(before, event.sessionId);
  const open = before.question === answered ? withoutQuestion(before) : before;
  switch (event.type) {
    case 'text':
      return withParts(open, parts => withText(parts, event.text, event.ofArtifact === true));
    case 'artifact':
      return withParts(open, parts => withArtifact(parts, event.name, event.text ?? ''));
    case 'inputRequired':
    case 'authRequired':
      return { ...open, question: event };
    // The agent continues without an answer, for example after the user has signed in somewhere else.
    case 'status':
      return withoutQuestion(open);
    case 'done':
      return withSession(open, event.sessionId);
    default:
      return open;
  }
}

/** The conversation after the end of the running reply. */
export function withEnd(
  before: ConversationSnapshot,
  ended: NonNullable<ConversationMessage['ended']>,
  failure?: ReplyError,
): ConversationSnapshot {
  const { messages } = withReply(before, reply => ({ ...reply, ended }));
  return { ...before, messages, isReplying: false, ...(failure === undefined ? {} : { failure }) };
}

function withSession(
  before: ConversationSnapshot,
  sessionId: string | undefined,
): ConversationSnapshot {
  const isKnown = sessionId === undefined || sessionId === before.sessionId;
  return isKnown ? before : { ...before, sessionId };
}

function withoutQuestion(before: ConversationSnapshot): ConversationSnapshot {
  const { question, ...rest } = before;
  return question === undefined ? before : rest;
}

function withReply(
  before: ConversationSnapshot,
  change: (reply: ConversationMessage) => ConversationMessage,
): ConversationSnapshot {
  const reply = before.messages.at(-1);
  if (reply === undefined) return before;
  return { ...before, messages: [...before.messages.slice(0, -1), change(reply)] };
}

function withParts(
  before: ConversationSnapshot,
  change: (parts: readonly MessagePart[]) => readonly MessagePart[],
): ConversationSnapshot {
  return withReply(before, ({ from, parts }) => messageOf(from, change(parts)));
}

function withText(
  parts: readonly MessagePart[],
  text: string,
  isOfArtifact: boolean,
): readonly MessagePart[] {
  const at = isOfArtifact ? lastArtifact(parts) : parts.length - 1;
  const isPiece = isOfArtifact || parts[at]?.type === 'text';
  return isPiece && at >= 0 ? extended(parts, at, text) : [...parts, { type: 'text', text }];
}

/** Agents send an artifact in parts: consecutive events with the same name are one. */
function withArtifact(
  parts: readonly MessagePart[],
  name: string | undefined,
  text: string,
): readonly MessagePart[] {
  const at = lastArtifact(parts);
  if (at >= 0 && parts[at]?.name === name) return extended(parts, at, text);
  return [...parts, { type: 'artifact', ...(name === undefined ? {} : { name }), text }];
}

const lastArtifact = (parts: readonly MessagePart[]): number =>
  parts.findLastIndex(({ type }) => type === 'artifact');

const extended = (
  parts: readonly MessagePart[],
  at: number,
  text: string,
): readonly MessagePart[] =>
  parts.map((part, index) => (index === at ? { ...part, text: part.text + text } : part));
