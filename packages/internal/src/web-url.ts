import { anyCase } from './any-case.ts';
import { inClusterHost, judgeCredentialUrl, loopbackHost } from './credential-url.ts';

// The parts of an absolute http or https URL, RFC 3986 section 3, without user information.
const http = anyCase('http');
const https = anyCase('https');
/** The host of a URL: a name or an address. */
export const urlHost = String.raw`(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])`;
const character = "(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})";
const rest = `(?::[0-9]{1,5})?(?:[/?]${character}*)?(?:#${character}*)?`;

/** An http or https URL without user information. */
export const webUrlPattern = `^(?:${http}|${https})://${urlHost}${rest}$`;
/** The same, with http on loopback and in-cluster hosts alone. */
export const credentialUrlPattern = `^(?:${https}://${urlHost}|${http}://(?:${loopbackHost}|${inClusterHost}))${rest}$`;
/** The same without fragment, as a token endpoint is (RFC 6749 section 3.2). */
export const tokenEndpointPattern = `^(?!.*#)${credentialUrlPattern.slice(1)}`;
/** The same, as an issuer is: without query, fragment, and the path of its discovery document. */
export const issuerPattern = String.raw`^(?!.*(?:[?#]|/\.well-known/))${credentialUrlPattern.slice(1)}`;
/** The same, as a base URL is, which paths are appended to: without query and fragment. */
export const baseUrlPattern: string = `^(?!.*[?#])${credentialUrlPattern.slice(1)}`;

/** The start of a URL with user information (RFC 3986 section 3.2.1), which may be empty. */
export const userInformation = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*@/;

const webUrl = new RegExp(webUrlPattern);
const credentialUrl = new RegExp(credentialUrlPattern);

/** Whether a text is an http or https URL without user information. */
export function isWebUrl(text: string): boolean {
  return webUrl.test(text) && URL.canParse(text);
}

/** Whether a URL has a host that only the URL Standard reads as loopback, such as `http://127.1`. */
export function isUnusualLoopback(text: string): boolean {
  return judgeCredentialUrl(text).verdict === 'safe' && !credentialUrl.test(text);
}
