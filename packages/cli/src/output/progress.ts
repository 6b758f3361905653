import { makePrintable } from '@rhdh-boost/internal/printable';
import type { BoostContext } from '../command/boost-context.ts';

/** How long something takes before a person wants to know what it is, in milliseconds. */
const delayMs = 1000;
/** The width of a terminal that does not report one. */
const usualColumns = 80;
/** How many columns `: 12 s` takes after the text. */
const secondsColumns = 10;
const removeLine = '\r\u001B[2K';

/**
 * A line on stderr that shows what a command waits for, and for how long, once it takes more than a second. Elsewhere
 * than on a terminal, nothing is written.
 */
export class ProgressLine implements Disposable {
  readonly #stderr: BoostContext['stderr'];
  readonly #isWanted: boolean;
  #text = '';
  #startedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #isShown = false;

  /**
   * Shows nothing yet.
   *
   * @param context - what the run works with
   */
  constructor({ stderr, env }: Pick<BoostContext, 'stderr' | 'env'>) {
    this.#stderr = stderr;
    // A dumb terminal cannot remove a line.
    this.#isWanted = stderr.isTTY && env['TERM'] !== 'dumb';
  }

  /** Shows what the command waits for now: `Listing agents`. */
  show(text: string): void {
    if (!this.#isWanted) return;
    // A longer line would wrap, and could not be removed then.
    const { columns = usualColumns } = this.#stderr;
    this.#text = makePrintable(text).slice(0, Math.max(columns - secondsColumns, 0));
    if (this.#isShown) this.#draw();
    if (this.#timer !== undefined) return;
    this.#startedAt = performance.now();
    // Once a second, to show that the command still works.
    this.#timer = setInterval(() => this.#draw(), delayMs).unref();
  }

  /** Removes the line. Call it before anything else is written; the next `show` starts anew. */
  clear(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#isShown) this.#stderr.write(removeLine);
    this.#isShown = false;
  }

  [Symbol.dispose](): void {
    this.clear();
  }

  #draw(): void {
    this.#isShown = true;
    const seconds = Math.round((performance.now() - this.#startedAt) / 1000);
    this.#stderr.write(`${removeLine}${this.#text}: ${seconds} s`);
  }
}

/**
 * Shows what is being done while it takes longer than a second.
 *
 * @param context - what the run works with
 * @param text - what is being done: `Listing agents`
 * @param work - does it
 */
export async function withProgress<Result>(
  context: Pick<BoostContext, 'stderr' | 'env'>,
  text: string,
  work: () => Promise<Result>,
): Promise<Result> {
  using line = new ProgressLine(context);
  line.show(text);
  return await work();
}
