import { Readable } from 'node:stream';

/** Where keys come from: a terminal, or in a test what resembles one. */
export interface KeySource extends NodeJS.ReadableStream {
  /** Switches the terminal between keys (true) and lines (false). */
  setRawMode?(mode: boolean): unknown;
}

const ctrlC = '\u0003';

/**
 * Passes keys on to the line editor while the user writes. While a reply runs, it keeps them, so that they appear
 * after the next prompt and not within the reply; only Ctrl-C has an effect then.
 */
export class KeyGate extends Readable {
  readonly isTTY = true;
  readonly #source: KeySource;
  readonly #receive = (chunk: Buffer | string): void => this.#take(String(chunk));
  readonly #finish = (): void => {
    this.#hasEnded = true;
    if (this.#interrupt === undefined) this.push(null);
  };
  #kept = '';
  #hasEnded = false;
  #interrupt: (() => void) | undefined;

  constructor(source: KeySource) {
    super({ encoding: 'utf8' });
    this.#source = source;
    source.setEncoding('utf8').on('data', this.#receive).on('end', this.#finish);
  }

  /** Keys are pushed when they come. */
  override _read(): void {}

  /** The line editor switches the terminal through this. */
  setRawMode(mode: boolean): this {
    this.#source.setRawMode?.(mode);
    return this;
  }

  /** Keeps keys from now on, and calls a function for Ctrl-C, which also drops the keys that were kept. */
  shut(interrupt: () => void): void {
    this.#interrupt = interrupt;
  }

  /** Passes keys on again, first those that were kept. */
  open(): void {
    this.#interrupt = undefined;
    const kept = this.#kept;
    this.#kept = '';
    if (kept !== '') this.push(kept);
    if (this.#hasEnded) this.push(null);
  }

  /** Leaves the source, so that the process can end. */
  leave(): void {
    this.#source.off('data', this.#receive).off('end', this.#finish).pause();
  }

  #take(keys: string): void {
    if (this.#interrupt === undefined) {
      this.push(keys);
      return;
    }
    const last = keys.lastIndexOf(ctrlC);
    this.#kept = last === -1 ? this.#kept + keys : keys.slice(last + 1);
    if (last !== -1) this.#interrupt();
  }
}
