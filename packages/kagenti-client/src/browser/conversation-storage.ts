import {
  type ConversationArtifact,
  type ConversationMessage,
  type ConversationSnapshot,
  emptyConversation,
} from './conversation-snapshot.ts';

/** What a conversation uses of the browser's `Storage`. */
export type ConversationStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * How much of the messages is stored, in characters of JSON: first what a browser's storage of about five
 * million characters has room for, then less when it is nearly full, at last none. The newest are kept.
 */
const messageLimits = [500_000, 50_000, 0];

/** Where one conversation is kept over a reload. A storage that fails never stops the conversation. */
export class ConversationKeeper {
  readonly #storage: ConversationStorage;
  readonly #key: string;
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
   * @param snapshot - Returns the conversation when it is written.
   * @param isUrgent - Whether it is written immediately. If not, it is written after 300 ms.
   */
  write(snapshot: () => ConversationSnapshot, isUrgent: boolean): void {
    if (isUrgent) this.#writeNow(snapshot());
    else this.#timer ??= setTimeout(() => this.#writeNow(snapshot()), 300);
  }

  #writeNow(snapshot: ConversationSnapshot): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { sessionId, question, messages } = snapshot;
    for (const limit of snapshot === emptyConversation ? [] : messageLimits) {
      const kept = { sessionId, question, messages: newest(messages, limit) };
      if (attempt(() => this.#storage.setItem(this.#key, JSON.stringify(kept)))) return;
    }
    // An older state would bring back what the user has cleared.
    attempt(() => this.#storage.removeItem(this.#key));
  }
}

function attempt(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

function newest(
  messages: readonly ConversationMessage[],
  limit: number,
): readonly ConversationMessage[] {
  let length = 0;
  const dropped = messages.findLastIndex(message => {
    length += JSON.stringify(message).length;
    return length > limit;
  });
  return messages.slice(dropped + 1);
}

/** The storage belongs to the whole origin: only fields of the right type are taken from it. */
function conversationOf(stored: unknown): ConversationSnapshot {
  const { sessionId, question, messages } = Object(stored);
  if (!Array.isArray(messages)) return emptyConversation;
  const asked = questionOf(Object(question));
  return {
    messages: messages.map(messageOf).filter(message => message !== undefined),
    ...(isText(sessionId) ? { sessionId } : {}),
    ...(asked === undefined ? {} : { question: asked }),
    isReplying: false,
  };
}

function messageOf(stored: unknown): ConversationMessage | undefined {
  const { from, text, artifacts, ended } = Object(stored);
  if (!isText(text) || !Array.isArray(artifacts)) return undefined;
  if (from === 'user') return { from, text, artifacts: [] };
  if (from !== 'agent') return undefined;
  const whole = artifacts.map(artifactOf).filter(artifact => artifact !== undefined);
  // A reply without an end was running when the page was left.
  const known = ended === 'done' || ended === 'failed' ? ended : 'stopped';
  return { from, text, artifacts: whole, ended: known };
}

function artifactOf(stored: unknown): ConversationArtifact | undefined {
  const { name, text } = Object(stored);
  if (!isText(text)) return undefined;
  return isText(name) ? { name, text } : { text };
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
