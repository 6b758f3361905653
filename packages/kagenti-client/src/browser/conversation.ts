import type { AuthRequiredEvent, InputRequiredEvent } from '../chat/chat-event.ts';
import type { SseEvent } from '../chat/sse-event.ts';
import { readReply } from './read-reply.ts';
import { ReplyError } from './reply-error.ts';

/** What the route of a chat receives. */
export interface ChatMessage {
  /** What the user wrote. */
  readonly message: string;
  /** The session; left out by the first message. */
  readonly sessionId?: string;
}

/** What an agent made beside its text. */
export interface ConversationArtifact {
  /** Its name. */
  readonly name?: string;
  /** Its content so far. */
  readonly text: string;
}

/** A message of a conversation. */
export interface ConversationMessage {
  /** Who wrote it. */
  readonly from: 'user' | 'agent';
  /** Its text so far. */
  readonly text: string;
  /** What the agent made beside it. */
  readonly artifacts: readonly ConversationArtifact[];
  /** How a reply ended; undefined while it runs. */
  readonly ended?: 'done' | 'stopped' | 'failed';
}

/** A conversation as a page shows it. */
export interface ConversationSnapshot {
  /** From the first to the last. */
  readonly messages: readonly ConversationMessage[];
  /** The question of the agent that waits for an answer. */
  readonly question?: InputRequiredEvent | AuthRequiredEvent;
  /** Why the last reply failed. */
  readonly failure?: ReplyError;
  /** Whether a reply is running. */
  readonly isReplying: boolean;
  /** The session in which the next message continues. */
  readonly sessionId?: string;
}

/** What a {@link Conversation} is made with. */
export interface ConversationOptions {
  /** Sends a message to the route of the chat. */
  readonly send: (message: ChatMessage, signal: AbortSignal) => Promise<Response>;
  /** Where the conversation is kept over a reload, such as `sessionStorage`. */
  readonly storage?: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** The name by which it is kept; one for each user and agent. */
  readonly key?: string;
  /** Receives each event of a reply. */
  readonly onEvent?: (event: SseEvent) => void;
}

const empty: ConversationSnapshot = { messages: [], isReplying: false };

/** A chat of one user with one agent, for a page. It fits React's `useSyncExternalStore`. */
export class Conversation {
  readonly #options: ConversationOptions;
  readonly #listeners = new Set<() => void>();
  #snapshot: ConversationSnapshot;
  #stopping: AbortController | undefined;

  /** @param options - How messages are sent, and where the conversation is kept. */
  constructor(options: ConversationOptions) {
    this.#options = options;
    this.#snapshot = this.#stored();
  }

  /** The conversation now; another object after each change. */
  get snapshot(): ConversationSnapshot {
    return this.#snapshot;
  }

  /** Calls a function after each change; returns what ends that. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Sends a message, or the answer to the open question. Resolves when the reply is over, however it ended. */
  async say(message: string): Promise<void> {
    if (this.#snapshot.isReplying) return;
    const { sessionId, question, messages } = this.#snapshot;
    const requestId = question?.requestId;
    const text = requestId === undefined ? message : `${message} (request ${requestId})`;
    const stopping = new AbortController();
    this.#stopping = stopping;
    const { failure: _failure, ...rest } = this.#snapshot;
    this.#change({
      ...rest,
      isReplying: true,
      messages: [
        ...messages,
        { from: 'user', text: message, artifacts: [] },
        { from: 'agent', text: '', artifacts: [] },
      ],
    });
    try {
      const sent = { message: text, ...(sessionId === undefined ? {} : { sessionId }) };
      for await (const event of readReply(this.#options.send(sent, stopping.signal))) {
        this.#follow(event, question);
        this.#options.onEvent?.(event);
      }
      this.#end('done');
    } catch (error) {
      if (stopping.signal.aborted) this.#end('stopped');
      else
        this.#end(
          'failed',
          error instanceof ReplyError
            ? error
            : new ReplyError(String(error), { code: 'internal' }, error),
        );
    }
  }

  /** Stops the running reply; what has arrived of it stays. */
  stop(): void {
    this.#stopping?.abort();
  }

  /** Forgets the conversation. */
  clear(): void {
    this.stop();
    this.#change(empty);
  }

  #follow(event: SseEvent, asked: ConversationSnapshot['question']): void {
    // Until the agent replies, the question stays: an answer that failed can be sent again.
    if (event.type !== 'error' && this.#snapshot.question === asked) this.#withoutQuestion();
    switch (event.type) {
      case 'session':
        this.#change({ ...this.#snapshot, sessionId: event.sessionId });
        break;
      case 'text':
        this.#reply(reply =>
          event.ofArtifact
            ? addToArtifact(reply, event.text)
            : { ...reply, text: reply.text + event.text },
        );
        break;
      case 'artifact':
        this.#reply(reply => ({
          ...reply,
          artifacts: [
            ...reply.artifacts,
            { ...(event.name === undefined ? {} : { name: event.name }), text: event.text ?? '' },
          ],
        }));
        break;
      case 'inputRequired':
      case 'authRequired':
        this.#change({ ...this.#snapshot, question: event });
        break;
      case 'status':
        this.#withoutQuestion();
        break;
      default:
    }
  }

  #withoutQuestion(): void {
    const { question, ...rest } = this.#snapshot;
    if (question !== undefined) this.#change(rest);
  }

  #reply(change: (reply: ConversationMessage) => ConversationMessage): void {
    const { messages } = this.#snapshot;
    const reply = messages.at(-1);
    if (reply?.from === 'agent')
      this.#change({ ...this.#snapshot, messages: [...messages.slice(0, -1), change(reply)] });
  }

  #end(ended: 'done' | 'stopped' | 'failed', failure?: ReplyError): void {
    this.#reply(reply => ({ ...reply, ended }));
    this.#change({
      ...this.#snapshot,
      isReplying: false,
      ...(failure === undefined ? {} : { failure }),
    });
  }

  #change(next: ConversationSnapshot): void {
    this.#snapshot = next;
    const { storage, key = 'conversation' } = this.#options;
    const { isReplying: _replying, failure: _failure, ...kept } = next;
    if (next === empty) storage?.removeItem(key);
    else storage?.setItem(key, JSON.stringify(kept));
    for (const listener of this.#listeners) listener();
  }

  #stored(): ConversationSnapshot {
    const { storage, key = 'conversation' } = this.#options;
    const text = storage?.getItem(key) ?? undefined;
    if (text === undefined) return empty;
    try {
      return { ...empty, ...JSON.parse(text) };
    } catch {
      return empty;
    }
  }
}

function addToArtifact(reply: ConversationMessage, text: string): ConversationMessage {
  const last = reply.artifacts.at(-1);
  if (last === undefined) return reply;
  return {
    ...reply,
    artifacts: [...reply.artifacts.slice(0, -1), { ...last, text: last.text + text }],
  };
}
