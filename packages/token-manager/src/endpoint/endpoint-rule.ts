import { TokenError } from '../token-error.ts';

/** What an endpoint may be, beside https. */
export interface EndpointRule {
  /** Whether http is taken on in-cluster names too, for clusters whose mesh encrypts. */
  readonly allowInClusterHttp: boolean;
}

const shape = 'https://HOST/realms/REALM/protocol/openid-connect/token';

/**
 * The token endpoint as a URL, if a client secret may be sent there: https, or http to a loopback
 * address, or to an in-cluster name when the caller says so (RFC 6749 section 3.2 asks for TLS).
 *
 * @throws TokenError `invalid_configuration` or `insecure_endpoint`
 */
export function checkTokenEndpoint(value: string, rule: EndpointRule): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw unusable('is not an http or https URL', `Give it as ${shape}.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw unusable(
      'has a user or password in it',
      'Take them out; the client authenticates with clientId and clientSecret.',
    );
  }
  if (url.hash !== '') {
    throw unusable('has a fragment', 'Take away what follows the # (RFC 6749 section 3.2).');
  }
  if (url.protocol === 'https:' || isLoopback(url.hostname)) return url;
  if (isInCluster(url.hostname)) {
    if (rule.allowInClusterHttp) return url;
    throw insecure(url, 'Use https, or set allowInClusterHttp if the mesh encrypts this way.');
  }
  throw insecure(url, 'Use https: over http anyone on the way could read the client secret.');
}

/**
 * The name and addresses that never leave the machine. A name below `localhost` is none of them: some
 * resolvers ask the network for it, in spite of RFC 6761 section 6.3.
 */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Names that only a Kubernetes cluster's own DNS resolves. */
function isInCluster(hostname: string): boolean {
  return hostname.endsWith('.svc') || hostname.endsWith('.svc.cluster.local');
}

function unusable(what: string, hint: string): TokenError {
  return new TokenError({ code: 'invalid_configuration', message: `tokenEndpoint ${what}`, hint });
}

function insecure(url: URL, hint: string): TokenError {
  return new TokenError({
    code: 'insecure_endpoint',
    message: `tokenEndpoint is plain http on ${url.hostname}`,
    hint,
  });
}
