import type { ClientAuth } from 'oauth4webapi';

/** What an assertion says of itself (RFC 7523 section 3): read for hints and for the name of the account, and not verified. */
export interface AssertionClaims {
  /** Who issued it. */
  readonly issuer: string;
  /** Whom it is about: in a token of Kubernetes `system:serviceaccount:NAMESPACE:NAME`. */
  readonly subject: string;
  /** Whom it is meant for; empty when it names nobody. */
  readonly audiences: readonly string[];
  /** When it expires, in seconds since 1970. */
  readonly expiresAt: number;
  /** How long it lives from its issue to its end, in seconds; undefined without `iat`. */
  readonly lifetimeSeconds: number | undefined;
}

/** What proves the client at the token endpoint, as it was read for one acquisition. */
export interface ClientProof {
  /** Another one when the secret, the key or the certificate is another one. Never shown. */
  readonly version: string;
  /** Puts it on a request. */
  readonly authenticate: ClientAuth;
}

/** Where a proof comes from; read anew for each acquisition. */
export interface ProofSource {
  /** The function or file that it is read from, for errors; undefined when nothing is read. */
  readonly place: string | undefined;
  /** Whether a caller's function gives it: that may ask a server, where to read a file costs nothing. */
  readonly isFunction?: boolean | undefined;
  /** What else to look at when what was read last is refused; undefined when there is nothing. */
  readonly remark?: string | undefined;
  /** Whether what was read last went over in another spelling, in Basic authentication. */
  readonly isEncoded?: boolean | undefined;
  /** Whether the key that was read last is an EC key, and its assertion names no `kid`. */
  readonly isUnnamedEcKey?: boolean | undefined;
  /** Whether it is read again for each attempt: an identity provider may take an assertion only once. */
  readonly isForOneAttempt?: boolean | undefined;
  /** What the assertion that was read last says, for hints; undefined for other proofs. */
  readonly claims?: AssertionClaims | undefined;
  /** @throws TokenError `invalid_configuration` */
  read(): Promise<ClientProof>;
}
