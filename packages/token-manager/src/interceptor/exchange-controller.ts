import type { Dispatcher } from 'undici';

type RawHeaders = NonNullable<Dispatcher.DispatchController['rawHeaders']> | null;

/**
 * The one controller that a handler knows, whichever of the dispatches behind it is running: it can
 * abort before there is any, and pauses the one that runs.
 */
export class ExchangeController implements Dispatcher.DispatchController {
  readonly #onAbort: (reason: Error) => void;
  #running: Dispatcher.DispatchController | undefined;
  #isPaused = false;
  #reason: Error | null = null;

  /** Calls back when the handler aborts. */
  constructor(onAbort: (reason: Error) => void) {
    this.#onAbort = onAbort;
  }

  /** Takes the controller of the dispatch that has begun. */
  follow(running: Dispatcher.DispatchController): void {
    this.#running = running;
    if (this.#reason !== null) running.abort(this.#reason);
    else if (this.#isPaused) running.pause();
  }

  /** Lets go of the dispatch that is over. */
  unfollow(): void {
    this.#running = undefined;
  }

  /** Whether a dispatch has begun and not been let go of. */
  get follows(): boolean {
    return this.#running !== undefined;
  }

  get aborted(): boolean {
    return this.#reason !== null || this.#running?.aborted === true;
  }

  get reason(): Error | null {
    return this.#reason ?? this.#running?.reason ?? null;
  }

  get paused(): boolean {
    return this.#isPaused;
  }

  get rawHeaders(): RawHeaders {
    return this.#running?.rawHeaders ?? null;
  }

  get rawTrailers(): RawHeaders {
    return this.#running?.rawTrailers ?? null;
  }

  abort(reason: Error): void {
    if (this.aborted) return;
    this.#reason = reason;
    this.#onAbort(reason);
    this.#running?.abort(reason);
  }

  pause(): void {
    this.#isPaused = true;
    this.#running?.pause();
  }

  resume(): void {
    this.#isPaused = false;
    this.#running?.resume();
  }
}
