import { exportJWK, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import type { TrustedIdentityProvider } from '../../src/backend/authentication/authenticator.ts';
import { startLoopbackServer } from '../../src/loopback-server.ts';

/** How a token is to be made; a good one of an operator when nothing is said. */
export interface TokenWish {
  clientId?: string;
  roles?: string[];
  claims?: JWTPayload;
  /** Seconds from now; negative for one that has expired. */
  expiresInSeconds?: number;
  /** `null` leaves it out. */
  keyId?: string | null;
  algorithm?: 'RS256' | 'HS256' | 'none';
}

/** Signs whatever token a test wants: the embedded provider signs no bad ones. */
export interface Issuer extends TrustedIdentityProvider, AsyncDisposable {
  token(wish?: TokenWish): Promise<string>;
  /** New keys in place of the old ones. */
  rotateKeys(): Promise<void>;
  /** How often the keys were asked for. */
  readonly keyRequests: number;
  stop(): Promise<void>;
}

interface Key {
  readonly id: string;
  readonly pair: Awaited<ReturnType<typeof generateKeyPair>>;
}

/** The first key of every issuer: making one takes longer than most tests. Other issuers have other names. */
const firstPair = generateKeyPair('RS256');

export async function startIssuer(): Promise<Issuer> {
  let keyNumber = 1;
  let keyRequests = 0;
  let key: Key = { id: `key-${keyNumber}`, pair: await firstPair };
  const server = await startLoopbackServer(async (_request, response) => {
    keyRequests += 1;
    const jwk = await exportJWK(key.pair.publicKey);
    response.end(JSON.stringify({ keys: [{ ...jwk, kid: key.id, alg: 'RS256', use: 'sig' }] }));
  }, 0);
  const issuer = `${server.origin}/realms/boost`;
  return {
    issuer,
    jwksUri: `${issuer}/certs`,
    introspectionEndpoint: `${issuer}/introspect`,
    token: wish => sign(key, issuer, wish),
    async rotateKeys() {
      keyNumber += 1;
      key = { id: `key-${keyNumber}`, pair: await generateKeyPair('RS256') };
    },
    get keyRequests() {
      return keyRequests;
    },
    stop: () => server.stop(),
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

async function sign(key: Key, issuer: string, wish: TokenWish = {}): Promise<string> {
  const {
    clientId = 'operator',
    roles = ['rossoctl-operator'],
    expiresInSeconds = 300,
    algorithm = 'RS256',
  } = wish;
  const keyId = wish.keyId === undefined ? key.id : wish.keyId;
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: issuer,
    aud: 'account',
    azp: clientId,
    preferred_username: `service-account-${clientId}`,
    realm_access: { roles },
    exp: now + expiresInSeconds,
    ...wish.claims,
  };
  if (algorithm === 'none') {
    const [, payload] = new UnsecuredJWT(claims).encode().split('.');
    return `${encode({ alg: 'none', kid: keyId })}.${payload}.`;
  }
  const header = { alg: algorithm, ...(keyId === null ? {} : { kid: keyId }) };
  const secret = algorithm === 'HS256' ? Buffer.alloc(32, 7) : key.pair.privateKey;
  return new SignJWT(claims).setProtectedHeader(header).sign(secret);
}

function encode(header: object): string {
  return Buffer.from(JSON.stringify(header)).toString('base64url');
}
