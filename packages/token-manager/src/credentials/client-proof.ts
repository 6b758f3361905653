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
  /** @throws TokenError `invalid_configuration` */
  read(): Promise<ClientProof>;
}
