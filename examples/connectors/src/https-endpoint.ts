import type { BoostConfigProblem } from '@rhdh-boost/config-schema';
import { z } from 'zod';

type Description = Omit<BoostConfigProblem, 'path'>;

/** An https URL. Its checks say what is wrong in `params.problem`, which shows no value. */
export const httpsEndpoint = z
  .string()
  .url()
  .superRefine((text, context) => {
    const problem = URL.canParse(text) ? findProblem(new URL(text)) : undefined;
    if (problem !== undefined) context.addIssue({ code: 'custom', params: { problem } });
  });

function findProblem({ protocol, username, password }: URL): Description | undefined {
  if (protocol !== 'https:') {
    return {
      code: 'insecure_url',
      message: 'must be https, because a credential is sent there',
      hint: 'Write https:// in front.',
    };
  }
  if (username === '' && password === '') return undefined;
  return {
    code: 'credentials_in_url',
    message: 'must not hold a user name or password',
    hint: 'Remove "user:password@" between // and the host.',
  };
}
