import { inspect } from 'node:util';

/** What an {@link AccessToken} is made of. */
export interface AccessTokenFields {
  /** The token itself. */
  readonly value: string;
  /** When it ends, by the wall clock at the time of its request. */
  readonly expiresAt: Date;
  /** Its scope, space-separated; undefined when neither the request nor the answer named one. */
  readonly scope?: string | undefined;
}

const redacted = '[redacted]';

/**
 * An access token (RFC 6749 section 1.4). Only `value` gives the token away: inspecting it, making it
 * JSON or making it a string prints `[redacted]` in its place.
 */
export class AccessToken {
  readonly #value: string;
  /** When the token ends, by the wall clock at the time of its request. */
  readonly expiresAt: Date;
  /** The token's scope, space-separated; undefined when neither the request nor the answer named one. */
  readonly scope: string | undefined;

  /** Wraps a token that was issued. */
  constructor(fields: AccessTokenFields) {
    this.#value = fields.value;
    this.expiresAt = fields.expiresAt;
    this.scope = fields.scope;
  }

  /** The token itself, for the Authorization header and for nothing else. */
  get value(): string {
    return this.#value;
  }

  /** The token's end and scope; never its value. */
  toJSON(): Record<string, string> {
    return {
      value: redacted,
      expiresAt: this.expiresAt.toISOString(),
      ...(this.scope !== undefined && { scope: this.scope }),
    };
  }

  /** `[redacted]`, so that a template literal prints no token. */
  toString(): string {
    return redacted;
  }

  /** What `util.inspect` and `console.log` print: never the value. */
  [inspect.custom](): string {
    return `AccessToken ${inspect(this.toJSON())}`;
  }
}
