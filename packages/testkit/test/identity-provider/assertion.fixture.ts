import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { ServiceAccountClient } from '../../src/identity-provider/service-account-client.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'first', use: 'sig', alg: 'ES256' };

/** Clients that sign assertions, and one that shows a certificate. */
export const signingClients = [
  { clientId: 'signed', authenticator: { method: 'private_key_jwt', jwks: { keys: [jwk] } } },
  {
    clientId: 'signed-otherwise',
    authenticator: { method: 'private_key_jwt', jwks: { keys: [jwk] }, algorithm: 'PS256' },
  },
  {
    clientId: 'signed-without-use',
    authenticator: { method: 'private_key_jwt', jwks: { keys: [{ ...jwk, use: undefined }] } },
  },
  { clientId: 'certified', authenticator: { method: 'tls_client_auth', subject: 'CN=certified' } },
] satisfies ServiceAccountClient[];

/** An assertion as a row asks for it; right in all that it leaves out. */
export interface AssertionRequest {
  /** Its issuer and subject. */
  clientId: string;
  /** Signed with a key that the client does not have. */
  wrongKey?: boolean;
  /** The header's `kid`; none by default. */
  keyId?: string;
  /** By default the realm's issuer; `token` is its token endpoint. */
  audience?: string;
  /** When it was issued, in seconds from now; a second before it ends or now by default. */
  issuedIn?: number | 'never';
  /** When it ends, in seconds from now. */
  endsIn?: number;
  /** Its id; a fresh one by default. */
  id?: string;
}

/** Signs an assertion for the issuer, and gives its part of the form. */
export async function assertionForm(
  tokenEndpoint: string,
  request: AssertionRequest,
): Promise<[name: string, value: string][]> {
  const { clientId, wrongKey, keyId, endsIn = 60, id = randomUUID() } = request;
  const { issuedIn = Math.min(endsIn, 1) - 1 } = request;
  const issuer = tokenEndpoint.replace('/protocol/openid-connect/token', '');
  const audience = request.audience === 'token' ? tokenEndpoint : (request.audience ?? issuer);
  const key: KeyObject = wrongKey ? other.privateKey : privateKey;
  const now = Math.floor(Date.now() / 1000);
  const issued = issuedIn === 'never' ? {} : { iat: now + issuedIn };
  const assertion = await new SignJWT({ jti: id, ...issued })
    .setProtectedHeader({ alg: 'ES256', ...(keyId && { kid: keyId }) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience)
    .setExpirationTime(now + endsIn)
    .sign(key);
  return [
    // Not needed beside the assertion, but sent by most clients.
    ['client_id', clientId],
    ['client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'],
    ['client_assertion', assertion],
  ];
}
