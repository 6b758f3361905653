import { makePrintable } from '@rhdh-boost/internal/printable';
import type { BoostContext } from '../command/boost-context.ts';

/** A line on a terminal that shows what a command waits for. */
export interface Progress extends Disposable {
  /** Changes the text: `Asking Keycloak for a token`. */
  update(text: string): void;
  /** Removes the line. Call it before you write anything else; the next `update` shows it again. */
  clear(): void;
}

/** How long something takes before a person wants to know what it is, in milliseconds. */
const delayMs = 1000;
/** A longer line would wrap on a narrow terminal, and then it could not be removed. */
const longest = 70;
const removeLine = '\r\u001B[2K';

/**
 * Shows on stderr what a command waits for, if it takes more than a second. On a terminal only, and never with `--json`.
 *
 * @param context - what the run works with
 * @param options - the options of the command
 */
export function startProgress(
  { stderr, env }: Pick<BoostContext, 'stderr' | 'env'>,
  { json }: { readonly json?: boolean | undefined } = {},
): Progress {
  if (json === true || !stderr.isTTY || env['TERM'] === 'dumb') return none;
  return new ProgressLine(text => stderr.write(text));
}

const none: Progress = { update() {}, clear() {}, [Symbol.dispose]() {} };

class ProgressLine implements Progress {
  readonly #write: (text: string) => unknown;
  #text = '';
  #startedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #isShown = false;

  constructor(write: (text: string) => unknown) {
    this.#write = write;
  }

  update(text: string): void {
    this.#text = makePrintable(text).slice(0, longest);
    if (this.#timer === undefined) {
      this.#startedAt = performance.now();
      // Once a second, so that one sees that it is alive.
      this.#timer = setInterval(() => this.#show(), delayMs).unref();
    } else if (this.#isShown) this.#show();
  }

  clear(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    if (this.#isShown) this.#write(removeLine);
    this.#isShown = false;
  }

  [Symbol.dispose](): void {
    this.clear();
  }

  #show(): void {
    const seconds = Math.round((performance.now() - this.#startedAt) / 1000);
    this.#write(`${removeLine}${this.#text} (${seconds} s)`);
    this.#isShown = true;
  }
}
