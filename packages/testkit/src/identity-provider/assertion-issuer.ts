import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { startLoopbackServer } from '../loopback-server.ts';
import { answerJson, refusals, refuse } from './keycloak-answer.ts';

/** What a token of the issuer says; right in all that is left out. */
export interface AssertionFields {
  /** Whom it is about, such as `system:serviceaccount:NAMESPACE:NAME`. */
  subject: string;
  /** Whom it is for: the issuer of the realm that the client authenticates to. */
  audience: string | readonly string[];
  /**
   * How long it lives from its issue, in seconds.
   *
   * @defaultValue `600`
   */
  lifetimeSeconds?: number;
  /**
   * How long ago it was issued, in seconds.
   *
   * @defaultValue `0`
   */
  ageSeconds?: number;
  /** Its `jti`; none by default, as in older versions of Kubernetes. */
  id?: string;
  /** The `iss`, to pass for another issuer; its own by default. */
  issuer?: string;
}

/** An issuer of tokens on the loopback interface, as Kubernetes is one. */
export interface AssertionIssuer extends AsyncDisposable {
  /** The `iss` of its tokens: `http://127.0.0.1:PORT`. Its discovery document is there. */
  readonly issuer: string;
  /** Where its public keys are. */
  readonly jwksUri: string;
  /** Signs a token. */
  issue(fields: AssertionFields): Promise<string>;
  /** Replaces its keys, under another `kid`. */
  rotateSigningKeys(): Promise<void>;
  /** Ends it. */
  stop(): Promise<void>;
}

/** Starts an issuer of tokens that clients of a {@link FederatedIdentityProvider} authenticate with. */
export async function startAssertionIssuer(): Promise<AssertionIssuer> {
  let rotations = 0;
  let keys = await createKeys(rotations);
  const server = await startLoopbackServer((request, response) => {
    const { origin: issuer } = server;
    switch (request.url) {
      case '/.well-known/openid-configuration':
        answerJson(response, 200, { issuer, jwks_uri: `${issuer}/jwks` }, {});
        break;
      case '/jwks':
        answerJson(response, 200, { keys: [keys.publicJwk] }, {});
        break;
      default:
        refuse(response, refusals.noSuchPath);
    }
  }, 0);
  const { origin } = server;
  const stop = () => server.stop();
  return {
    issuer: origin,
    jwksUri: `${origin}/jwks`,
    issue({ subject, audience, lifetimeSeconds = 600, ageSeconds = 0, id, issuer = origin }) {
      const issuedAt = Math.floor(Date.now() / 1000) - ageSeconds;
      return new SignJWT({ ...(id !== undefined && { jti: id }) })
        .setProtectedHeader({ alg: 'RS256', kid: keys.publicJwk.kid })
        .setIssuer(issuer)
        .setSubject(subject)
        .setAudience(typeof audience === 'string' ? audience : [...audience])
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + lifetimeSeconds)
        .sign(keys.privateKey);
    },
    async rotateSigningKeys() {
      rotations += 1;
      keys = await createKeys(rotations);
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

async function createKeys(rotations: number) {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const described = { kid: `key-${rotations}`, alg: 'RS256', use: 'sig' };
  return { privateKey, publicJwk: { ...(await exportJWK(publicKey)), ...described } };
}
