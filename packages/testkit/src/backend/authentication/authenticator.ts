import { Refusal } from '../answer.ts';
import { type Account, accountOf } from './account.ts';
import { checkIntrospection, type IntrospectionClient } from './introspection-check.ts';
import { checkSignature } from './signature-check.ts';
import { SigningKeys } from './signing-keys.ts';

/** What the backend knows of its identity provider. */
export interface TrustedIdentityProvider {
  /** The realm's URL; only told to callers of `auth.config`: no token is checked against it. */
  readonly issuer: string;
  /** Where the keys are that tokens must be signed with. */
  readonly jwksUri: string;
  /** Needed with `tokenCheck: 'introspection'` only. */
  readonly introspectionEndpoint: string;
}

/** Says whose a request is. */
export class Authenticator {
  readonly #keys: SigningKeys;
  readonly #introspectionEndpoint: string;
  readonly #introspectionClient: IntrospectionClient | undefined;

  /** @param introspectionClient Given, each token is also introspected, on each request. */
  constructor(
    identityProvider: TrustedIdentityProvider,
    introspectionClient: IntrospectionClient | undefined,
  ) {
    this.#keys = new SigningKeys(identityProvider.jwksUri);
    this.#introspectionEndpoint = identityProvider.introspectionEndpoint;
    this.#introspectionClient = introspectionClient;
  }

  /** @throws Refusal 401 when there is no bearer, or it is not good; 503 when that can't be told. */
  async require(authorization: string | undefined): Promise<Account> {
    const account = await this.accept(authorization);
    if (account === undefined) {
      throw new Refusal(401, 'Authentication required', { 'www-authenticate': 'Bearer' });
    }
    return account;
  }

  /** As {@link require}, but undefined when there is no bearer. */
  async accept(authorization: string | undefined): Promise<Account | undefined> {
    const token = bearerOf(authorization);
    if (token === undefined) {
      return undefined;
    }
    const claims = await checkSignature(token, this.#keys);
    if (this.#introspectionClient !== undefined) {
      await checkIntrospection(token, this.#introspectionEndpoint, this.#introspectionClient);
    }
    return accountOf(claims);
  }
}

/** Another scheme than Bearer counts as no bearer at all. */
function bearerOf(authorization = ''): string | undefined {
  return /^bearer +(\S.*)$/i.exec(authorization.trim())?.[1];
}
