import type { ClientSecretMethod } from './client-secret.ts';
import type { AssertionAlgorithm, PrivateKeySource } from './private-key.ts';
import type { TextFile } from './text-source.ts';

/**
 * The client signs a short-lived assertion with its private key (RFC 7523 section 2.2, OpenID Connect
 * Core 1.0 section 9). Keycloak: Client Authenticator "Signed JWT", the public key under Keys.
 */
export interface PrivateKeyJwt {
  /** Says which method it is. */
  readonly method: 'private_key_jwt';
  /**
   * The private key: a JWK, its PEM text (PKCS #8, without passphrase), or the file that holds either,
   * which is read anew for each renewal and once more when the assertion was refused.
   */
  readonly key: PrivateKeySource;
  /**
   * How it signs. By default what the JWK's `alg` says, else RS256 for RSA, ES256, ES384 or ES512 by the
   * curve, EdDSA for Ed25519.
   */
  readonly algorithm?: AssertionAlgorithm | undefined;
  /**
   * The `kid` of the assertion's header; by default the JWK's `kid`, else none. Keycloak refuses one that
   * its key for the client does not have, and takes none.
   */
  readonly keyId?: string | undefined;
}

/**
 * The client shows a certificate in the TLS handshake (RFC 8705 section 2.1): `tls.certificateFile` and
 * `tls.keyFile`, or the certificate of the given dispatcher. Keycloak: Client Authenticator "X509
 * Certificate" with its Subject DN.
 */
export interface TlsClientAuth {
  /** Says which method it is. */
  readonly method: 'tls_client_auth';
}

/** The type of an assertion that is a JSON Web Token (RFC 7523 section 2.2). */
export const jwtBearer = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * The client sends an assertion that another issuer signed, such as the token of a Kubernetes service account
 * (RFC 7521 section 4.2, RFC 7523 section 2.2). No secret is kept. Keycloak 26.6 and later: Client Authenticator
 * "Signed JWT - Federated", with an identity provider of type Kubernetes or OpenID Connect.
 */
export interface ClientAssertion {
  /** Says which method it is. */
  readonly method: 'client_assertion';
  /**
   * The file that contains the assertion, or a function (also async) that returns it. It is read again for
   * each attempt, so that an assertion which the issuer rotates is found. A JWT that has expired is not sent.
   */
  readonly assertion: TextFile | (() => string | Promise<string>);
  /**
   * The `client_assertion_type`: an absolute URI. The claims of another type than the default are not read.
   *
   * @defaultValue `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`
   */
  readonly type?: string | undefined;
}

/**
 * How the client proves itself, by the names of the IANA registry (RFC 7591 section 2) and
 * `client_assertion`. The methods that
 * need `clientSecret` are plain names, the others objects with what they need.
 */
export type ClientAuthentication =
  | ClientSecretMethod
  | PrivateKeyJwt
  | TlsClientAuth
  | ClientAssertion;

/** The name of a method. */
export type ClientAuthenticationMethod =
  | ClientSecretMethod
  | PrivateKeyJwt['method']
  | TlsClientAuth['method']
  | ClientAssertion['method'];

/** The name of the method that the option asks for. */
export function methodOf(authentication: ClientAuthentication): ClientAuthenticationMethod {
  return typeof authentication === 'string' ? authentication : authentication.method;
}
