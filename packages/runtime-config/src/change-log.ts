import type { ChangeFeed, ChangeFeedOptions, ChangeSource, OnStoreChange } from './change-feed.ts';
import type { ChangeListener } from './change-listener.ts';

/** What a change log reads of the history table. Ids grow in the order of the commits. */
export interface ChangeHistory {
  /** The id of the newest entry; 0 when the history is empty. */
  newestId(): Promise<number>;
  /** The keys of the entries after one id, up to and including another. */
  keysBetween(after: number, upTo: number): Promise<string[]>;
}

/** Follows the history of one table for any number of feeds, which share one listening connection. */
export class ChangeLog {
  readonly #history: ChangeHistory;
  readonly #listener: ChangeListener | undefined;
  readonly #feeds = new Set<HistoryFeed>();

  /** @param listener - undefined where the database has no notifications */
  constructor(history: ChangeHistory, listener: ChangeListener | undefined) {
    this.#history = history;
    this.#listener = listener;
  }

  /** Reports what is committed from now on, until the feed is closed. */
  open(onChange: OnStoreChange, { listen, pollMs }: ChangeFeedOptions): ChangeFeed {
    const listener = listen ? this.#listener : undefined;
    const onClose = () => void this.#feeds.delete(feed);
    const feed = new HistoryFeed(this.#history, onChange, { listener, pollMs, onClose });
    this.#feeds.add(feed);
    return feed;
  }

  /** Has every watched feed read the history, because this process committed a change. */
  noteCommit(): void {
    for (const feed of this.#feeds) void feed.catchUp();
  }
}

interface HistoryFeedOptions {
  readonly listener: ChangeListener | undefined;
  readonly pollMs: number;
  readonly onClose: () => void;
}

/** Reports the keys of the entries after the newest one that it has seen. */
class HistoryFeed implements ChangeFeed {
  ready: Promise<void> = Promise.resolve();
  readonly #history: ChangeHistory;
  readonly #onChange: OnStoreChange;
  readonly #options: HistoryFeedOptions;
  readonly #stopListening: (() => void) | undefined;
  #isWatched = false;
  /** Undefined while the history could not be read. */
  #lastId: number | undefined;
  #reading: Promise<boolean> | undefined;
  #isStale = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(history: ChangeHistory, onChange: OnStoreChange, options: HistoryFeedOptions) {
    this.#history = history;
    this.#onChange = onChange;
    this.#options = options;
    this.#stopListening = options.listener?.open(() => {
      if (this.#isWatched) void this.catchUp();
      else onChange(undefined);
    });
  }

  get source(): ChangeSource {
    return this.#options.listener?.isListening === true ? 'listen' : 'poll';
  }

  watch(isWatched: boolean): void {
    if (isWatched === this.#isWatched) return;
    this.#isWatched = isWatched;
    clearTimeout(this.#timer);
    if (!isWatched) return;
    this.ready = this.#findPlace();
    this.#schedulePoll();
  }

  close(): void {
    this.watch(false);
    this.#stopListening?.();
    this.#options.onClose();
  }

  /**
   * Reports to the watchers what was committed since the last report. A failure is left to the next time.
   *
   * @returns whether anything was
   */
  async catchUp(): Promise<boolean> {
    // A reading that runs may have begun before the commit.
    this.#isStale = true;
    this.#reading ??= this.#readUntilCurrent().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #findPlace(): Promise<void> {
    this.#lastId = await this.#history.newestId().catch(() => undefined);
  }

  #schedulePoll(): void {
    const timer = setTimeout(() => void this.#poll(timer), this.#options.pollMs);
    this.#timer = timer.unref();
  }

  async #poll(timer: NodeJS.Timeout): Promise<void> {
    const isFound = await this.catchUp();
    // Its notification was lost, unless it is about to arrive.
    if (isFound && this.source === 'listen') await this.#options.listener?.verify();
    if (this.#isWatched && this.#timer === timer) this.#schedulePoll();
  }

  async #readUntilCurrent(): Promise<boolean> {
    await this.ready;
    let isFound = false;
    while (this.#isStale && this.#isWatched) {
      this.#isStale = false;
      if (await this.#read().catch(() => false)) isFound = true;
    }
    return isFound;
  }

  async #read(): Promise<boolean> {
    const newestId = await this.#history.newestId();
    const lastId = this.#lastId;
    if (newestId === lastId) return false;
    // Ids that go back are those of a backup that was restored.
    const isKnown = lastId !== undefined && lastId < newestId;
    const keys = isKnown ? await this.#history.keysBetween(lastId, newestId) : undefined;
    this.#lastId = newestId;
    if (this.#isWatched) this.#onChange(keys);
    return true;
  }
}
