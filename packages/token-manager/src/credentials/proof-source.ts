import { TlsClientAuth } from 'oauth4webapi';
import type { Clock } from '../clock.ts';
import type { Redactor } from '../observability/redaction.ts';
import { TokenError } from '../token-error.ts';
import { ClientAssertionProof } from './client-assertion-proof.ts';
import type { ClientAuthentication } from './client-authentication.ts';
import type { ProofSource } from './client-proof.ts';
import { type ClientSecret, ClientSecretProof } from './client-secret.ts';
import { PrivateKeyProof } from './private-key-proof.ts';

/** The client as the options name it. */
interface GivenClient {
  readonly clientId?: string | undefined;
  readonly clientSecret?: ClientSecret | undefined;
}

/** With a certificate the connection itself is the proof; the form has the client's id alone. */
const certificateProof: ProofSource = {
  place: undefined,
  read: async () => ({ version: '', authenticate: TlsClientAuth() }),
};

/**
 * Where the proof of the method that was asked for comes from.
 *
 * @throws TokenError `invalid_configuration` for a key that is none, or a secret that is missing
 */
export function createProofSource(
  authentication: ClientAuthentication,
  { clientId, clientSecret }: GivenClient,
  redactor: Redactor,
  clock: Clock,
): ProofSource {
  if (typeof authentication !== 'string') {
    switch (authentication.method) {
      case 'private_key_jwt':
        return new PrivateKeyProof(authentication, redactor);
      case 'tls_client_auth':
        return certificateProof;
      case 'client_assertion':
        return new ClientAssertionProof(authentication, clientId, redactor, clock);
    }
  }
  if (clientSecret === undefined) {
    throw new TokenError({
      code: 'invalid_configuration',
      message: `clientSecret is missing, which ${authentication} needs`,
      hint: 'Give the option clientSecret, or another clientAuthentication.',
    });
  }
  return new ClientSecretProof(clientSecret, authentication, redactor);
}
