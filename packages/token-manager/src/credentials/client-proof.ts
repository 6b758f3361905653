import type { AssertionClaims } from '@rhdh-boost/internal/client-assertion';
import type { ClientAuth } from 'oauth4webapi';

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
