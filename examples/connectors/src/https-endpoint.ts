import type { BoostConfigProblem } from '@rhdh-boost/config-schema';
import { z } from 'zod';

const problem: Omit<BoostConfigProblem, 'path'> = {
  code: 'insecure_url',
  message: 'must be https, because a credential is sent there',
  hint: 'Replace http:// with https://.',
};

/** An https URL. The check reports the problem in `params.problem`, which contains no value. */
export const httpsEndpoint = z
  .string()
  .url()
  .superRefine((text, context) => {
    if (!URL.canParse(text) || new URL(text).protocol === 'https:') return;
    context.addIssue({ code: 'custom', params: { problem } });
  });
