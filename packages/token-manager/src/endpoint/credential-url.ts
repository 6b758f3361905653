import { judgeCredentialUrl } from '@rhdh-boost/internal/credential-url';
import { TokenError } from '../token-error.ts';

/** What a URL that a secret or a token is sent to may be. */
export interface CredentialUrlRule {
  /** The option that it was given as, for the error. */
  readonly option: string;
  /** What it looks like, for the hint. */
  readonly shape: string;
  /** Whether http is taken on in-cluster names too, for clusters whose mesh encrypts. */
  readonly allowInClusterHttp: boolean;
}

/** What Keycloak's token endpoint looks like. */
export const tokenEndpointShape = 'https://HOST/realms/REALM/protocol/openid-connect/token';

/** What Keycloak's issuer looks like. */
export const issuerShape = 'https://HOST/realms/REALM';

/**
 * The URL, if a credential may be sent there: https, or http to a loopback address, or to an in-cluster
 * name when the caller says so (RFC 6749 section 3.2 and RFC 6750 section 5.3 ask for TLS).
 *
 * @throws TokenError `invalid_configuration` or `insecure_endpoint`
 */
export function checkCredentialUrl(value: string, rule: CredentialUrlRule): URL {
  const judged = judgeCredentialUrl(value);
  if (judged.verdict === 'invalid') {
    throw unusable(rule, 'is not an http or https URL', `Give it as ${rule.shape}.`);
  }
  const { verdict, url } = judged;
  if (verdict === 'user-information') {
    throw unusable(
      rule,
      'has a user or password in it',
      'Take them out; the client authenticates with clientId and clientSecret.',
    );
  }
  // The hash of an empty fragment is empty too.
  if (url.href.includes('#')) {
    throw unusable(rule, 'has a fragment', 'Take away what follows the # (RFC 6749 section 3.2).');
  }
  if (verdict === 'insecure') throw insecure(rule, url, wayOn(url.hostname));
  if (verdict === 'in-cluster' && !rule.allowInClusterHttp) {
    throw insecure(
      rule,
      url,
      'Use https, or set allowInClusterHttp: true if the mesh encrypts this way.',
    );
  }
  return url;
}

/** A name without dots is most often that of a service in the same namespace, or in a compose file. */
function wayOn(hostname: string): string {
  const plain = 'Use https: over http anyone on the way could read the credential.';
  return hostname.includes('.') || hostname.includes(':')
    ? plain
    : `${plain} In a cluster whose mesh encrypts, give the name as ${hostname}.NAMESPACE.svc and set allowInClusterHttp: true.`;
}

function unusable({ option }: CredentialUrlRule, what: string, hint: string): TokenError {
  return new TokenError({ code: 'invalid_configuration', message: `${option} ${what}`, hint });
}

function insecure({ option }: CredentialUrlRule, url: URL, hint: string): TokenError {
  return new TokenError({
    code: 'insecure_endpoint',
    message: `${option} is plain http on ${url.hostname}`,
    hint,
  });
}
