import { answerText } from '../chat/answer-text.ts';
import type { SseEvent } from '../chat/sse-event.ts';
import type { PageFetch } from './authorized-fetch.ts';
import {
  type ConversationSnapshot,
  emptyConversation,
  withEnd,
  withEvent,
  withMessage,
} from './conversation-snapshot.ts';
import { ConversationKeeper, type ConversationStorage } from './conversation-storage.ts';
import { readReply } from './read-reply.ts';
import { ReplyError } from './reply-error.ts';

/** What the route of a chat receives. */
export interface ChatMessage {
  /** What the user wrote. */
  readonly message: string;
  /** The session; absent in the first message. */
  readonly sessionId?: string;
}

/** Sends a message to the route of the chat. The signal is aborted when the user stops the reply. */
export type SendMessage = (message: ChatMessage, signal: AbortSignal) => Promise<Response>;

/** How a {@link Conversation} sends its messages: to an address, or by a function. */
export type ConversationSending =
  | {
      /** The route of the chat, which answers with `sendReply` or `pipeToResponse`. Messages are posted as JSON. */
      readonly url: string;
      /**
       * Sends the requests, for example with the user's token.
       *
       * @defaultValue `fetch` of the page
       */
      readonly fetch?: PageFetch;
      /** Only without `url`. */
      readonly send?: undefined;
    }
  | {
      /** Sends each message to the route of the chat. Pass the signal to `fetch`. */
      readonly send: SendMessage;
      /** Only without `send`. */
      readonly url?: undefined;
      /** Only together with `url`. */
      readonly fetch?: undefined;
    };

/** What a {@link Conversation} calls back. */
export interface ConversationEvents {
  /** Receives each event of a reply, after the snapshot has it. */
  readonly onEvent?: (event: SseEvent) => void;
}

/** Where a {@link Conversation} is kept over a reload. */
export interface ConversationPlace {
  /** `sessionStorage`, `localStorage` or something with the same methods. It contains the messages in clear text. */
  readonly storage: ConversationStorage;
  /** The name of the entry. Use another one for each user and agent: a session belongs to both. */
  readonly key: string;
}

/** What a {@link Conversation} is created with. */
export type ConversationOptions = ConversationSending &
  ConversationEvents &
  (
    | ConversationPlace
    | {
        /** Absent: a reload ends the conversation. */
        readonly storage?: undefined;
        /** Only together with `storage`. */
        readonly key?: undefined;
      }
  );

interface RunningReply {
  readonly leaving: AbortController;
  /** Resolves the promise of `say`. */
  readonly over: () => void;
}

/**
 * A chat of one user with one agent, for a page. In React:
 * `useSyncExternalStore(conversation.subscribe, () => conversation.snapshot)`.
 *
 * With `storage`, session, messages and open question survive a reload; a reply that was running is then shown
 * as stopped. Up to 500,000 characters of messages are stored, the newest ones. Text that streams in is stored
 * about three times a second, and when the page is left.
 */
export class Conversation {
  readonly #send: SendMessage;
  readonly #onEvent: ConversationEvents['onEvent'];
  readonly #keeper: ConversationKeeper | undefined;
  readonly #listeners = new Set<() => void>();
  #snapshot: ConversationSnapshot;
  #reply: RunningReply | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param options - How messages are sent, and where the conversation is kept. */
  constructor(options: ConversationOptions) {
    const { storage, key, onEvent } = options;
    this.#send = options.send ?? posting(options.url, options.fetch);
    this.#onEvent = onEvent;
    this.#keeper = storage === undefined ? undefined : new ConversationKeeper(storage, key);
    this.#snapshot = this.#keeper?.read() ?? emptyConversation;
  }

  /** The conversation now: the same object until something changes, then a new one. */
  get snapshot(): ConversationSnapshot {
    return this.#snapshot;
  }

  /**
   * Calls a function after each change, and at most about 30 times a second while text streams in.
   *
   * @param listener - What is called. If it throws, the error is reported and the conversation continues.
   * @returns a function that ends the subscription
   */
  subscribe = (listener: () => void): (() => void) => {
    // Somebody who subscribes the same function twice ends each subscription by itself.
    const called = (): void => listener();
    this.#listeners.add(called);
    return () => void this.#listeners.delete(called);
  };

  /**
   * Sends a message, or the answer to the open question, as `answerText` writes it.
   *
   * @param message - What the user wrote.
   * @returns a promise that resolves when the reply is over, however it ended: `snapshot` says how
   * @throws Error when a reply is running; nothing is sent. Call `stop()` before, or wait.
   */
  say(message: string): Promise<void> {
    if (this.#reply !== undefined) {
      const text = 'A reply is running. Wait until it is over, or call stop() before say().';
      return Promise.reject(new Error(text));
    }
    return new Promise(over => {
      const reply = { leaving: new AbortController(), over };
      this.#reply = reply;
      const { sessionId, question } = this.#snapshot;
      const text = answerText(message, question);
      this.#change(withMessage(this.#snapshot, message));
      const sent = { message: text, ...(sessionId === undefined ? {} : { sessionId }) };
      void this.#receive(reply, sent, question);
    });
  }

  /**
   * Sends the last message of the user again, for example after a failure. Without one, nothing is sent.
   *
   * @returns a promise as that of {@link Conversation.say}
   */
  repeat(): Promise<void> {
    const last = this.#snapshot.messages.findLast(({ from }) => from === 'user');
    return last === undefined ? Promise.resolve() : this.say(last.text);
  }

  /** Ends the running reply immediately. What has arrived of it stays, and the session continues. */
  stop(): void {
    if (this.#reply !== undefined) this.#end(this.#reply, 'stopped');
  }

  /** Ends the running reply, and forgets messages, question and session. */
  clear(): void {
    this.stop();
    this.#change(emptyConversation);
  }

  async #receive(
    reply: RunningReply,
    message: ChatMessage,
    question: ConversationSnapshot['question'],
  ): Promise<void> {
    try {
      for await (const event of readReply(this.#open(reply, message))) {
        if (this.#reply !== reply) return;
        this.#change(withEvent(this.#snapshot, event, question), !isPiece(event));
        safely(() => this.#onEvent?.(event));
      }
      this.#end(reply, 'done');
    } catch (error) {
      this.#end(reply, 'failed', asReplyError(error));
    }
  }

  /** Also turns what `send` throws into a rejection. */
  async #open({ leaving: { signal } }: RunningReply, message: ChatMessage): Promise<Response> {
    signal.throwIfAborted();
    const response = await this.#send(message, signal);
    if (signal.aborted) void response.body?.cancel().catch(() => undefined);
    return response;
  }

  /** Does nothing for a reply that has ended before. */
  #end(reply: RunningReply, ended: 'done' | 'stopped' | 'failed', failure?: ReplyError): void {
    if (this.#reply !== reply) return;
    this.#reply = undefined;
    if (ended === 'stopped') reply.leaving.abort();
    this.#change(withEnd(this.#snapshot, ended, failure));
    reply.over();
  }

  #change(next: ConversationSnapshot, isUrgent = true): void {
    if (next === this.#snapshot) return;
    this.#snapshot = next;
    this.#keeper?.write(next, isUrgent);
    if (isUrgent) this.#notify();
    else this.#timer ??= setTimeout(this.#notify, notificationMs);
  }

  readonly #notify = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    Array.from(this.#listeners).forEach(safely);
  };
}

function posting(url: string, request: PageFetch = fetch): SendMessage {
  const headers = { 'content-type': 'application/json' };
  return (message, signal) =>
    request(url, { method: 'POST', headers, body: JSON.stringify(message), signal });
}

/** A page that renders each of thousands of small pieces cannot keep up with the reply. */
const notificationMs = 30;

/** Whether there may be very many events of this kind. */
function isPiece({ type }: SseEvent): boolean {
  return type === 'text' || type === 'artifact' || type === 'status';
}

function asReplyError(error: unknown): ReplyError {
  if (error instanceof ReplyError) return error;
  return new ReplyError('The message could not be sent', { code: 'internal' }, error);
}

/** An error of the page's own code is reported like one in an event handler: it must not end the reply. */
function safely(act: () => void): void {
  try {
    act();
  } catch (error) {
    // Node has no reportError.
    const report: unknown = Reflect.get(globalThis, 'reportError');
    if (typeof report === 'function') report(error);
    else
      queueMicrotask(() => {
        throw error;
      });
  }
}
