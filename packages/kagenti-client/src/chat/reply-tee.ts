import type { ChatEvent } from './chat-event.ts';
import type { EventIterator } from './readable-events.ts';
import type { EventReader, ReplySource } from './reply-source.ts';

/** An event, or the end of the reply: undefined, or the error that it ended in. */
type Piece = { readonly event: ChatEvent | undefined } | { readonly error: unknown };

/** One of two readers of the same reply, who may read at their own pace. */
class Branch implements ReplySource, EventReader {
  readonly #tee: ReplyTee;
  readonly #pieces: Piece[] = [];
  #isLeft = false;
  /** Lets a reader go who waits for an event. */
  #wake: () => void = () => undefined;

  constructor(tee: ReplyTee) {
    this.#tee = tee;
  }

  get sessionId(): string | undefined {
    return this.#tee.source.sessionId;
  }

  async open(): Promise<this> {
    return this;
  }

  answered(): ReturnType<ReplySource['answered']> {
    return this.#tee.source.answered();
  }

  leave(): void {
    this.#isLeft = true;
    this.#pieces.length = 0;
    this.#wake();
    this.#tee.leave(this);
  }

  abort(reason: unknown): void {
    this.#tee.source.abort(reason);
  }

  add(piece: Piece): void {
    this.#pieces.push(piece);
  }

  take(): undefined {
    return undefined;
  }

  async next(): Promise<ChatEvent | undefined> {
    if (this.#pieces.length === 0) {
      // No race with a promise of the whole reply, which would keep a reaction for each event.
      await new Promise<void>(resolve => {
        this.#wake = resolve;
        void this.#tee.pull().then(resolve);
      });
    }
    const piece = this.#isLeft ? undefined : this.#pieces.shift();
    if (piece === undefined) return undefined;
    if ('error' in piece) throw piece.error;
    return piece.event;
  }
}

/** Reads a reply once for two readers: at the pace of the faster one, until both leave. */
export class ReplyTee {
  readonly source: ReplySource;
  /** The readers. */
  readonly branches = [new Branch(this), new Branch(this)] as const;
  readonly #iterator: EventIterator;
  readonly #reading = new Set<Branch>(this.branches);
  #pull: Promise<void> | undefined;

  /**
   * @param source - The reply.
   * @param iterator - Its events; nobody else reads them.
   */
  constructor(source: ReplySource, iterator: EventIterator) {
    this.source = source;
    this.#iterator = iterator;
  }

  /** Reads the next event for all branches; resolves when they have it. */
  pull(): Promise<void> {
    this.#pull ??= this.#read().finally(() => {
      this.#pull = undefined;
    });
    return this.#pull;
  }

  /** That one reads no more. */
  leave(branch: Branch): void {
    this.#reading.delete(branch);
    if (this.#reading.size === 0) void this.#iterator.return();
  }

  async #read(): Promise<void> {
    const piece = await this.#next();
    for (const branch of this.#reading) branch.add(piece);
  }

  async #next(): Promise<Piece> {
    try {
      const { value } = await this.#iterator.next();
      return { event: value ?? undefined };
    } catch (error) {
      return { error };
    }
  }
}
