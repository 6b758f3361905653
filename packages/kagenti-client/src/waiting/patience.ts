/** Trouble that may pass: an error of the wait when it lasts longer than that. */
export interface Trouble {
  /** Which it is. Each is borne for its own time: that of one before it says nothing about this one. */
  readonly trouble: string;
  /** How long it is borne, in milliseconds. */
  readonly patienceMs: number;
}

/** How long a wait has been in the same trouble. */
export class Patience {
  #trouble: string | undefined;
  #sinceMs = 0;

  /** Takes note of trouble; true when it has lasted too long. */
  isOver({ trouble, patienceMs }: Trouble, nowMs: number): boolean {
    if (trouble !== this.#trouble) {
      this.#trouble = trouble;
      this.#sinceMs = nowMs;
    }
    return nowMs - this.#sinceMs >= patienceMs;
  }

  /** The trouble is over. */
  renew(): void {
    this.#trouble = undefined;
  }
}
