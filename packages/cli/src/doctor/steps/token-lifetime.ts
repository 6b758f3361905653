import { jwtClaims } from '@rhdh-boost/internal/jwt-claims';
import type { AccessToken } from '@rhdh-boost/token-manager';
import { lifetimeOf } from '../../token/jwt-parts.ts';
import { bufferKey, renewalBuffer } from '../../token/renewal-buffer.ts';
import { noAccount } from '../account-keys.ts';
import { keycloakAccount, updateClient } from '../kcadm.ts';
import type { Facts, Finding, Step, StepContext } from '../step.ts';

/** Keycloak's own for a new realm, in seconds. */
const usualLifetimeSeconds = 300;

/** Whether a token lives long enough for the buffer before its end. */
export const tokenLifetimeStep: Step = {
  id: 'token-lifetime',
  title: 'Token lifetime',
  needs: ['service-account'],
  async run(context) {
    const { configuration, facts } = context;
    if (facts.token === undefined) return { skipped: noAccount };
    const lifetimeSeconds = lifetimeSecondsOf(facts.token, facts);
    const { configuredSeconds: bufferSeconds, appliedSeconds } = renewalBuffer(
      configuration,
      lifetimeSeconds,
    );
    const renewedAfterSeconds = Math.floor(lifetimeSeconds - appliedSeconds);
    return {
      summary: `${lifetimeSeconds} s, renewed after ${renewedAfterSeconds} s`,
      findings:
        appliedSeconds < bufferSeconds ? [tooShort(lifetimeSeconds, bufferSeconds, context)] : [],
      details: { lifetimeSeconds, bufferSeconds, renewedAfterSeconds },
    };
  },
};

/** By the token's own claims, which no difference of clocks changes. */
function lifetimeSecondsOf({ value, expiresAt }: AccessToken, { tokenTimes }: Facts): number {
  const sentAt = tokenTimes?.sentAt ?? Date.now();
  return lifetimeOf(jwtClaims(value) ?? {}) ?? Math.round((expiresAt.getTime() - sentAt) / 1000);
}

function tooShort(
  lifetimeSeconds: number,
  bufferSeconds: number,
  { configuration }: StepContext,
): Finding {
  const account = keycloakAccount(configuration);
  const wanted = Math.max(usualLifetimeSeconds, bufferSeconds * 2);
  return {
    severity: 'warning',
    code: 'lifetime_below_buffer',
    message: `A token lives ${lifetimeSeconds} s, which is less than twice ${bufferKey} (${bufferSeconds} s). It is renewed after half of its life: that is more requests to Keycloak, and less time to survive its failure.`,
    remedy: `Lengthen the life of the client's tokens to ${wanted} s, or lower ${bufferKey}.`,
    ...(account && {
      commands: [updateClient(account, `attributes."access.token.lifespan"=${wanted}`)],
    }),
    source: configuration.sourceOf(bufferKey),
  };
}
