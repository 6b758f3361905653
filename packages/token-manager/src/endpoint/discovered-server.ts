import { parseJsonObject } from '@rhdh-boost/internal/json-object';
import {
  type AuthorizationServer,
  allowInsecureRequests,
  customFetch,
  discoveryRequest,
  processDiscoveryResponse,
} from 'oauth4webapi';
import type { TokenError } from '../token-error.ts';
import { acceptedResponse } from './accepted-response.ts';
import {
  type CredentialUrlRule,
  checkCredentialUrl,
  tokenEndpointShape,
} from './credential-url.ts';
import type { EndpointConnection } from './endpoint-connections.ts';
import type { FoundServer, ServerSource } from './server-source.ts';
import type { TokenExchange, TokenRequestContext } from './token-exchange.ts';
import { unusableAnswer } from './token-refusal.ts';

/** What an issuer's URL may be. */
export type IssuerRule = Omit<CredentialUrlRule, 'option'>;

/**
 * An identity provider that is found by its issuer: OpenID Connect Discovery 1.0 section 4, RFC 8414.
 * The document is asked for once; it stays until the endpoint that it names cannot be reached or is not
 * there any more.
 */
export class DiscoveredServer implements ServerSource {
  readonly option = 'issuer';
  readonly given: URL;
  readonly #issuer: string;
  readonly #rule: IssuerRule;
  #found: FoundServer | undefined;

  /** @param issuer As it was given: the document must say the same, letter by letter. */
  constructor(issuer: string, url: URL, rule: IssuerRule) {
    this.given = url;
    this.#issuer = issuer;
    this.#rule = rule;
  }

  /** @throws TokenError, or what the signal made of the request */
  async find(
    context: TokenRequestContext,
    connection: EndpointConnection,
    signal: AbortSignal,
  ): Promise<FoundServer> {
    this.#found ??= await this.#discover(context, connection, signal);
    return this.#found;
  }

  forget(): void {
    this.#found = undefined;
  }

  async #discover(
    context: TokenRequestContext,
    connection: EndpointConnection,
    signal: AbortSignal,
  ): Promise<FoundServer> {
    const asked: TokenExchange = {
      kind: 'discovery',
      url: this.given,
      option: 'issuer',
      connection,
      context,
    };
    const response = await discoveryRequest(this.given, {
      // credential-url.ts has decided where plain http may go.
      [allowInsecureRequests]: true,
      [customFetch]: (url, { headers }) =>
        acceptedResponse({ ...asked, url: new URL(url) }, { method: 'GET', headers, signal }),
    });
    const document = parseJsonObject(await response.text()) ?? {};
    const judged = processDiscoveryResponse(this.given, Response.json(document));
    const server = await judged.catch(() => undefined);
    // oauth4webapi compares URLs; an assertion is meant for the issuer letter by letter. Else somebody else's
    // document would say where the secret goes (OpenID Connect Discovery 1.0 section 4.3, RFC 8414 section 3.3).
    if (server?.issuer !== this.#issuer) throw anotherIssuer(asked, document['issuer']);
    return { issuer: this.#issuer, tokenEndpoint: this.#safe(asked, endpointIn(server, context)) };
  }

  /**
   * The document is believed as far as the way that it came. It may name another https host, as RFC 8414
   * has it and as hosts for mutual TLS need; it never takes the credential from https to http, nor over
   * http to another place than its own.
   */
  #safe(asked: TokenExchange, value: unknown): URL {
    if (typeof value !== 'string') throw unusableAnswer(asked, 'a document without token_endpoint');
    const option = 'The token_endpoint of the issuer';
    const url = checkCredentialUrl(value, { ...this.#rule, option, shape: tokenEndpointShape });
    if (url.protocol === 'http:' && url.origin !== this.given.origin) {
      throw unusableAnswer(
        asked,
        'a token_endpoint that is plain http elsewhere',
        "Check the server's hostname settings: the token endpoint must be https, or the issuer's own host.",
      );
    }
    if (url.protocol === 'http:' && asked.context.method === 'tls_client_auth') {
      const hint = 'Give issuer as https: tls_client_auth is a part of TLS.';
      throw unusableAnswer(asked, 'a token_endpoint that is plain http', hint);
    }
    return url;
  }
}

/** No more of a document's text than this is shown. */
const longestIssuer = 200;

/** The issuer that the document names is shown where it is a URL that can be one: it is no secret. */
function anotherIssuer(asked: TokenExchange, named: unknown): TokenError {
  const hostname = "check the server's hostname settings";
  if (!canBeIssuer(named)) {
    const hint = `Give issuer exactly as the document has it, and ${hostname}.`;
    return unusableAnswer(asked, 'the document of another issuer', hint, 'other_issuer');
  }
  const hint = `Change issuer to ${named}, letter by letter, if that is the server you mean; else ${hostname}.`;
  return unusableAnswer(asked, `the document of another issuer, ${named}`, hint, 'other_issuer');
}

function canBeIssuer(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > longestIssuer) return false;
  if (!/^https?:\/\/[!-~]+$/.test(value) || !URL.canParse(value)) return false;
  const { username, password, search, hash } = new URL(value);
  return [username, password, search, hash].every(part => part === '');
}

/** For a client certificate the host that asks for one (RFC 8705 section 5). */
function endpointIn(server: AuthorizationServer, { method }: TokenRequestContext): unknown {
  const aliases = method === 'tls_client_auth' ? server.mtls_endpoint_aliases : undefined;
  return aliases?.token_endpoint ?? server.token_endpoint;
}
