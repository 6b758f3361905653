import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify } from 'jose';

/** The realm's key pair for RS256, Keycloak's default. */
export interface SigningKey {
  /** The private key. */
  readonly jwk: JWK;
  /** The claims of a token that this key signed and that has not expired; undefined of any other. */
  verify(token: string, issuer: string): Promise<Record<string, unknown> | undefined>;
}

export async function createSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const described = { kid: randomUUID(), alg: 'RS256', use: 'sig' };
  const jwk = { ...(await exportJWK(privateKey)), ...described };
  const verifying = await importJWK(await exportJWK(publicKey), 'RS256');
  return {
    jwk,
    async verify(token, issuer) {
      try {
        const { payload } = await jwtVerify(token, verifying, { issuer, algorithms: ['RS256'] });
        return payload;
      } catch {
        return undefined;
      }
    },
  };
}
