import { claimsOf, UnusableAssertion } from '@rhdh-boost/internal/client-assertion';
import type { ClientAuth } from 'oauth4webapi';
import type { Clock } from '../clock.ts';
import type { Redactor } from '../observability/redaction.ts';
import { type ClientAssertion, jwtBearer } from './client-authentication.ts';
import type { AssertionClaims, ClientProof, ProofSource } from './client-proof.ts';
import { NamedText } from './text-source.ts';

/** The option, for errors. */
const option = 'clientAuthentication.assertion';

/** Proves the client by an assertion that another issuer signed, such as Kubernetes. */
export class ClientAssertionProof implements ProofSource {
  readonly isForOneAttempt = true;
  readonly #text: NamedText;
  readonly #type: string;
  readonly #clientId: string | undefined;
  readonly #redactor: Redactor;
  readonly #clock: Clock;
  #claims: AssertionClaims | undefined;

  /** Reads nothing yet. */
  constructor(
    settings: ClientAssertion,
    clientId: string | undefined,
    redactor: Redactor,
    clock: Clock,
  ) {
    this.#text = new NamedText(
      option,
      'Identity providers, and Clients, the client, Credentials',
      settings.assertion,
      'Check that it is the token file of the projected volume.',
    );
    this.#type = settings.type ?? jwtBearer;
    this.#clientId = clientId;
    this.#redactor = redactor;
    this.#clock = clock;
  }

  get place(): string | undefined {
    return this.#text.place;
  }

  get isFunction(): boolean {
    return this.#text.isFunction;
  }

  get remark(): string {
    return `The assertion came from the ${this.place}.`;
  }

  get claims(): AssertionClaims | undefined {
    return this.#claims;
  }

  /** @throws TokenError `invalid_configuration`, also for a JWT that has expired */
  async read(): Promise<ClientProof> {
    const text = await this.#text.read();
    // A JWT has no white space (RFC 7515 section 3.1): an editor or a template has added it.
    const assertion = this.#type === jwtBearer ? text.trim() : text;
    this.#redactor.learn(assertion);
    if (this.#type === jwtBearer) this.#checkClaims(assertion);
    return { version: assertion, authenticate: this.#authenticateWith(assertion) };
  }

  #checkClaims(assertion: string): void {
    this.#claims = this.#claimsOf(assertion);
    const pastSeconds = Math.floor(this.#clock.wallMs() / 1000 - this.#claims.expiresAt);
    if (pastSeconds < 0) return;
    throw this.#text.unusable(
      `expired ${pastSeconds} s ago`,
      'Check that whoever issues it still renews it, and the clock of this machine',
    );
  }

  #claimsOf(assertion: string): AssertionClaims {
    try {
      return claimsOf(assertion);
    } catch (error) {
      const what = error instanceof UnusableAssertion ? error.message : 'cannot be used';
      throw this.#text.unusable(what, 'Give a JWT with iss, sub, aud and exp (RFC 7523 section 3)');
    }
  }

  /** RFC 7521 section 4.2: the assertion names the client, so that its id may be left out. */
  #authenticateWith(assertion: string): ClientAuth {
    return (_server, _client, form) => {
      form.set('client_assertion_type', this.#type);
      form.set('client_assertion', assertion);
      if (this.#clientId !== undefined) form.set('client_id', this.#clientId);
    };
  }
}
