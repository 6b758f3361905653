import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { ClientRegistry } from './client-registry.ts';
import type { IssuedTokens } from './issued-tokens.ts';
import { type Grant, IssuingRequest } from './issuing-request.ts';
import { notToBeStored } from './keycloak-answer.ts';
import { discoveryDocument, serviceAccountClaims, tokenAnswer } from './keycloak-shape.ts';
import { noStorage } from './no-storage.ts';
import { loadProvider } from './oidc-provider.ts';
import { realmPaths } from './realm-paths.ts';
import type { SigningKey } from './signing-keys.ts';

/** What signs and describes: discovery document, keys and tokens, all oidc-provider's work. */
export interface TokenIssuer {
  /** Answers a GET of the discovery document or the keys. */
  publish(path: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Answers a request for a token that was found right. */
  issue(grant: Grant, request: IncomingMessage, response: ServerResponse): Promise<void>;
}

/** Has oidc-provider issue a realm's tokens in Keycloak's shape. */
export function createTokenIssuer({
  issuer,
  signingKey,
  registry,
  issuedTokens,
}: {
  issuer: string;
  signingKey: SigningKey;
  registry: ClientRegistry;
  issuedTokens: IssuedTokens;
}): TokenIssuer {
  const mountedAt = new URL(issuer).pathname;
  // oidc-provider takes no id or secret outside ASCII, Keycloak does: whoever authenticated is known
  // to oidc-provider as this one.
  const account = { client_id: 'service-account', client_secret: randomBytes(32).toString('hex') };

  const Provider = loadProvider();
  const provider = new Provider(issuer, {
    adapter: noStorage,
    clientAuthMethods: ['client_secret_post'],
    clients: [
      {
        ...account,
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
    ],
    cookies: { keys: [randomBytes(32).toString('hex')] },
    discovery: { introspection_endpoint: issuer + realmPaths.introspection },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => issuer,
        getResourceServerInfo: () => ({
          scope: '',
          audience: issuer,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    formats: {
      customizers: {
        jwt(context, _token, jwt) {
          const { client, scope } = grantOf(context);
          const { iat, exp } = jwt.payload;
          const jti = `trrtcc:${randomUUID()}`;
          issuedTokens.add(jti, client.clientId, Number(exp));
          jwt.header = { typ: 'JWT' };
          jwt.payload = {
            exp,
            iat,
            jti,
            iss: issuer,
            ...serviceAccountClaims(client, { scope, audience: registry.audience }),
          };
        },
      },
    },
    jwks: { keys: [signingKey.jwk] },
    routes: { token: realmPaths.token, jwks: realmPaths.certs },
    scopes: [],
    ttl: { ClientCredentials: context => grantOf(context).client.accessTokenLifetimeSeconds },
  });
  provider.use(async (context, next) => {
    await next();
    shapeAsKeycloak(context);
  });
  const callback = provider.callback();

  return {
    publish: (path, request, response) =>
      run(new IssuingRequest(request, { path, mountedAt }), response),
    issue(grant, request, response) {
      const form = { ...account, grant_type: 'client_credentials' };
      const options = { path: realmPaths.token, mountedAt, token: { grant, form } };
      return run(new IssuingRequest(request, options), response);
    },
  };

  async function run(request: IssuingRequest, response: ServerResponse): Promise<void> {
    await callback(request, response);
  }
}

function grantOf(context: Pick<KoaContextWithOIDC, 'req'>): Grant {
  const { req } = context;
  if (req instanceof IssuingRequest && req.grant) {
    return req.grant;
  }
  throw new Error('A token was asked for without a grant');
}

type Answer = Pick<KoaContextWithOIDC, 'req' | 'body' | 'set' | 'status'>;

function shapeAsKeycloak(context: Answer): void {
  const { req, body } = context;
  if (!isMembers(body)) {
    return;
  }
  if (req instanceof IssuingRequest && req.grant && context.status === 200) {
    context.set(notToBeStored);
    context.body = tokenAnswer(body, req.grant.scope);
  }
  if (body['issuer']) {
    context.body = discoveryDocument(body);
  }
  context.set('content-type', 'application/json');
}

function isMembers(body: unknown): body is Record<string, unknown> {
  return typeof body === 'object' && body !== null;
}
