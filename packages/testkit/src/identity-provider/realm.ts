import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ClientRegistry } from './client-registry.ts';
import { handleIntrospection } from './introspection-endpoint.ts';
import { IssuedTokens } from './issued-tokens.ts';
import { answerJson, type Refusal, refusals, refuse } from './keycloak-answer.ts';
import { realmPaths } from './realm-paths.ts';
import { createSigningKey, type SigningKey } from './signing-keys.ts';
import type { TokenEndpoint } from './token-endpoint.ts';
import { createTokenIssuer, type TokenIssuer } from './token-issuer.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The one realm of the identity provider: its keys, its tokens, and what is at which path. */
export class Realm {
  readonly #issuer: string;
  readonly #registry: ClientRegistry;
  readonly #issuedTokens = new IssuedTokens();
  readonly #routes: Record<string, { method: 'GET' | 'POST'; handle: Handler }>;
  #keys: { signingKey: SigningKey; tokenIssuer: TokenIssuer };

  /** Makes the realm with its first keys. */
  static async create(
    issuer: string,
    registry: ClientRegistry,
    tokenEndpoint: TokenEndpoint,
  ): Promise<Realm> {
    return new Realm(issuer, registry, tokenEndpoint, await createSigningKey());
  }

  private constructor(
    issuer: string,
    registry: ClientRegistry,
    tokenEndpoint: TokenEndpoint,
    signingKey: SigningKey,
  ) {
    this.#issuer = issuer;
    this.#registry = registry;
    this.#keys = this.#withKey(signingKey);
    this.#routes = {
      '': { method: 'GET', handle: async (_request, response) => this.#describe(response) },
      [realmPaths.discovery]: { method: 'GET', handle: this.#publish(realmPaths.discovery) },
      [realmPaths.certs]: { method: 'GET', handle: this.#publish(realmPaths.certs) },
      [realmPaths.token]: {
        method: 'POST',
        handle: (request, response) =>
          tokenEndpoint.handle(request, response, issuer, grant =>
            this.#keys.tokenIssuer.issue(grant, request, response),
          ),
      },
      [realmPaths.introspection]: {
        method: 'POST',
        handle: (request, response) =>
          handleIntrospection(request, response, {
            issuer,
            registry,
            liveClaims: token => this.#liveClaims(token),
          }),
      },
    };
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '', this.#issuer);
    const [, name, path = ''] = /^\/realms\/([^/]+)(\/.*)?$/.exec(pathname) ?? [];
    const route = this.#routes[path];
    if (name === undefined) {
      refuseUnread(request, response, refusals.noSuchResource);
    } else if (`/realms/${name}` !== new URL(this.#issuer).pathname) {
      refuseUnread(request, response, refusals.noSuchRealm);
    } else if (request.method !== (route?.method ?? 'GET')) {
      refuseUnread(request, response, refusals.wrongMethod);
    } else if (!route) {
      refuseUnread(request, response, refusals.noSuchPath);
    } else {
      await route.handle(request, response);
    }
  }

  async revoke(token: string): Promise<void> {
    const claims = await this.#liveClaims(token);
    if (typeof claims?.['jti'] === 'string') {
      this.#issuedTokens.revoke(claims['jti']);
    }
  }

  revokeAllOf(clientId: string): void {
    this.#issuedTokens.revokeAllOf(clientId);
  }

  async rotateSigningKey(): Promise<void> {
    this.#keys = this.#withKey(await createSigningKey());
  }

  /** oidc-provider's keys are set once and for all, so other keys are another oidc-provider. */
  #withKey(signingKey: SigningKey): { signingKey: SigningKey; tokenIssuer: TokenIssuer } {
    const tokenIssuer = createTokenIssuer({
      issuer: this.#issuer,
      signingKey,
      registry: this.#registry,
      issuedTokens: this.#issuedTokens,
    });
    return { signingKey, tokenIssuer };
  }

  async #liveClaims(token: string): Promise<Record<string, unknown> | undefined> {
    const claims = await this.#keys.signingKey.verify(token, this.#issuer);
    return claims && !this.#issuedTokens.isRevoked(String(claims['jti'])) ? claims : undefined;
  }

  #publish(path: string): Handler {
    return (request, response) => this.#keys.tokenIssuer.publish(path, request, response);
  }

  #describe(response: ServerResponse): void {
    answerJson(
      response,
      200,
      {
        realm: this.#issuer.split('/').at(-1),
        'token-service': `${this.#issuer}/protocol/openid-connect`,
        'tokens-not-before': 0,
      },
      { 'cache-control': 'no-cache' },
    );
  }
}

/** A body that nobody reads must not keep the connection from its next request. */
function refuseUnread(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  request.resume();
  refuse(response, refusal);
}
