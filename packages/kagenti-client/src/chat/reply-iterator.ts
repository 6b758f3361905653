import type { ChatEvent } from './chat-event.ts';
import type { ChatIterator } from './chat-iterator.ts';
import type { ReplyOpening } from './reply-opening.ts';
import type { ReplyReader } from './reply-reader.ts';

type Result = IteratorResult<ChatEvent, void>;

const over = (): Result => ({ done: true, value: undefined });

/**
 * The events of a reply, one after the other. No generator: that would hold `return()` back until the
 * event that is awaited has come, and an agent may think for minutes.
 */
export class ReplyIterator implements ChatIterator {
  readonly #opening: ReplyOpening;
  #reader: ReplyReader | undefined;
  /** Those who wait for an event get theirs in the order in which they asked. */
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #isOver = false;
  #isLeft = false;

  /** @param opening - Sends the request, when the first event is asked for. */
  constructor(opening: ReplyOpening) {
    this.#opening = opening;
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
      this.#reader ??= await this.#opening.open().reader;
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
    // Without a reader it is still on its way there, or was never asked for.
    if (this.#reader === undefined) this.#opening.leave();
    else this.#reader.leave();
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
