import { readFile } from 'node:fs/promises';
import { systemCodeOf } from '@rhdh-boost/internal/error-name';
import { printablePath } from '@rhdh-boost/internal/printable-path';
import { hasLoneSurrogate } from '@rhdh-boost/internal/usable-text';
import { errorName } from '../error-name.ts';
import { TokenError } from '../token-error.ts';

/** A text in a file, as Kubernetes mounts secrets. */
export interface TextFile {
  /** Path of the file. One trailing line break is no part of the text. */
  readonly file: string;
}

/** What to do about a file that is not there, or may not be read. */
export const checkMount =
  'Check that the volume is mounted at this path and that this process may read it.';

/** A text, a function that gives it (also async), or the file that it is in. */
export type TextSource = string | (() => string | Promise<string>) | TextFile;

/** A text that is read anew each time, under the name of the option that says where from. */
export class NamedText {
  readonly #option: string;
  readonly #wayOut: string;
  readonly #source: TextSource;
  readonly #ifFileIsEmpty: string | undefined;
  #isRead = false;

  /**
   * @param wayOut Where in Keycloak to look, for hints.
   * @param ifFileIsEmpty The hint for an empty file, where Keycloak is not the place to look.
   */
  constructor(option: string, wayOut: string, source: TextSource, ifFileIsEmpty?: string) {
    this.#option = option;
    this.#wayOut = wayOut;
    this.#source = source;
    this.#ifFileIsEmpty = ifFileIsEmpty;
  }

  /**
   * The function or file that it is read from, for errors; undefined for a text that is given as it is. The
   * path is left out where it may be the secret, given in place of the path; one that was read is a path.
   */
  get place(): string | undefined {
    const source = this.#source;
    if (typeof source === 'string') return undefined;
    if (typeof source === 'function') return `${this.#option} function`;
    const path = this.#isRead ? source.file : printablePath(source.file);
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
    const what = whatIsWrong(text);
    if (text === '' && this.#ifFileIsEmpty !== undefined && isTextFile(this.#source)) {
      throw this.#error(what, this.#ifFileIsEmpty);
    }
    throw this.unusable(what, 'Give the right one');
  }

  /** The error for a text that is not what it should be; it names the option and the file, and shows nothing. */
  unusable(what: string, wayOut: string): TokenError {
    return this.#error(what, `${wayOut} (Keycloak: ${this.#wayOut}).`);
  }

  #error(what: string, hint: string): TokenError {
    const { place } = this;
    return new TokenError({
      code: 'invalid_configuration',
      message: `${place === undefined ? this.#option : `The ${place}`} ${what}`,
      hint,
      // What a function asks, a vault say, may be there again in a moment.
      retryable: this.isFunction,
    });
  }

  async #readSource(): Promise<unknown> {
    const source = this.#source;
    if (typeof source === 'string') return source;
    try {
      if (typeof source === 'function') return await source();
      const text = await readFile(source.file, 'utf8');
      this.#isRead = true;
      return text.replace(/\r?\n$/, '');
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
      const hint =
        this.#isRead || printablePath(source.file) !== undefined
          ? checkMount
          : 'Give a path that starts with / or ./, not the secret itself.';
      throw this.#error(`cannot be read (${reason})`, hint);
    }
  }
}

function whatIsWrong(text: unknown): string {
  if (text === '') return 'is empty';
  return typeof text === 'string' ? 'has a lone surrogate' : 'is no string';
}

/** Whether a value is a text that can be form-encoded: half a surrogate pair cannot. */
export function isUsableText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !hasLoneSurrogate(value);
}

/** Whether a value says where a file is. */
export function isTextFile(value: unknown): value is TextFile {
  return typeof value === 'object' && value !== null && 'file' in value && isUsableText(value.file);
}
