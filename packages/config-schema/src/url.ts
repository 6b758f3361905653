import { anyCase } from '@rhdh-boost/internal/any-case';
import { inClusterHost, loopbackHost } from '@rhdh-boost/internal/credential-url';
import {
  baseUrlPattern,
  credentialUrlPattern,
  issuerPattern,
  isWebUrl,
  userInformation,
} from '@rhdh-boost/internal/web-url';
import type { BoostConfigProblem } from './problem.ts';

/** What is wrong with a URL, before it is known where it stands. */
export type UrlProblem = Omit<BoostConfigProblem, 'path'>;

const credentialUrl = new RegExp(credentialUrlPattern);
const issuer = new RegExp(issuerPattern);
const baseUrl = new RegExp(baseUrlPattern);
const webScheme = `(?:${anyCase('http')}|${anyCase('https')})://`;
const inClusterHttp = new RegExp(`^${anyCase('http')}://${inClusterHost}(?:[:/?#]|$)`);
const inClusterUrl = new RegExp(`^${webScheme}${inClusterHost}(?:[:/?#]|$)`);
const loopbackUrl = new RegExp(`^${webScheme}${loopbackHost}(?:[:/?#]|$)`);

/** What is wrong with a URL that may be http or https; undefined when nothing is. */
export function findWebUrlProblem(text: string): UrlProblem | undefined {
  if (userInformation.test(text)) {
    return {
      code: 'credentials_in_url',
      message: 'must not hold a user name or password',
      hint: 'Take out user:password@, between // and the host; a credential belongs in a field of its own.',
    };
  }
  if (!isWebUrl(text)) {
    return {
      code: 'invalid_url',
      message: 'must be an absolute http or https URL',
      hint: 'Write it like https://host.example.com/path, without spaces.',
    };
  }
  return undefined;
}

/**
 * What is wrong with a URL that a credential is sent to; undefined when nothing is. An in-cluster
 * http URL passes here: whether it may be depends on another field.
 */
function findCredentialUrlProblem(text: string): UrlProblem | undefined {
  const problem = findWebUrlProblem(text);
  if (problem !== undefined || credentialUrl.test(text)) return problem;
  return {
    code: 'insecure_url',
    message: 'must be https, since a credential is sent there',
    hint: 'Use https. http is taken on loopback, and with boost.kagenti.allowInClusterHttp on in-cluster names (*.svc).',
  };
}

/** What is wrong with a token endpoint (RFC 6749 section 3.2); undefined when nothing is. */
export function findTokenEndpointProblem(text: string): UrlProblem | undefined {
  const problem = findCredentialUrlProblem(text);
  if (problem !== undefined || !text.includes('#')) return problem;
  return {
    code: 'invalid_url',
    message: 'must not have a fragment',
    hint: 'Remove what follows the #, and the # itself.',
  };
}

/** What is wrong with a base URL, which paths are appended to; undefined when nothing is. */
export function findBaseUrlProblem(text: string): UrlProblem | undefined {
  const problem = findCredentialUrlProblem(text);
  if (problem !== undefined || baseUrl.test(text)) return problem;
  return {
    code: 'invalid_url',
    message: 'must not have a query or a fragment',
    hint: 'Remove the ? or # and what follows it: the client appends the paths of its calls to this URL.',
  };
}

/** What is wrong with an issuer (RFC 8414 section 2); undefined when nothing is. */
export function findIssuerProblem(text: string): UrlProblem | undefined {
  const problem = findCredentialUrlProblem(text);
  if (problem !== undefined || issuer.test(text)) return problem;
  return {
    code: 'invalid_url',
    message: 'must be an issuer: a URL without query, fragment and /.well-known/',
    hint: 'Write it like https://keycloak.example.com/realms/boost, exactly as its discovery document has it.',
  };
}

/** Whether a URL is http on a host that ends in `.svc` or `.svc.cluster.local`. */
export function isInClusterHttp(text: string): boolean {
  return inClusterHttp.test(text);
}

/** Whether a URL's host ends in `.svc` or `.svc.cluster.local`. */
export function isInClusterUrl(text: string): boolean {
  return inClusterUrl.test(text);
}

/** Whether a URL's host is this machine. */
export function isLoopbackUrl(text: string): boolean {
  return loopbackUrl.test(text);
}
