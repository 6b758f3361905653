import { type BoundKagentiClient, KagentiError } from '@rhdh-boost/kagenti-client';
import { createKagentiClient } from '@rhdh-boost/kagenti-client/config';
import { silentLogger } from '../silent-logger.ts';
import { accountMethod } from './account-keys.ts';
import { valuesWith } from './changed-values.ts';
import { explainKagentiFailure, kagentiAddress } from './kagenti-failure.ts';
import { usableToken } from './requested-token.ts';
import type { Finding, StepContext, StepOutcome } from './step.ts';

/** What the doctor's calls have in common: the first answer counts, and none may take longer than an operator waits. */
export const callOptions = { maxRetries: 0, timeoutMs: 10_000 } as const;

/**
 * Calls Kagenti with the token that the step `client` obtained, so that what that step saw is what is sent. A call that
 * fails becomes a finding.
 *
 * @param context - what the step works with
 * @param use - makes the calls
 * @param explain - the finding of a failed call, where the step knows more about it than its status
 * @param baseUrl - the address to call in place of `boost.providers.kagenti.baseUrl`
 * @throws what is no error of the client, and everything after Ctrl-C
 */
export async function withKagenti(
  context: StepContext,
  use: (kagenti: BoundKagentiClient) => Promise<StepOutcome>,
  explain: (error: KagentiError) => Finding | undefined = () => undefined,
  baseUrl?: string,
): Promise<StepOutcome> {
  const { configuration, signal } = context;
  const values =
    baseUrl === undefined
      ? configuration.values
      : valuesWith(configuration.values, 'boost.providers.kagenti', 'baseUrl', baseUrl);
  try {
    await using client = createKagentiClient(values, {
      logger: silentLogger,
      ...(accountMethod(configuration) !== 'none' && { tokens: sourceOf(context) }),
    });
    return await use(client.asService('boost doctor'));
  } catch (error) {
    if (signal.aborted || !KagentiError.isInstance(error)) throw error;
    const finding = explain(error) ?? explainKagentiFailure(error, configuration);
    return { summary: kagentiAddress(configuration), findings: [finding] };
  }
}

/**
 * What happens to a token is what the steps report: one that Kagenti refuses is not replaced. Without one only operations
 * that need none are called, and no second attempt is made with a credential that does not work.
 */
function sourceOf(context: StepContext) {
  return { getToken: () => usableToken(context), invalidate: () => undefined };
}
