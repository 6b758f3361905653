import type { ClientCore } from '../client-core.ts';
import type { KagentiHttpError } from '../errors/http-error.ts';
import type { TokenSource } from '../options/token-source.ts';
import { noOther } from './agent-refreshes.ts';
import type { CallScope } from './call-scope.ts';
import { acquireToken, discardToken, failedRenewalOf } from './call-token.ts';
import type { AttemptPlan } from './send-attempt.ts';

/** A token that Kagenti or an agent refused, and the 401. */
export interface RefusedToken {
  readonly token: string;
  readonly error: KagentiHttpError;
}

/**
 * Has the source replace a refused token. One that an agent rejected stays valid for everybody else.
 *
 * @throws the 401 with the reason, when no new token is fetched after an agent's 401
 */
export async function replaceToken(
  { agentRefreshes, diagnostics }: ClientCore,
  scope: CallScope,
  { operation, target }: Pick<AttemptPlan<unknown>, 'operation' | 'target'>,
  source: TokenSource,
  { token, error }: RefusedToken,
): Promise<void> {
  if (!error.fromAgent) {
    diagnostics.debug('Kagenti refused the access token; another one is asked for.', {
      operation: operation.operation,
    });
    await discardToken(source, token, scope);
    return;
  }
  const reason = await agentRefreshes.refresh({
    agent: `${target.namespace}/${target.name}`,
    token,
    source,
    scope,
    inHand: () => acquireToken(operation, source, scope),
  });
  if (reason !== undefined) throw error.explained(reason);
  diagnostics.debug('An agent rejected the access token; another one is asked for.', {
    operation: operation.operation,
  });
}

/** The error of a call whose source returns the refused token again, with the failed renewal as its cause. */
export function stillRefused({ error }: RefusedToken, source: TokenSource): KagentiHttpError {
  const cause = failedRenewalOf(source);
  if (cause === undefined && !error.fromAgent) return error;
  const problem = error.fromAgent
    ? noOther
    : 'it does not accept the token, and no other could be had';
  return error.explained(`${problem}${cause === undefined ? '' : ' (see cause)'}.`, cause);
}
