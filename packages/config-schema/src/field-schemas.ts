import {
  accountNumbers,
  isResourceUris,
  loneSurrogate,
  resourceUrisPattern,
} from '@rhdh-boost/internal/account-values';
import { fileContentPattern, isFileContent } from '@rhdh-boost/internal/printable-path';
import { hasLoneSurrogate } from '@rhdh-boost/internal/usable-text';
import {
  baseUrlPattern,
  issuerPattern,
  tokenEndpointPattern,
  webUrlPattern,
} from '@rhdh-boost/internal/web-url';
import { z } from 'zod';
import type { BoostConfigProblem } from './problem.ts';
import {
  findBaseUrlProblem,
  findIssuerProblem,
  findTokenEndpointProblem,
  findWebUrlProblem,
} from './url.ts';

/** Without a hint, the remedy is an example of the field. */
type ValueProblem = Omit<BoostConfigProblem, 'path' | 'hint'> & { readonly hint?: string };

const unencodable: ValueProblem = { code: 'invalid_value', ...loneSurrogate };

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
      const problem = hasLoneSurrogate(text) ? unencodable : findProblem(text);
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
export const nonEmptyText = () => matchingText(String.raw`\S`, 'must not be empty');

/** The path of a file that the backend can read; never what is in it, which may be a private key. */
export const filePath = () =>
  checkedText(
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
export const webUrl = () =>
  checkedText(findWebUrlProblem, {
    format: 'uri',
    pattern: webUrlPattern,
    patternErrorMessage: 'must be an http or https URL without user name and password',
  });

/** What such a URL is asked beyond its pattern. */
export const credentialUrlRules = [
  ...webUrlRules,
  'is http on an in-cluster host only where boost.kagenti.allowInClusterHttp is true',
];

/** A base URL that a credential is sent to: https, or http on loopback and in-cluster hosts, without query and fragment. */
export const baseUrl = () =>
  checkedText(findBaseUrlProblem, {
    format: 'uri',
    pattern: baseUrlPattern,
    patternErrorMessage:
      'must be https (http only on loopback, or in-cluster with allowInClusterHttp), without user name, password, query and fragment',
  });

/** A token endpoint: a URL that a credential is sent to, without fragment. */
export const tokenEndpointUrl = () =>
  checkedText(findTokenEndpointProblem, {
    format: 'uri',
    pattern: tokenEndpointPattern,
    patternErrorMessage:
      'must be https (http only on loopback, or in-cluster with allowInClusterHttp), without user name, password and fragment',
  });

/** An issuer as OpenID Connect Discovery 1.0 and RFC 8414 section 2 have it: such a URL without query and fragment. */
export const issuerUrl = () =>
  checkedText(findIssuerProblem, {
    format: 'uri',
    pattern: issuerPattern,
    patternErrorMessage:
      'must be an issuer like https://keycloak.example.com/realms/boost, without query, fragment and /.well-known/',
  });

const resourceMessage = 'must be an absolute URI without fragment, or several separated by spaces';

/** Absolute URIs without fragment, separated by blanks, as resource indicators are (RFC 8707 section 2). */
export const resourceUris = () =>
  checkedText(
    text =>
      isResourceUris(text) ? undefined : { code: 'invalid_value', message: resourceMessage },
    { pattern: resourceUrisPattern, patternErrorMessage: resourceMessage },
  );

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';

/** A part of a subdomain: Kubernetes bounds only the whole. */
const word = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';

/** A Kubernetes namespace: a label of RFC 1123. */
const namespaceName = () =>
  matchingText(
    `^${label}$`,
    'must be a namespace: up to 63 lower-case letters, digits and hyphens, none at either end (RFC 1123 label)',
  );

/** The namespaces that may be called. Without any nothing could be, and whoever means all leaves the key out. */
export const namespaceNames = () =>
  z
    .array(namespaceName())
    .superRefine((names, context) => {
      if (names.length > 0) return;
      const problem: ValueProblem = {
        code: 'invalid_value',
        message: 'must list at least one namespace',
        hint: 'List the namespaces that may be called. To allow all of them, remove the key.',
      };
      context.addIssue({ code: 'custom', params: { problem } });
    })
    .meta({ minItems: 1 });

/**
 * An agent, with its namespace or without; its name is a subdomain of RFC 1123, of which a label is one. Which
 * namespace is meant without one depends on those that are listed.
 */
export const agentName = () =>
  matchingText(
    String.raw`^(?:${label}/)?(?=[^/]{1,253}$)${word}(?:\.${word})*$`,
    'must be namespace/name, or the name alone if exactly one namespace is listed, in lower-case letters, digits and hyphens, none at either end; the name may have dots between such words (RFC 1123 subdomain)',
  );

/** A network timeout in milliseconds. */
export const timeoutMilliseconds = () =>
  z.int().min(accountNumbers.timeoutMs[0]).max(accountNumbers.timeoutMs[1]);

const shortestSecret = 16;

/**
 * A key for encryption; fewer than 16 characters can be guessed. Boost 0.8 took any length, so the hint says how
 * what it stored stays readable.
 */
export const encryptionSecret = () =>
  z
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
