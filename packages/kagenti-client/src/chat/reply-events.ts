import { isRecord } from '../is-record.ts';
import type { ChatEvent, DoneEvent, TaskState } from './chat-event.ts';
import { isLostAgent, mapFrame, type ReplyState } from './event-mapping.ts';
import { EventStreamDecoder } from './event-stream-decoder.ts';
import { ReplyText } from './reply-text.ts';

/**
 * Makes the events of a reply of its bytes, and knows how the reply stands. An event is made when it is
 * taken: a reader who stops has what came, and no more was done.
 */
export class ReplyEvents {
  readonly #bind: (sessionId: string) => string;
  /** A MAC for each event would cost more than the event. */
  readonly #bindOnce = (id: string): string =>
    id === this.#ownSessionId && this.#sessionId !== undefined ? this.#sessionId : this.#bind(id);
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
  #taskState: TaskState | undefined;
  /** Kagenti's own session id, the caller's, and the one that the caller has. */
  #ownSessionId: string | undefined;
  #sessionId: string | undefined;
  #announced: string | undefined;
  #agentMessage: string | undefined;

  /** @param bind - Makes the caller's session id of Kagenti's. */
  constructor(bind: (sessionId: string) => string) {
    this.#bind = bind;
  }

  /** True when the agent finished or asked something: the end, whatever it is, is a good one. */
  get mayEnd(): boolean {
    return this.#state === 'asked' || this.#state === 'complete' || this.#state === 'done';
  }

  /** True when nothing more is read. */
  get isOver(): boolean {
    return this.#state === 'done' || this.#state === 'failed' || this.#state === 'broken';
  }

  /** True when everything that came was taken. */
  get isEmpty(): boolean {
    return this.#eventPlace >= this.#events.length && this.#place >= this.#data.length;
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

  /** The caller's session id; undefined while Kagenti named none. */
  get sessionId(): string | undefined {
    return this.#sessionId;
  }

  /** The last event of a reply that ended well. */
  get done(): DoneEvent {
    return {
      type: 'done',
      ...(this.#sessionId === undefined ? {} : { sessionId: this.#sessionId }),
      ...(this.#taskState === undefined ? {} : { state: this.#taskState }),
    };
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
      if (data === undefined || this.isOver) return undefined;
      this.#place += 1;
      this.#map(data);
    }
  }

  #refill(data: readonly string[]): void {
    this.#data = data;
    this.#place = 0;
  }

  #map(data: string): void {
    const frame = parse(data);
    // Half an event at the end says nothing but that the bytes ended early.
    if (frame === undefined && this.#isAtEnd) return;
    if (!isRecord(frame)) {
      this.#state = 'broken';
      return;
    }
    // After a question, or a final event, it only says that the agent is gone.
    if (this.mayEnd && isLostAgent(frame)) {
      this.#state = 'done';
      return;
    }
    const mapped = mapFrame(frame, this.#bindOnce, this.#ownSessionId);
    const { events, reply, state, sessionId, isOfAgent } = mapped;
    this.#learnSession(sessionId);
    const session = this.#announcement(isOfAgent);
    this.#events = session === undefined ? events : [session, ...events];
    this.#eventPlace = 0;
    this.#taskState = state ?? this.#taskState;
    // Nothing that follows an end makes the reply longer.
    const continues = reply === 'open' || reply === 'asked';
    if (reply !== undefined && !(continues && this.#state === 'complete')) this.#state = reply;
  }

  #learnSession(id: string | undefined): void {
    if (id === undefined || id === this.#ownSessionId) return;
    this.#ownSessionId = id;
    this.#sessionId = this.#bind(id);
  }

  /**
   * The session, where the caller does not have it: before the first event of the agent, and when it changed, also
   * in a frame that only reports a failure.
   */
  #announcement(isOfAgent: boolean): ChatEvent | undefined {
    const sessionId = this.#sessionId;
    const isDue = isOfAgent || this.#announced !== undefined;
    if (!isDue || sessionId === undefined || sessionId === this.#announced) return undefined;
    this.#announced = sessionId;
    return { type: 'session', sessionId };
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
