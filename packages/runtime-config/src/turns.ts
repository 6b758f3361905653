/** Lets so many calls run at the same time, and the others wait for their turn in the order in which they came. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  /** @param most - how many calls run at the same time, 1 or more */
  constructor(most: number) {
    this.#free = most;
  }

  /** Runs a call when it is its turn. */
  async take<Result>(call: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>(resolve => this.#waiting.push(resolve));
    try {
      return await call();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
