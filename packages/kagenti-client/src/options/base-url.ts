import { judgeCredentialUrl } from '@rhdh-boost/internal/credential-url';
import { KagentiError } from '../errors/kagenti-error.ts';

/** Where calls go. */
export interface BaseUrl {
  /** Scheme, host and port; the only origin that is called. */
  readonly origin: string;
  /** Path in front of every operation's path; empty or `/like/this`. */
  readonly pathPrefix: string;
}

/**
 * Checks a base URL: a bearer token goes there, so it is https, or http on loopback, or http on an
 * in-cluster name where the caller says that the mesh encrypts.
 */
export function parseBaseUrl(baseUrl: string, allowInClusterHttp: boolean): BaseUrl {
  const judged = judgeCredentialUrl(baseUrl);
  if (judged.verdict === 'invalid') throw refused('is not an http or https URL');
  const { verdict, url } = judged;
  if (verdict === 'user-information') throw refused('holds a user name or password');
  if (url.search !== '' || url.hash !== '') throw refused('has a query or a fragment');
  if (verdict === 'insecure') throw refused('is not https');
  if (verdict === 'in-cluster' && !allowInClusterHttp) {
    throw refused('is http on an in-cluster name; allowInClusterHttp: true takes that');
  }
  return { origin: url.origin, pathPrefix: url.pathname.replace(/\/+$/, '') };
}

/** The URL itself is not repeated: it may hold a password. */
function refused(problem: string): KagentiError {
  return new KagentiError(
    `The base URL (baseUrl, boost.providers.kagenti.baseUrl) ${problem}. Give the https address of the Kagenti backend, without user name, query or fragment.`,
    { code: 'invalid_options' },
  );
}
