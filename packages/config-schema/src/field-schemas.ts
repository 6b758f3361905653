import {
  accountNumbers,
  isResourceUris,
  resourceUrisPattern,
} from '@rhdh-boost/internal/account-values';
import { fileContentPattern, isFileContent } from '@rhdh-boost/internal/printable-path';
import { z } from 'zod';
import type { BoostConfigProblem } from './problem.ts';
import {
  credentialUrlPattern,
  findCredentialUrlProblem,
  findIssuerProblem,
  findTokenEndpointProblem,
  findWebUrlProblem,
  issuerPattern,
  tokenEndpointPattern,
  webUrlPattern,
} from './url.ts';

/** Without a hint, the remedy is an example of the field. */
type ValueProblem = Omit<BoostConfigProblem, 'path' | 'hint'> & { readonly hint?: string };

/**
 * Text with a check of our own. The check speaks in our words, since a Zod message could be
 * replaced by a global error map that shows the value; the metadata goes into the JSON Schema.
 */
function checkedText(
  findProblem: (text: string) => ValueProblem | undefined,
  metadata: { pattern: string; patternErrorMessage: string; format?: 'uri' },
) {
  return z
    .string()
    .superRefine((text, context) => {
      const problem = findProblem(text);
      if (problem !== undefined) context.addIssue({ code: 'custom', params: { problem } });
    })
    .meta(metadata);
}

function matchingText(pattern: string, message: string) {
  const expression = new RegExp(pattern);
  return checkedText(
    text => (expression.test(text) ? undefined : { code: 'invalid_value', message }),
    { pattern, patternErrorMessage: message },
  );
}

/** Text that is more than white space. */
export const nonEmptyText = matchingText(String.raw`\S`, 'must not be empty');

/** The path of a file that the backend can read; never what is in it, which may be a private key. */
export const filePath = checkedText(
  text => {
    if (!/\S/.test(text)) return { code: 'invalid_value', message: 'must be the path of a file' };
    if (!isFileContent(text)) return undefined;
    return {
      code: 'invalid_value',
      message: 'must be the path of a file, but is the content of one',
      hint: 'Mount the file and set its path. If the content is a private key, replace the key, because everybody who can read this configuration has seen it.',
    };
  },
  {
    pattern: String.raw`^(?![\s\S]*(?:${fileContentPattern}))[\s\S]*\S`,
    patternErrorMessage: 'must be the path of a file, not its content',
  },
);

/** What a URL is asked beyond its pattern. */
export const webUrlRules = ['is a URL by the URL Standard of WHATWG'];

/** An http or https URL. */
export const webUrl = checkedText(findWebUrlProblem, {
  format: 'uri',
  pattern: webUrlPattern,
  patternErrorMessage: 'must be an http or https URL without user name and password',
});

/** What such a URL is asked beyond its pattern. */
export const credentialUrlRules = [
  ...webUrlRules,
  'is http on an in-cluster host only where boost.kagenti.allowInClusterHttp is true',
];

/** A URL that a credential is sent to: https, or http on loopback and in-cluster hosts. */
export const credentialUrl = checkedText(findCredentialUrlProblem, {
  format: 'uri',
  pattern: credentialUrlPattern,
  patternErrorMessage:
    'must be https (http only on loopback, or in-cluster with allowInClusterHttp), without user name and password',
});

/** A token endpoint: such a URL without fragment. */
export const tokenEndpointUrl = checkedText(findTokenEndpointProblem, {
  format: 'uri',
  pattern: tokenEndpointPattern,
  patternErrorMessage:
    'must be https (http only on loopback, or in-cluster with allowInClusterHttp), without user name, password and fragment',
});

/** An issuer as OpenID Connect Discovery 1.0 and RFC 8414 section 2 have it: such a URL without query and fragment. */
export const issuerUrl = checkedText(findIssuerProblem, {
  format: 'uri',
  pattern: issuerPattern,
  patternErrorMessage:
    'must be an issuer like https://keycloak.example.com/realms/boost, without query, fragment and /.well-known/',
});

const resourceMessage = 'must be an absolute URI without fragment, or several separated by spaces';

/** Absolute URIs without fragment, separated by blanks, as resource indicators are (RFC 8707 section 2). */
export const resourceUris = checkedText(
  text => (isResourceUris(text) ? undefined : { code: 'invalid_value', message: resourceMessage }),
  { pattern: resourceUrisPattern, patternErrorMessage: resourceMessage },
);

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';

/** A part of a subdomain: Kubernetes bounds only the whole. */
const word = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';

/** A Kubernetes namespace: a label of RFC 1123. */
export const namespaceName = matchingText(
  `^${label}$`,
  'must be a namespace: up to 63 lower-case letters, digits and hyphens, none at either end (RFC 1123 label)',
);

/** A Kubernetes object with its namespace; its name is a subdomain of RFC 1123, of which a label is one. */
export const namespacedName = matchingText(
  String.raw`^${label}/(?=.{1,253}$)${word}(?:\.${word})*$`,
  'must be namespace/name, both in lower-case letters, digits and hyphens, none at either end; the name may have dots between such words (RFC 1123 subdomain)',
);

/** A network timeout in milliseconds. */
export const timeoutMilliseconds = z
  .int()
  .min(accountNumbers.timeoutMs[0])
  .max(accountNumbers.timeoutMs[1]);

const shortestSecret = 16;

/**
 * A key for encryption; fewer than 16 characters can be guessed. Boost 0.8 took any length, so the hint says how
 * what it stored stays readable.
 */
export const encryptionSecret = z
  .string()
  .superRefine((text, context) => {
    if (text.length >= shortestSecret) return;
    const problem: ValueProblem = {
      code: 'invalid_value',
      message: `must be at least ${shortestSecret} characters long`,
      hint: 'Generate one with "openssl rand -base64 32". If it comes from a ${VARIABLE}, check what the variable contains. If Boost 0.8 stored values under this secret, add it to boost.previousEncryptionSecrets.',
    };
    context.addIssue({ code: 'custom', params: { problem } });
  })
  .meta({ minLength: shortestSecret });
