import { readFileSync, type Stats, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/**
 * How long a file must have rested until its state stands for its text, in milliseconds. The times of a file
 * system advance in steps: two changes within one step leave the same state.
 */
const settledAfterMs = 1000;

/** What differs once a file is written or replaced. */
const watched = ['dev', 'ino', 'size', 'mtimeMs', 'ctimeMs'] as const;

/**
 * The text of a file, read again only when the file may have changed. While a refusal is held each call asks, so
 * its state is asked for synchronously: that takes a microsecond or two, where a trip to another thread and back
 * costs more than all the rest of the call.
 */
export class CachedFile {
  readonly #path: string;
  #text = '';
  /** The state of the file before the text was read; undefined when it does not stand for the text. */
  #state: Stats | undefined;

  /** Reads nothing yet. */
  constructor(path: string) {
    this.#path = path;
  }

  /** Reads the file, whatever its state. */
  readSync(): string {
    return readFileSync(this.#path, 'utf8');
  }

  /** The current text. */
  async read(): Promise<string> {
    const found = statSync(this.#path);
    const known = this.#state;
    if (known !== undefined && watched.every(field => found[field] === known[field])) {
      return this.#text;
    }
    this.#text = await readFile(this.#path, 'utf8');
    // A pipe has another text each time.
    const isSettled = found.isFile() && Date.now() - found.ctimeMs > settledAfterMs;
    this.#state = isSettled ? found : undefined;
    return this.#text;
  }
}
