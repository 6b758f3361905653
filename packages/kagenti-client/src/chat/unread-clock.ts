/** How often it is checked, within the time that nobody may read, whether somebody read. */
const checks = 8;

/**
 * Ends a reply that nobody reads any more: an iterator that was dropped without `return()` reports nothing, and the
 * server is held back for as long as its connection is open. One timer a reply and a flag for each event: a timer
 * for each event, or reading the time, would cost more than the event. So it may end an eighth of the time late.
 */
export class UnreadClock {
  readonly #timer: NodeJS.Timeout;
  #isRead = false;
  #wasRead = false;

  /**
   * @param milliseconds - How long nobody may read.
   * @param onOver - Is called once when that time is over.
   */
  constructor(milliseconds: number, onOver: () => void) {
    let unread = 0;
    this.#timer = setInterval(() => {
      unread = this.#isRead || this.#wasRead ? 0 : unread + 1;
      this.#wasRead = false;
      if (unread < checks) return;
      this.stop();
      onOver();
    }, milliseconds / checks);
    // The connection keeps the process up, where there still is one.
    this.#timer.unref();
  }

  /** Somebody waits for an event: the server's silence has a timeout of its own. */
  readBegins(): void {
    this.#isRead = true;
  }

  /** Somebody took an event, or waits no longer. */
  readEnds(): void {
    this.#isRead = false;
    this.#wasRead = true;
  }

  /** The reply is over. */
  stop(): void {
    clearInterval(this.#timer);
  }
}
