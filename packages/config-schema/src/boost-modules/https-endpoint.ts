import { z } from 'zod';
import { findWebUrlProblem, type UrlProblem } from '../url.ts';

/** What such an endpoint is asked beyond its JSON Schema. */
export const httpsEndpointRules = ['is an https URL without user name and password'];

/** The URL of a service that a connector sends a credential to. */
export const httpsEndpoint = z
  .string()
  .superRefine((text, context) => {
    const problem = findWebUrlProblem(text) ?? findSchemeProblem(text);
    if (problem !== undefined) context.addIssue({ code: 'custom', params: { problem } });
  })
  .meta({ format: 'uri' });

function findSchemeProblem(text: string): UrlProblem | undefined {
  if (/^https:/i.test(text)) return undefined;
  return {
    code: 'insecure_url',
    message: 'must be https, because a credential is sent there',
    hint: 'Replace http:// with https://.',
  };
}
