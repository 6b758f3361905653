import { readSigningKey, type SigningKey, UnusableKey } from '@rhdh-boost/internal/signing-key';
import { type ClientAuth, modifyAssertion, PrivateKeyJwt as signedBy } from 'oauth4webapi';
import type { Redactor } from '../observability/redaction.ts';
import type { PrivateKeyJwt } from './client-authentication.ts';
import type { ClientProof, ProofSource } from './client-proof.ts';
import { secretsOf } from './private-key.ts';
import { isTextFile, NamedText } from './text-source.ts';

/** The option, for errors. */
const option = 'clientAuthentication.key';

/** Proves the client by assertions that it signs: each with an id of its own, good for a minute. */
export class PrivateKeyProof implements ProofSource {
  readonly #text: NamedText;
  readonly #settings: PrivateKeyJwt;
  readonly #redactor: Redactor;
  #isUnnamedEcKey = false;

  /**
   * Looks at a key that is given as it is; a file is read later.
   *
   * @throws TokenError `invalid_configuration`
   */
  constructor(settings: PrivateKeyJwt, redactor: Redactor) {
    const { key } = settings;
    const source = typeof key === 'string' || isTextFile(key) ? key : JSON.stringify(key);
    this.#text = new NamedText(option, 'Clients, the client, Keys', source);
    this.#settings = settings;
    this.#redactor = redactor;
    if (typeof source === 'string') this.#signingKey(source);
  }

  get place(): string | undefined {
    return this.#text.place;
  }

  get isUnnamedEcKey(): boolean {
    return this.#isUnnamedEcKey;
  }

  /** @throws TokenError `invalid_configuration` */
  async read(): Promise<ClientProof> {
    const text = await this.#text.read();
    return { version: text, authenticate: this.#authenticateWith(this.#signingKey(text)) };
  }

  #signingKey(text: string): SigningKey {
    for (const secret of secretsOf(text)) this.#redactor.learn(secret);
    try {
      return readSigningKey(text, this.#settings.algorithm);
    } catch (error) {
      const what = error instanceof UnusableKey ? error.message : 'cannot be used';
      throw this.#text.unusable(what, 'Give the private key whose public key the server has');
    }
  }

  #authenticateWith({ key, algorithm, keyId }: SigningKey): ClientAuth {
    const kid = this.#settings.keyId ?? keyId;
    this.#isUnnamedEcKey = kid === undefined && algorithm.startsWith('ES');
    const authenticate = signedBy(kid === undefined ? { key } : { key, kid }, {
      [modifyAssertion]: header => {
        header['alg'] = algorithm;
      },
    });
    return async (server, client, form, headers) => {
      await authenticate(server, client, form, headers);
      this.#redactor.learn(form.get('client_assertion') ?? '');
    };
  }
}
