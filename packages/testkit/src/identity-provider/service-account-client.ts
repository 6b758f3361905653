import { randomBytes } from 'node:crypto';

/**
 * A public key as a JWK (RFC 7517), as `KeyObject.export({ format: 'jwk' })` gives it. Node's types have had
 * their own for it under several names.
 */
export interface PublicJsonWebKey {
  /** Members by the key's type: `n` and `e` of RSA, `crv`, `x` and `y` of an elliptic curve. */
  readonly [member: string]: unknown;
  /** Type of the key: `RSA`, `EC`. */
  readonly kty?: string | undefined;
}

/** How a client proves itself other than by its secret. */
export type ClientAuthenticator =
  | SignedJwtAuthenticator
  | CertificateAuthenticator
  | FederatedJwtAuthenticator;

/** Keycloak's authenticator "Signed JWT" (RFC 7523 section 2.2). */
export interface SignedJwtAuthenticator {
  /** Says which one it is. */
  method: 'private_key_jwt';
  /** The client's public keys (RFC 7517 section 5). */
  jwks: {
    /** Each as a JWK. Keycloak ignores a key whose `use` is not `sig`. */
    keys: readonly PublicJsonWebKey[];
  };
  /** The one algorithm that it may sign with; any by default. */
  algorithm?: string;
}

/** Keycloak's authenticator "X509 Certificate" (RFC 8705 section 2.1). */
export interface CertificateAuthenticator {
  /** Says which one it is. A real Keycloak knows it; the embedded identity provider, without TLS, does not. */
  method: 'tls_client_auth';
  /** The certificate's subject as Java writes it: the last part first, `CN=boost, O=Example`. */
  subject: string;
  /** Whether its tokens are bound to the certificate of the request (RFC 8705 section 3); false by default. */
  boundTokens?: boolean;
}

/** Keycloak's authenticator "Signed JWT - Federated" (RFC 7523 section 2.2): a token of another issuer. */
export interface FederatedJwtAuthenticator {
  /** Says which one it is. */
  method: 'client_assertion';
  /** The alias of the identity provider that issues the tokens; Keycloak's attribute `jwt.credential.issuer`. */
  identityProvider: string;
  /** The `sub` of the tokens; Keycloak's attribute `jwt.credential.sub`. */
  subject: string;
}

/** A client of the realm, most often one with a service account. */
export interface ServiceAccountClient {
  /** The client's id, any text. */
  clientId: string;
  /** Its secret, any text; a random one when left out. A public client has none. */
  clientSecret?: string;
  /** How it proves itself; by its secret when left out. */
  authenticator?: ClientAuthenticator;
  /** Realm roles that its tokens carry in `realm_access.roles` ('rossoctl-operator', say); none by default. */
  roles?: readonly string[];
  /** Whether it may use client_credentials at all; true by default. */
  serviceAccountsEnabled?: boolean;
  /** Whether it is public, without a secret of its own; false by default. */
  publicClient?: boolean;
  /** Whether it is enabled; true by default. */
  enabled?: boolean;
  /** Lifetime of its access tokens in seconds; that of the identity provider by default. */
  accessTokenLifetimeSeconds?: number;
}

/** A client as the identity provider runs it: with its secret, whoever chose it. */
export interface RegisteredClient extends ServiceAccountClient {
  /** The secret that the client has now. */
  clientSecret: string;
}

/** The client that there is when none is asked for. */
export const defaultClient: ServiceAccountClient = {
  clientId: 'boost',
  roles: ['rossoctl-operator'],
};

/**
 * Gives each client a secret, and refuses what cannot work before anything is started.
 *
 * @throws TypeError that names the client and the member.
 */
export function registerClients(clients: readonly ServiceAccountClient[]): RegisteredClient[] {
  const seen = new Set<string>();
  return clients.map((client, index) => {
    const { clientId, clientSecret = randomSecret(), accessTokenLifetimeSeconds } = client;
    if (typeof clientId !== 'string' || clientId === '') {
      throw new TypeError(`clients[${index}].clientId must be a text that is not empty`);
    }
    if (seen.has(clientId)) {
      throw new TypeError(`clients[${index}].clientId: there is another client "${clientId}"`);
    }
    seen.add(clientId);
    if (typeof clientSecret !== 'string' || clientSecret === '') {
      throw new TypeError(`The clientSecret of "${clientId}" must be a text that is not empty`);
    }
    if (accessTokenLifetimeSeconds !== undefined) {
      checkLifetime(accessTokenLifetimeSeconds, `accessTokenLifetimeSeconds of "${clientId}"`);
    }
    return { ...client, clientSecret };
  });
}

/** @throws TypeError that names the setting, unless the lifetime is a positive number of whole seconds. */
export function checkLifetime(seconds: number, name: string): void {
  if (!Number.isInteger(seconds) || seconds < 1) {
    throw new TypeError(`The ${name} must be whole seconds, at least 1, not ${seconds}`);
  }
}

/** @throws TypeError unless the realm's name can stand in a path as it is. */
export function checkRealm(realm: string): void {
  if (!/^[\w.-]+$/.test(realm)) {
    throw new TypeError(
      `The realm must be made of letters, digits, ".", "_" and "-", not "${realm}"`,
    );
  }
}

/** A secret as Keycloak makes one: 256 random bits. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}
