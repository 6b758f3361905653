import {
  type ConversationMessage,
  type ConversationSnapshot,
  emptyConversation,
  type MessagePart,
  messageOf,
} from './conversation-snapshot.ts';

/** What a conversation uses of the browser's `Storage`. */
export type ConversationStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * How much of the messages is stored, in characters of JSON: first what a browser's storage of about five
 * million characters has room for, then less when it is nearly full, at last none. The newest are kept.
 */
const messageLimits = [500_000, 50_000, 0];

/** Node has no `pagehide`. */
const page: Partial<EventTarget> = Object(globalThis);

/** Where one conversation is kept over a reload. A storage that fails never stops the conversation. */
export class ConversationKeeper {
  readonly #storage: ConversationStorage;
  readonly #key: string;
  #snapshot = emptyConversation;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(storage: ConversationStorage, key: string) {
    this.#storage = storage;
    this.#key = key;
  }

  /** What was kept; the empty conversation for anything that this class has not written. */
  read(): ConversationSnapshot {
    try {
      return conversationOf(JSON.parse(this.#storage.getItem(this.#key) ?? 'null'));
    } catch {
      return emptyConversation;
    }
  }

  /**
   * Keeps the conversation.
   *
   * @param isUrgent - Whether it is written immediately. If not, it is written after 300 ms, or when the page is left.
   */
  write(snapshot: ConversationSnapshot, isUrgent: boolean): void {
    this.#snapshot = snapshot;
    if (isUrgent) this.#writeNow();
    else if (this.#timer === undefined) {
      this.#timer = setTimeout(this.#writeNow, 300);
      page.addEventListener?.('pagehide', this.#writeNow);
    }
  }

  readonly #writeNow = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    page.removeEventListener?.('pagehide', this.#writeNow);
    const { sessionId, question, messages } = this.#snapshot;
    for (const limit of this.#snapshot === emptyConversation ? [] : messageLimits) {
      const kept = { sessionId, question, messages: newest(messages, limit) };
      if (attempt(() => this.#storage.setItem(this.#key, JSON.stringify(kept)))) return;
    }
    // An older state would bring back what the user has cleared.
    attempt(() => this.#storage.removeItem(this.#key));
  };
}

function attempt(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

/** The newest messages; of a last one that is too long, the end. */
function newest(messages: readonly ConversationMessage[], limit: number): readonly object[] {
  const stored = messages.map((message, at) =>
    withoutText(at === messages.length - 1 ? shortened(message, limit) : message),
  );
  let length = 0;
  const dropped = stored.findLastIndex(message => {
    length += JSON.stringify(message).length;
    return length > limit;
  });
  return stored.slice(dropped + 1);
}

function shortened(message: ConversationMessage, limit: number): ConversationMessage {
  if (message.text.length < limit) return message;
  return { ...message, parts: [{ type: 'text', text: `… ${message.text.slice(-limit / 2)}` }] };
}

/** The text of a message is that of its parts. */
function withoutText({ text: _text, ...rest }: ConversationMessage): object {
  return rest;
}

/** The storage belongs to the whole origin: only fields of the right type are taken from it. */
function conversationOf(stored: unknown): ConversationSnapshot {
  const { sessionId, question, messages } = Object(stored);
  if (!Array.isArray(messages)) return emptyConversation;
  const asked = questionOf(Object(question));
  return {
    messages: messages.map(storedMessage).filter(message => message !== undefined),
    ...(isText(sessionId) ? { sessionId } : {}),
    ...(asked === undefined ? {} : { question: asked }),
    isReplying: false,
  };
}

function storedMessage(stored: unknown): ConversationMessage | undefined {
  const { from, parts, ended } = Object(stored);
  if (!Array.isArray(parts)) return undefined;
  const message = messageOf(
    from,
    parts.map(partOf).filter(part => part !== undefined),
  );
  if (from === 'user') return message;
  // A reply without an end was running when the page was left.
  const known = ended === 'done' || ended === 'failed' ? ended : 'stopped';
  return from === 'agent' ? { ...message, ended: known } : undefined;
}

function partOf(stored: unknown): MessagePart | undefined {
  const { type, name, text } = Object(stored);
  if ((type !== 'text' && type !== 'artifact') || !isText(text)) return undefined;
  return isText(name) ? { type, name, text } : { type, text };
}

function questionOf(stored: {
  readonly [name: string]: unknown;
}): ConversationSnapshot['question'] {
  const { type } = stored;
  if (type !== 'inputRequired' && type !== 'authRequired') return undefined;
  const names = ['message', 'taskId', 'contextId', 'requestId'] as const;
  return { type, ...Object.fromEntries(names.map(name => [name, stored[name]]).filter(hasText)) };
}

function hasText([, value]: readonly unknown[]): boolean {
  return isText(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
