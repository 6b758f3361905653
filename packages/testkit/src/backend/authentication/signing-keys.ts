import type { JSONWebKeySet, JWK } from 'jose';
import { Refusal } from '../answer.ts';

/** How long the identity provider may take to give its keys. */
const timeoutMs = 5_000;

/**
 * The identity provider's signing keys, loaded when first needed and again when a token names a key
 * that is not among them.
 */
export class SigningKeys {
  readonly #jwksUri: string;
  #keys: JWK[] | undefined;
  #loading: Promise<JWK[]> | undefined;

  constructor(jwksUri: string) {
    this.#jwksUri = jwksUri;
  }

  /**
   * The key of that id, or undefined when the identity provider has none.
   *
   * @throws Refusal 503 when no key was ever loaded and the identity provider cannot be reached.
   */
  async find(keyId: string): Promise<JWK | undefined> {
    return this.#known(keyId) ?? (await this.#reload().then(() => this.#known(keyId)));
  }

  #known(keyId: string): JWK | undefined {
    return this.#keys?.find(key => key.kid === keyId);
  }

  async #reload(): Promise<void> {
    this.#loading ??= loadKeys(this.#jwksUri).finally(() => {
      this.#loading = undefined;
    });
    try {
      this.#keys = await this.#loading;
    } catch {
      // With keys at hand the provider's trouble is not the caller's: the key is just not known.
      if (this.#keys === undefined) {
        throw new Refusal(503, 'Authentication service unavailable');
      }
    }
  }
}

async function loadKeys(jwksUri: string): Promise<JWK[]> {
  const response = await fetch(jwksUri, { signal: AbortSignal.timeout(timeoutMs) });
  if (!response.ok) {
    throw new Error(`The key set was answered with ${response.status}`);
  }
  const keySet: JSONWebKeySet = JSON.parse(await response.text());
  return keySet.keys;
}
