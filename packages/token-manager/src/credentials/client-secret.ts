import { type ClientAuth, ClientSecretBasic, ClientSecretPost } from 'oauth4webapi';
import type { Redactor } from '../observability/redaction.ts';
import type { ClientProof, ProofSource } from './client-proof.ts';
import { isTextFile, isUsableText, NamedText, type TextSource } from './text-source.ts';

/**
 * Where the client secret comes from: the secret itself, a function that gives it (also async), or a
 * file. Function and file are read anew for each renewal, so that a rotated secret is found; while a refusal
 * is held, by each call: another secret ends the hold. After one that is refused as well, the next one is tried after
 * 1 s at the earliest, doubling to 60 s. A function that threw is asked again after a second at the earliest.
 */
export type ClientSecret = TextSource;

/** How a secret goes over: in the Authorization header or in the form (RFC 6749 section 2.3.1). */
export type ClientSecretMethod = 'client_secret_basic' | 'client_secret_post';

const onRequest: Record<ClientSecretMethod, (secret: string) => ClientAuth> = {
  client_secret_basic: ClientSecretBasic,
  client_secret_post: ClientSecretPost,
};

/** Proves the client by its secret, which the redactor knows before anything is done with it. */
export class ClientSecretProof implements ProofSource {
  readonly #text: NamedText;
  readonly #method: ClientSecretMethod;
  readonly #redactor: Redactor;
  #hasBlankEnds = false;
  #isEncoded = false;

  /** Reads nothing yet. */
  constructor(source: ClientSecret, method: ClientSecretMethod, redactor: Redactor) {
    this.#text = new NamedText('clientSecret', 'Clients, the client, Credentials', source);
    this.#method = method;
    this.#redactor = redactor;
    if (typeof source === 'string') redactor.learn(source);
  }

  get place(): string | undefined {
    return this.#text.place;
  }

  get isFunction(): boolean {
    return this.#text.isFunction;
  }

  get remark(): string | undefined {
    const { place } = this;
    const origin = place === undefined ? '' : `It came from the ${place}.`;
    const ends = this.#hasBlankEnds
      ? 'It begins or ends with a blank or a line break, which were sent along: take them away unless the server has them too.'
      : '';
    return `${origin} ${ends}`.trim() || undefined;
  }

  get isEncoded(): boolean {
    return this.#isEncoded;
  }

  /** @throws TokenError `invalid_configuration` */
  async read(): Promise<ClientProof> {
    const secret = await this.#text.read();
    this.#redactor.learn(secret);
    this.#hasBlankEnds = secret !== secret.trim();
    this.#isEncoded = this.#method === 'client_secret_basic' && basicEncodes(secret);
    return { version: secret, authenticate: this.#authenticateWith(secret) };
  }

  /**
   * The credential of Basic authentication is as good as the secret, and no spelling of it: the id in front
   * shifts the Base64. A server may echo it as it was sent, or as it has read it: without the form encoding.
   */
  #authenticateWith(secret: string): ClientAuth {
    const authenticate = onRequest[this.#method](secret);
    return async (server, client, form, headers) => {
      await authenticate(server, client, form, headers);
      const sent = /^Basic (.+)$/.exec(headers.get('authorization') ?? '')?.[1];
      if (sent === undefined) return;
      const decoded = `${client.client_id}:${secret}`;
      this.#redactor.learnBase64(sent);
      this.#redactor.learnBase64(Buffer.from(decoded).toString('base64'));
    };
  }
}

/**
 * Whether Basic authentication writes a text in another spelling (RFC 6749 section 2.3.1). oauth4webapi leaves
 * letters and digits alone as they are: hyphens, which most ids have, are encoded as well.
 */
export function basicEncodes(text: string): boolean {
  return /[^A-Za-z0-9]/.test(text);
}

/** Whether a value can be a client secret, or say where it is. */
export function isClientSecret(value: unknown): value is ClientSecret {
  return typeof value === 'function' || isUsableText(value) || isTextFile(value);
}
