import { isRecord } from '../is-record.ts';
import type { ChatEvent } from './chat-event.ts';
import { mapFrame } from './event-mapping.ts';
import { EventStreamDecoder } from './event-stream-decoder.ts';
import { ReplyText } from './reply-text.ts';

/**
 * How a reply stands: more is to come, nothing that matters is, it is over, it failed, or what came is
 * not what Kagenti sends.
 */
export type ReplyState = 'open' | 'complete' | 'done' | 'failed' | 'broken';

/**
 * Makes the events of a reply of its bytes, and knows how the reply stands. An event is made when it is
 * taken: a reader who stops has what came, and no more was done.
 */
export class ReplyEvents {
  readonly #bind: (sessionId: string) => string;
  readonly #decoder = new EventStreamDecoder();
  readonly #text = new ReplyText();
  /** Data of events that were not taken yet, and the place of the next. */
  #data: readonly string[] = [];
  #place = 0;
  /** What the last of them became, and the place of the next. */
  #events: readonly ChatEvent[] = [];
  #eventPlace = 0;
  #taken = 0;
  #isAtEnd = false;
  #state: ReplyState = 'open';
  #sessionId: string | undefined;
  #agentMessage: string | undefined;

  /** @param bind - Makes the caller's session id of Kagenti's. */
  constructor(bind: (sessionId: string) => string) {
    this.#bind = bind;
  }

  /** How the reply stands after what was taken. */
  get state(): ReplyState {
    return this.#state;
  }

  /** How many events were taken. */
  get taken(): number {
    return this.#taken;
  }

  /** The text of what was taken. */
  get text(): string {
    return this.#text.toString();
  }

  /** What the agent said about its failure. */
  get agentMessage(): string | undefined {
    return this.#agentMessage;
  }

  /** The caller's session id; undefined when Kagenti named none. */
  get sessionId(): string | undefined {
    return this.#sessionId === undefined ? undefined : this.#bind(this.#sessionId);
  }

  /** Takes bytes; what came before must have been taken. */
  push(bytes: Uint8Array): void {
    this.#refill(this.#decoder.push(bytes));
  }

  /** The bytes are at their end. */
  end(): void {
    this.#isAtEnd = true;
    this.#refill(this.#decoder.end());
  }

  /** The next event; undefined when it takes more bytes, or when there is none. */
  take(): ChatEvent | undefined {
    for (;;) {
      const event = this.#events[this.#eventPlace];
      if (event !== undefined) {
        this.#eventPlace += 1;
        this.#taken += 1;
        this.#remember(event);
        return event;
      }
      const data = this.#data[this.#place];
      if (data === undefined && this.#decoder.overflowed) this.#state = 'broken';
      if (data === undefined || this.#isOver()) return undefined;
      this.#place += 1;
      this.#map(data);
    }
  }

  #refill(data: readonly string[]): void {
    this.#data = data;
    this.#place = 0;
  }

  #isOver(): boolean {
    return this.#state !== 'open' && this.#state !== 'complete';
  }

  #map(data: string): void {
    const frame = parse(data);
    // Half an event at the end says nothing but that the bytes ended early.
    if (frame === undefined && this.#isAtEnd) return;
    if (!isRecord(frame)) {
      this.#state = 'broken';
      return;
    }
    const mapped = mapFrame(frame, this.#bind, this.#sessionId);
    this.#events = mapped.events;
    this.#eventPlace = 0;
    this.#sessionId = mapped.sessionId ?? this.#sessionId;
    if (mapped.reply !== 'open') this.#state = mapped.reply;
  }

  #remember(event: ChatEvent): void {
    if (event.type === 'text') this.#text.append(event.text);
    if (event.type === 'error') this.#agentMessage = event.message;
  }
}

/** Undefined for what is no JSON. */
function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
