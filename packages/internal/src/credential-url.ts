import { anyCase } from './any-case.ts';

/**
 * Source of a regular expression for the hosts that never leave the machine. A name below `localhost` is none
 * of them: some resolvers ask the network for it, in spite of RFC 6761 section 6.3.
 */
export const loopbackHost: string = String.raw`(?:${anyCase('localhost')}|127(?:\.[0-9]{1,3}){3}|\[::1\])`;

/** Source of a regular expression for the names that only a Kubernetes cluster's own DNS resolves. */
export const inClusterHost: string = String.raw`[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.${anyCase('svc')}(?:\.${anyCase('cluster.local').replace('.', '\\.')})?`;

const isLoopback = new RegExp(`^${loopbackHost}$`);
const isInCluster = new RegExp(`^${inClusterHost}$`);

/** What a URL is to which a credential is to be sent. */
export type JudgedCredentialUrl =
  /** Not an absolute http or https URL. */
  | { readonly verdict: 'invalid' }
  | {
      /**
       * - `user-information`: it contains a user name or password; the rest is not judged.
       * - `insecure`: http on a host that others may reach.
       * - `in-cluster`: http on a name inside a cluster, safe only where a mesh encrypts.
       * - `safe`: https, or http on loopback.
       */
      readonly verdict: 'user-information' | 'insecure' | 'in-cluster' | 'safe';
      readonly url: URL;
    };

/**
 * Judges whether a credential may be sent to a URL. RFC 6749 section 3.2 and RFC 6750 section 5.3 require TLS;
 * plain http is left for loopback, and for clusters whose mesh encrypts.
 *
 * @param text - The URL, read as WHATWG URL reads it: `http://127.1` is loopback.
 */
export function judgeCredentialUrl(text: string): JudgedCredentialUrl {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return { verdict: 'invalid' };
  if (url.username !== '' || url.password !== '') return { verdict: 'user-information', url };
  if (url.protocol === 'https:' || isLoopback.test(url.hostname)) return { verdict: 'safe', url };
  return { verdict: isInCluster.test(url.hostname) ? 'in-cluster' : 'insecure', url };
}

/** The issuer that Keycloak's path of a token endpoint tells; undefined for another path. */
export function issuerOf(tokenEndpoint: URL): string | undefined {
  const realm = /^(.*\/realms\/[^/]+)\/protocol\/openid-connect\/token$/.exec(
    tokenEndpoint.pathname,
  )?.[1];
  return realm === undefined ? undefined : `${tokenEndpoint.origin}${realm}`;
}
