/**
 * Ends a reply that nobody reads on: an iterator that was dropped without `return()` tells nobody, and the
 * server is held back for as long as its connection is. One timer a reply, which looks at the time of the
 * last read: a timer for each event would cost more than the event.
 */
export class UnreadClock {
  readonly #milliseconds: number;
  readonly #onOver: () => void;
  #timer: NodeJS.Timeout | undefined;
  #isRead = false;
  #lastReadAt = performance.now();

  /**
   * @param milliseconds - How long nobody may read.
   * @param onOver - Is called once when that time is over.
   */
  constructor(milliseconds: number, onOver: () => void) {
    this.#milliseconds = milliseconds;
    this.#onOver = onOver;
    this.#lookIn(milliseconds);
  }

  /** Somebody waits for an event: the server's silence has a clock of its own. */
  readBegins(): void {
    this.#isRead = true;
  }

  /** Somebody took an event, or waits no longer. */
  readEnds(): void {
    this.#isRead = false;
    this.#lastReadAt = performance.now();
  }

  /** The reply is over. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #lookIn(milliseconds: number): void {
    this.#timer = setTimeout(() => {
      const unread = this.#isRead ? 0 : performance.now() - this.#lastReadAt;
      if (unread >= this.#milliseconds) this.#onOver();
      else this.#lookIn(this.#milliseconds - unread);
    }, milliseconds);
    // The connection keeps the process up, where there still is one.
    this.#timer.unref();
  }
}
