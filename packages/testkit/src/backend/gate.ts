import { aborted } from './aborted.ts';

/** Requests that wait at the backend's door. */
export interface Hold {
  /** How many wait now. */
  readonly waiting: number;
  /** Resolves when so many wait. */
  whenWaiting(count: number): Promise<void>;
  /** Lets those that wait go, and holds no more. Doing it again changes nothing. */
  release(): void;
}

/** The door: held requests wait here, before their token is looked at. */
export class Gate {
  readonly #holds = new Set<OpenHold>();

  /** Holds the requests of an operation, or all, from now on. */
  hold(operation: string | undefined): Hold {
    const hold = new OpenHold(operation, () => this.#holds.delete(hold));
    this.#holds.add(hold);
    return hold;
  }

  /** Resolves when nothing holds the request, or its caller has left. */
  async pass(operation: string | undefined, callerLeft: AbortSignal): Promise<void> {
    for (const hold of this.#holds) {
      if (hold.holds(operation)) {
        await hold.wait(callerLeft);
      }
    }
  }
}

class OpenHold implements Hold {
  readonly #operation: string | undefined;
  readonly #onRelease: () => void;
  readonly #released = new AbortController();
  readonly #watchers = new Set<() => void>();
  #waiting = 0;

  constructor(operation: string | undefined, onRelease: () => void) {
    this.#operation = operation;
    this.#onRelease = onRelease;
  }

  get waiting(): number {
    return this.#waiting;
  }

  holds(operation: string | undefined): boolean {
    return this.#operation === undefined || this.#operation === operation;
  }

  async wait(callerLeft: AbortSignal): Promise<void> {
    this.#waiting += 1;
    for (const check of this.#watchers) {
      check();
    }
    await aborted(AbortSignal.any([this.#released.signal, callerLeft]));
    this.#waiting -= 1;
  }

  whenWaiting(count: number): Promise<void> {
    return new Promise(resolve => {
      const check = () => {
        if (this.#waiting >= count) {
          this.#watchers.delete(check);
          resolve();
        }
      };
      this.#watchers.add(check);
      check();
    });
  }

  release(): void {
    this.#onRelease();
    this.#released.abort();
  }
}
