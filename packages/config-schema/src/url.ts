import { anyCase } from '@rhdh-boost/internal/any-case';
import { inClusterHost, loopbackHost } from '@rhdh-boost/internal/credential-url';
import { findLookalike } from '@rhdh-boost/internal/lookalike';
import {
  baseUrlPattern,
  credentialUrlPattern,
  issuerPattern,
  isWebUrl,
  urlHost,
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
      message: 'must not contain a user name or password',
      hint: 'Remove "user:password@" between // and the host. Set a credential in its own field.',
    };
  }
  if (isWebUrl(text)) return undefined;
  const [message, hint] = findFault(text);
  return { code: 'invalid_url', message, hint };
}

type Fault = readonly [message: string, hint: string];

const spelling = 'Write it like https://host.example.com/path.';
const inPath = 'Percent-encode the character, such as %20 for a space.';

/** What else than a name of DNS or an address can be in the place of a URL: text that was to be replaced. */
const placeholder = /\$\{|\{\{|\$\(|\$[A-Z_]{2}|<[^>]*>|^(?:ENC\[|ref\+|vault:)/;

/** The first part of a URL that is wrong. It contains nothing of the text. */
function findFault(text: string): Fault {
  if (text === '') return ['is empty', spelling];
  if (placeholder.test(text)) {
    return [
      'contains a placeholder that was not filled in',
      'Write a variable as ${NAME}. If another tool fills it in, check the rendered file.',
    ];
  }
  const lookalike = findLookalike(text);
  if (lookalike !== undefined) return [`contains a ${lookalike.name}`, lookalike.remedy];
  if (text !== text.trim()) return ['begins or ends with white space', 'Remove the white space.'];
  if (/\s/.test(text)) return ['contains white space', 'Remove it, or write %20 in the path.'];
  if (text.includes('\\')) return ['contains a backslash', 'Write / instead.'];
  return findFaultOfParts(text);
}

function findFaultOfParts(text: string): Fault {
  const { scheme, separator, host: name, port } = urlParts.exec(text)?.groups ?? {};
  if (scheme === undefined || (separator !== '//' && !isWebScheme(scheme))) {
    return ['has no scheme: it does not begin with https://', spelling];
  }
  if (separator !== '//') return ['has no // behind its scheme', spelling];
  if (!isWebScheme(scheme)) {
    const shown = otherSchemes.has(scheme.toLowerCase()) ? ` ${scheme.toLowerCase()}` : '';
    return [`has the wrong scheme${shown}: only https and http are accepted`, spelling];
  }
  if (name === undefined || name === '') return ['has no host', spelling];
  if (!validHost.test(name)) {
    return ['has a host with characters that host names do not have', spelling];
  }
  if (port !== undefined && !/^\d+$/.test(port)) {
    return ['has a port that is not a number', 'Write the port in digits, or remove it.'];
  }
  if (Number(port) > 65_535) return ['has a port above 65535', 'Correct the port, or remove it.'];
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) {
    return [
      'contains a % that is not part of an escape such as %20',
      'Write %25 for a percent sign.',
    ];
  }
  return URL.canParse(text)
    ? ['contains a character that URLs do not have', inPath]
    : ['has a host that is no valid name or address', spelling];
}

const urlParts =
  /^(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?<separator>\/{0,2})(?<host>\[[^\]]*\]|[^:/?#]*)(?::(?<port>[^/?#]*))?/;
const validHost = new RegExp(`^${urlHost}$`);
/** Schemes that may be shown: a scheme of another name could be a secret that went astray. */
const otherSchemes: ReadonlySet<string> = new Set([
  'ws',
  'wss',
  'ftp',
  'file',
  'grpc',
  'tcp',
  'ldap',
]);

function isWebScheme(scheme: string): boolean {
  return /^https?$/i.test(scheme);
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
    message: 'must be https, because a credential is sent there',
    hint: 'Use https. http is accepted on loopback and, if boost.kagenti.allowInClusterHttp is true, on in-cluster names (*.svc).',
  };
}

/** What is wrong with a token endpoint (RFC 6749 section 3.2); undefined when nothing is. */
export function findTokenEndpointProblem(text: string): UrlProblem | undefined {
  const problem = findCredentialUrlProblem(text);
  if (problem !== undefined || !text.includes('#')) return problem;
  return {
    code: 'invalid_url',
    message: 'must not have a fragment',
    hint: 'Remove the # and everything behind it.',
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
    message: 'must be an issuer: a URL without query, fragment or /.well-known/',
    hint: 'Copy the value of "issuer" from the discovery document, such as https://keycloak.example.com/realms/boost.',
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
