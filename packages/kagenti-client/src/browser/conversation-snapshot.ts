import type { AuthRequiredEvent, InputRequiredEvent } from '../chat/chat-event.ts';
import type { SseEvent } from '../chat/sse-event.ts';
import type { ReplyError } from './reply-error.ts';

/** Something that an agent produced, such as a file. */
export interface ConversationArtifact {
  /** Its name. */
  readonly name?: string;
  /** Its content so far. Show it as text: it is no markup that a page can trust. */
  readonly text: string;
}

/** A message of a conversation. */
export interface ConversationMessage {
  /** Who wrote it. */
  readonly from: 'user' | 'agent';
  /**
   * Its text so far. As in the result of a reply, the content of artifacts is part of it: many agents answer
   * with artifacts alone. Show it as text: it is no markup that a page can trust.
   */
  readonly text: string;
  /** What the agent produced, in order, each with its content, for a page that offers it as a file. */
  readonly artifacts: readonly ConversationArtifact[];
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

/** The conversation after the user sent a message. */
export function withMessage(
  { failure: _failure, ...rest }: ConversationSnapshot,
  text: string,
): ConversationSnapshot {
  const message = { from: 'user', text, artifacts: [] } as const;
  const reply = { from: 'agent', text: '', artifacts: [] } as const;
  return { ...rest, messages: [...rest.messages, message, reply], isReplying: true };
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
      return withReply(open, reply => withText(reply, event.text, event.ofArtifact === true));
    case 'artifact':
      return withReply(open, reply => ({
        ...reply,
        artifacts: withPart(reply.artifacts, event.name, event.text ?? ''),
      }));
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

function withText(
  reply: ConversationMessage,
  text: string,
  isOfArtifact: boolean,
): ConversationMessage {
  const { artifacts } = reply;
  const open = isOfArtifact ? artifacts.at(-1) : undefined;
  return {
    ...reply,
    text: reply.text + text,
    artifacts: open === undefined ? artifacts : withPart(artifacts, open.name, text),
  };
}

/** Agents send an artifact in parts: consecutive events with the same name are one. */
function withPart(
  artifacts: readonly ConversationArtifact[],
  name: string | undefined,
  text: string,
): readonly ConversationArtifact[] {
  const last = artifacts.at(-1);
  if (last === undefined || last.name !== name)
    return [...artifacts, name === undefined ? { text } : { name, text }];
  return [...artifacts.slice(0, -1), { ...last, text: last.text + text }];
}
