import { createTokenManager } from '@rhdh-boost/kagenti-client/config';
import type { AccessToken } from '@rhdh-boost/token-manager';
import { silentLogger } from '../silent-logger.ts';
import { authKey } from './account-keys.ts';
import { valuesWith } from './changed-values.ts';
import type { StepContext } from './step.ts';

/** Warnings of the token manager are findings of other steps. */
type TokenContext = Pick<StepContext, 'configuration' | 'facts' | 'signal'>;

/**
 * Requests a token, as the backend does, and leaves it in the facts.
 *
 * @throws TokenError, and KagentiError for a configuration that cannot be used
 */
export async function requestToken({ configuration, facts, signal }: TokenContext): Promise<void> {
  await using tokens = createTokenManager(configuration.values, { logger: silentLogger });
  const sentAt = Date.now();
  facts.token = await tokens.getAccessToken({ signal });
  facts.tokenTimes = { sentAt, receivedAt: Date.now() };
}

/**
 * Requests a token with another scope than that of the configuration, to see what it changes. It is not left in the
 * facts.
 *
 * @throws TokenError, and KagentiError for a configuration that cannot be used
 */
export async function requestTokenWith(
  scope: string,
  { configuration, signal }: TokenContext,
): Promise<AccessToken> {
  const values = valuesWith(configuration.values, authKey, 'scope', scope);
  await using tokens = createTokenManager(values, { logger: silentLogger });
  return await tokens.getAccessToken({ signal });
}

/**
 * The token of the facts, for a call; an empty text without one. Where tokens live for seconds, it is replaced after
 * half of its life: what a call then says about an expired token would be about the doctor.
 */
export async function usableToken(context: TokenContext): Promise<string> {
  const { facts } = context;
  if (isOld(context)) {
    // If there is no other one, the call shows what is wrong with this one.
    await requestToken(context).catch(() => undefined);
  }
  return facts.token?.value ?? '';
}

function isOld({ facts: { token, tokenTimes } }: TokenContext): boolean {
  if (token === undefined || tokenTimes === undefined) return false;
  const { receivedAt } = tokenTimes;
  return (Date.now() - receivedAt) * 2 > token.expiresAt.getTime() - receivedAt;
}
