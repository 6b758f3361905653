import { decodeProtectedHeader, errors, importJWK, type JWTPayload, jwtVerify } from 'jose';
import { Refusal } from '../answer.ts';
import type { SigningKeys } from './signing-keys.ts';

/**
 * Checks a token as the real backend does: RS256 signature and expiry, neither audience nor issuer.
 *
 * @returns The token's claims.
 * @throws Refusal 401 with the real backend's detail.
 */
export async function checkSignature(token: string, keys: SigningKeys): Promise<JWTPayload> {
  const keyId = keyIdOf(token);
  const jwk = await keys.find(keyId);
  if (jwk === undefined) {
    throw new Refusal(401, 'Token signing key not found');
  }
  try {
    const { payload } = await jwtVerify(token, await importJWK(jwk, 'RS256'), {
      algorithms: ['RS256'],
    });
    return payload;
  } catch (error) {
    throw new Refusal(401, `Invalid token: ${reasonOf(error)}`);
  }
}

function keyIdOf(token: string): string {
  let keyId: string | undefined;
  try {
    keyId = decodeProtectedHeader(token).kid;
  } catch {
    throw new Refusal(401, 'Invalid token: Error decoding token headers.');
  }
  if (keyId === undefined) {
    throw new Refusal(401, 'Token missing key ID');
  }
  return keyId;
}

/** The words of the real backend, which never quote the token. */
function reasonOf(error: unknown): string {
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return 'The specified alg value is not allowed';
  }
  if (error instanceof errors.JWTExpired) {
    return 'Signature has expired.';
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return 'Signature verification failed.';
  }
  return 'Error decoding token claims.';
}
