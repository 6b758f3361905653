import { TlsClientAuth } from 'oauth4webapi';
import type { Redactor } from '../observability/redaction.ts';
import { TokenError } from '../token-error.ts';
import type { ClientAuthentication } from './client-authentication.ts';
import type { ProofSource } from './client-proof.ts';
import { type ClientSecret, ClientSecretProof } from './client-secret.ts';
import { PrivateKeyProof } from './private-key-proof.ts';

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
  clientSecret: ClientSecret | undefined,
  redactor: Redactor,
): ProofSource {
  if (typeof authentication !== 'string') {
    return authentication.method === 'private_key_jwt'
      ? new PrivateKeyProof(authentication, redactor)
      : certificateProof;
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
