import type { OutputStream } from '@rhdh-boost/internal/command-context';
import { makePrintable } from '@rhdh-boost/internal/printable';

/** What takes less is over before anybody could read what it does. */
const delayMs = 500;
const clearLine = '\r\u001B[2K';

/** One line on a terminal that shows what is going on, and disappears. Elsewhere nothing is written. */
export class ProgressLine implements Disposable {
  readonly #stream: OutputStream;
  readonly #isShown: boolean;
  #timer: NodeJS.Timeout | undefined;
  #text = '';
  #isVisible = false;

  /** Shows nothing yet. */
  constructor({
    stderr,
    env,
  }: {
    readonly stderr: OutputStream;
    readonly env: Readonly<Record<string, string | undefined>>;
  }) {
    this.#stream = stderr;
    // A dumb terminal cannot clear a line (https://pubs.opengroup.org/onlinepubs/9799919799/, TERM).
    this.#isShown = stderr.isTTY && env['TERM'] !== 'dumb';
  }

  /** Shows a text in place of the one before: after a moment, if no line is shown yet. */
  show(text: string): void {
    if (!this.#isShown) return;
    this.#text = text;
    if (this.#isVisible) this.#draw();
    else this.#timer ??= setTimeout(() => this.#draw(), delayMs);
  }

  /** Takes the line away. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isVisible) this.#stream.write(clearLine);
    this.#isVisible = false;
  }

  /** As {@link clear}, for `using`. */
  [Symbol.dispose](): void {
    this.clear();
  }

  #draw(): void {
    this.#timer = undefined;
    this.#isVisible = true;
    const width = (this.#stream.columns ?? 80) - 1;
    // A line that wraps could not be cleared.
    const text = makePrintable(`... ${this.#text}`).slice(0, width);
    this.#stream.write(`${clearLine}${text}`);
  }
}
