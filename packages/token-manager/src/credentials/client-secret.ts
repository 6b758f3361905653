import { readFile } from 'node:fs/promises';
import type { Redactor } from '../observability/redaction.ts';
import { systemErrorCode } from '../system-error-code.ts';
import { TokenError } from '../token-error.ts';

/**
 * Where the client secret comes from: the secret itself, a function that gives it (also async), or a
 * file. Function and file are read anew for each renewal, so that a rotated secret is found.
 */
export type ClientSecret = string | (() => string | Promise<string>) | ClientSecretFile;

/** A secret in a file, as Kubernetes mounts it. */
export interface ClientSecretFile {
  /** Path of the file. One trailing line break is no part of the secret. */
  readonly file: string;
}

/** Reads the client secret and remembers the last one, to see when it changes. */
export class ClientSecretReader {
  readonly #source: ClientSecret;
  readonly #redactor: Redactor;
  #latest: string | undefined;

  /** Reads from `source`, and makes each secret known to the redactor before anything is done with it. */
  constructor(source: ClientSecret, redactor: Redactor) {
    this.#source = source;
    this.#redactor = redactor;
    if (typeof source === 'string') redactor.learn(source);
  }

  /** The secret that was read last; undefined before the first, and when the last could not be read. */
  get latest(): string | undefined {
    return this.#latest;
  }

  /**
   * Reads the secret.
   *
   * @throws TokenError `invalid_configuration`. What a caller's function throws is not kept, unless it
   * is such an error itself: its text may hold the secret.
   */
  async read(): Promise<string> {
    this.#latest = undefined;
    const secret = await this.#readSource();
    if (!isUsableText(secret)) {
      const what = 'is empty or no string of whole characters';
      throw this.#unreadable(what, 'Give the secret of the Keycloak client');
    }
    this.#redactor.learn(secret);
    this.#latest = secret;
    return secret;
  }

  async #readSource(): Promise<unknown> {
    const source = this.#source;
    if (typeof source === 'string') return source;
    try {
      if (typeof source === 'function') return await source();
      return (await readFile(source.file, 'utf8')).replace(/\r?\n$/, '');
    } catch (error) {
      // A caller that says itself what is wrong with the secret knows its place better.
      if (error instanceof TokenError && error.code === 'invalid_configuration') throw error;
      const reason = systemErrorCode(error) ?? 'an error';
      throw typeof source === 'function'
        ? this.#unreadable(`threw ${reason}`, 'See to it that the function gives the secret')
        : this.#unreadable(`cannot be read (${reason})`, 'Check the path and who may read it');
    }
  }

  #unreadable(what: string, wayOut: string): TokenError {
    const source = this.#source;
    let place = 'clientSecret';
    if (typeof source === 'function') place = 'The clientSecret function';
    else if (typeof source === 'object') place = `The clientSecret file ${source.file}`;
    return new TokenError({
      code: 'invalid_configuration',
      message: `${place} ${what}`,
      hint: `${wayOut} (Keycloak: Clients, the client, Credentials).`,
    });
  }
}

/** Whether a value is a text that can be form-encoded: half a surrogate pair cannot. */
export function isUsableText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !/\p{Surrogate}/u.test(value);
}
