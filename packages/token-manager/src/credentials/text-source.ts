import { readFile } from 'node:fs/promises';
import { systemCodeOf } from '@rhdh-boost/internal/error-name';
import { printablePath } from '@rhdh-boost/internal/printable-path';
import { errorName } from '../error-name.ts';
import { TokenError } from '../token-error.ts';

/** A text in a file, as Kubernetes mounts secrets. */
export interface TextFile {
  /** Path of the file. One trailing line break is no part of the text. */
  readonly file: string;
}

/** A text, a function that gives it (also async), or the file that it is in. */
export type TextSource = string | (() => string | Promise<string>) | TextFile;

/** A text that is read anew each time, under the name of the option that says where from. */
export class NamedText {
  readonly #option: string;
  readonly #wayOut: string;
  readonly #source: TextSource;

  /** @param wayOut Where in Keycloak to look, for hints. */
  constructor(option: string, wayOut: string, source: TextSource) {
    this.#option = option;
    this.#wayOut = wayOut;
    this.#source = source;
  }

  /**
   * The function or file that it is read from, for errors; undefined for a text that is given as it is. The
   * path is left out where it may be the secret, given in place of the path.
   */
  get place(): string | undefined {
    const source = this.#source;
    if (typeof source === 'string') return undefined;
    if (typeof source === 'function') return `${this.#option} function`;
    const path = printablePath(source.file);
    return path === undefined ? `${this.#option} file` : `${this.#option} file ${path}`;
  }

  /** Whether a function gives it. */
  get isFunction(): boolean {
    return typeof this.#source === 'function';
  }

  /**
   * Reads the text.
   *
   * @throws TokenError `invalid_configuration`. What a caller's function throws is not kept, unless it
   * is such an error itself: its text may hold the secret.
   */
  async read(): Promise<string> {
    const text = await this.#readSource();
    if (isUsableText(text)) return text;
    throw this.unusable('is empty or no string of whole characters', 'Give the right one');
  }

  /** The error for a text that is not what it should be; it names the option and the file, and shows nothing. */
  unusable(what: string, wayOut: string): TokenError {
    const { place } = this;
    return new TokenError({
      code: 'invalid_configuration',
      message: `${place === undefined ? this.#option : `The ${place}`} ${what}`,
      hint: `${wayOut} (Keycloak: ${this.#wayOut}).`,
      // What a function asks, a vault say, may be there again in a moment.
      retryable: this.isFunction,
    });
  }

  async #readSource(): Promise<unknown> {
    const source = this.#source;
    if (typeof source === 'string') return source;
    try {
      if (typeof source === 'function') return await source();
      return (await readFile(source.file, 'utf8')).replace(/\r?\n$/, '');
    } catch (error) {
      // A caller that says itself what is wrong with the text knows its place better.
      if (error instanceof TokenError && error.code === 'invalid_configuration') {
        const { code, message, hint } = error;
        throw new TokenError({ code, message, hint, retryable: true });
      }
      if (typeof source === 'function') {
        const what = `threw ${errorName(error) ?? 'an error'}`;
        throw this.unusable(what, 'See to it that the function gives it');
      }
      const reason = systemCodeOf(error) ?? 'an error';
      const wayOut =
        printablePath(source.file) === undefined
          ? 'Give a path that starts with / or ./, not the secret itself'
          : 'Check the path and who may read it';
      throw this.unusable(`cannot be read (${reason})`, wayOut);
    }
  }
}

/** Whether a value is a text that can be form-encoded: half a surrogate pair cannot. */
export function isUsableText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !/\p{Surrogate}/u.test(value);
}

/** Whether a value says where a file is. */
export function isTextFile(value: unknown): value is TextFile {
  return typeof value === 'object' && value !== null && 'file' in value && isUsableText(value.file);
}
