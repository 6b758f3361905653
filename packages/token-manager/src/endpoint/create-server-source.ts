import { issuerOf } from '@rhdh-boost/internal/credential-url';
import type { ClientAuthenticationMethod } from '../credentials/client-authentication.ts';
import { TokenError } from '../token-error.ts';
import { checkCredentialUrl, issuerShape, tokenEndpointShape } from './credential-url.ts';
import { DiscoveredServer } from './discovered-server.ts';
import { givenServer, type ServerSource } from './server-source.ts';
import type { ServerOption } from './token-exchange.ts';

/** What says where the identity provider is, and what is sent there. */
export interface ServerSourceOptions {
  /** The option that was given. */
  readonly address: ServerOption;
  /** What it holds. */
  readonly addressText: string;
  /** How the client proves itself. */
  readonly method: ClientAuthenticationMethod;
  /** Whether http is taken on in-cluster names too. */
  readonly allowInClusterHttp: boolean;
}

/**
 * Where token requests go.
 *
 * @throws TokenError `invalid_configuration` or `insecure_endpoint`
 */
export function createServerSource(options: ServerSourceOptions): ServerSource {
  const { address, addressText, method, allowInClusterHttp } = options;
  const shape = address === 'issuer' ? issuerShape : tokenEndpointShape;
  const rule = { shape, allowInClusterHttp };
  const url = checkCredentialUrl(addressText, { ...rule, option: address });
  if (address === 'issuer') {
    // RFC 8414 section 2.
    if (url.search !== '') throw wrong('issuer', 'has a query', `Give it as ${issuerShape}.`);
    // The address of its document is what people have at hand.
    if (url.pathname.includes('/.well-known/')) {
      throw wrong('issuer', 'has /.well-known/ in it', `Give what stands before: ${issuerShape}.`);
    }
    return new DiscoveredServer(addressText, url, rule);
  }
  if (method === 'tls_client_auth' && url.protocol !== 'https:') {
    throw wrong('tokenEndpoint', 'is plain http', 'Use https: tls_client_auth is a part of TLS.');
  }
  if (method === 'private_key_jwt' && issuerOf(url) === undefined) {
    throw wrong(
      'tokenEndpoint',
      'does not tell the issuer, which private_key_jwt needs',
      'Give issuer in its place: an assertion is meant for it (RFC 7523 section 3).',
    );
  }
  return givenServer(url);
}

function wrong(option: ServerOption, what: string, hint: string): TokenError {
  return new TokenError({ code: 'invalid_configuration', message: `${option} ${what}`, hint });
}
