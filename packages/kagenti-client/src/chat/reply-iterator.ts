import type { ChatEvent } from './chat-event.ts';
import type { ChatIterator } from './chat-iterator.ts';
import type { EventReader, ReplySource } from './reply-source.ts';

type Result = IteratorResult<ChatEvent, void>;

const over = (): Result => ({ done: true, value: undefined });

/**
 * The events of a reply, one after the other. No generator: that would hold `return()` back until the
 * event that is awaited has come, and an agent may think for minutes.
 */
export class ReplyIterator implements ChatIterator {
  readonly #source: ReplySource;
  #reader: EventReader | undefined;
  /** Those who wait for an event get theirs in the order in which they asked. */
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #isOver = false;
  #isLeft = false;

  /** @param source - Sends the request, when the first event is asked for. */
  constructor(source: ReplySource) {
    this.#source = source;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Result> {
    if (this.#waiting === 0 && !this.#isOver) {
      const event = this.#taken();
      if (event !== undefined) return Promise.resolve({ done: false, value: event });
    }
    return this.#inTurn(() => this.#step());
  }

  return(): Promise<Result> {
    this.#leave();
    return this.#inTurn(over);
  }

  throw(error: unknown): Promise<Result> {
    this.#leave();
    return this.#inTurn(() => {
      throw error;
    });
  }

  /** An event that came already, without a detour; what is wrong is found again on the usual way. */
  #taken(): ChatEvent | undefined {
    try {
      return this.#reader?.take();
    } catch {
      return undefined;
    }
  }

  async #step(): Promise<Result> {
    if (this.#isOver) return over();
    try {
      this.#reader ??= await this.#source.open();
      const event = await this.#reader.next();
      if (event !== undefined && !this.#isLeft) return { done: false, value: event };
    } catch (error) {
      this.#isOver = true;
      if (!this.#isLeft) throw error;
    }
    this.#isOver = true;
    return over();
  }

  #leave(): void {
    this.#isLeft = true;
    this.#isOver = true;
    this.#source.leave();
  }

  #inTurn(step: () => Result | Promise<Result>): Promise<Result> {
    this.#waiting += 1;
    const result = this.#last.then(step).finally(() => {
      this.#waiting -= 1;
    });
    this.#last = result.catch(() => undefined);
    return result;
  }
}
