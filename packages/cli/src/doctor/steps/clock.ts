import { jwtClaims } from '@rhdh-boost/internal/jwt-claims';
import { lifetimeOf } from '../../token/jwt-parts.ts';
import { accountMethod } from '../account-keys.ts';
import { askServer } from '../server-request.ts';
import { serversOf } from '../servers.ts';
import type { Facts, Finding, Step, StepContext } from '../step.ts';

/** A difference from here on is a warning, in seconds. */
const warningSeconds = 5;
/** What Keycloak allows an assertion that Boost signs, in seconds: see "Invalid time" in docs/token-authentication.md. */
const assertionSeconds = 15;

/** How far another clock is ahead of this machine's. */
interface Skew {
  readonly name: 'Keycloak' | 'Kagenti';
  /** In seconds, at least: what the round trip can explain is no skew. Negative if it is behind. */
  readonly seconds: number;
}

/** Whether this machine, Keycloak and Kagenti agree on the time. */
export const clockStep: Step = {
  id: 'clock',
  title: 'Clock',
  needs: ['realm'],
  timeoutMs: 30_000,
  async run(context) {
    const skews = await measure(context);
    if (skews.length === 0) return { skipped: 'no server sent its time' };
    const findings = skews.flatMap(skew => judge(skew, context));
    return {
      summary: skews.map(({ name, seconds }) => `${name} ${signed(seconds)}`).join(', '),
      findings: [...findings, ...judgeServers(skews, context)],
      details: { skewSeconds: Object.fromEntries(skews.map(skew => [skew.name, skew.seconds])) },
    };
  },
};

/** Keycloak sends no Date by itself (tried with 26.7), but its token contains the time of its issue. */
async function measure(context: StepContext): Promise<Skew[]> {
  const { tokenTimes } = context.facts;
  const { iat } = claimsIn(context.facts);
  const skews: Skew[] = [];
  if (typeof iat === 'number' && tokenTimes !== undefined) {
    skews.push({ name: 'Keycloak', seconds: skewOf(iat, tokenTimes) });
  }
  for (const server of serversOf(context.configuration)) {
    if (skews.some(({ name }) => name === server.name)) continue;
    const answer = await askServer(server, server.url, context);
    const date = 'failure' in answer ? undefined : answer.header('date');
    const at = Date.parse(date ?? '');
    if ('failure' in answer || Number.isNaN(at)) continue;
    skews.push({ name: server.name, seconds: skewOf(at / 1000, answer) });
  }
  return skews;
}

function claimsIn({ token }: Facts): Readonly<Record<string, unknown>> {
  return jwtClaims(token?.value ?? '') ?? {};
}

/** Both `iat` and `Date` (RFC 9110 section 6.6.1) count whole seconds: the time was up to one second later. */
function skewOf(
  second: number,
  { sentAt, receivedAt }: { readonly sentAt: number; readonly receivedAt: number },
): number {
  const least = second - receivedAt / 1000;
  const most = second + 1 - sentAt / 1000;
  if (least > 0) return Math.round(least);
  return most < 0 ? Math.round(most) : 0;
}

function signed(seconds: number): string {
  return seconds === 0 ? 'same' : `${seconds > 0 ? '+' : ''}${seconds} s`;
}

function judge({ name, seconds }: Skew, context: StepContext): Finding[] {
  const size = Math.abs(seconds);
  if (size < warningSeconds) return [];
  const consequence = name === 'Keycloak' ? consequenceFor(seconds, context) : undefined;
  return [
    {
      severity: consequence === undefined ? 'warning' : 'error',
      code: 'clock_skew',
      message: `The clock of this machine is ${size} s ${seconds > 0 ? 'behind' : 'ahead of'} that of ${name}.${consequence ?? ''}`,
      remedy: `Synchronize the clocks of this machine and of ${name} by NTP. A pod has the time of its node.`,
      commands: ['timedatectl set-ntp true'],
    },
  ];
}

/** What a difference breaks; undefined if nothing. */
function consequenceFor(seconds: number, context: StepContext): string | undefined {
  const { configuration, facts } = context;
  const method = accountMethod(configuration);
  if (method === 'private_key_jwt' && Math.abs(seconds) > assertionSeconds) {
    return ` Keycloak refuses assertions whose time differs by more than ${assertionSeconds} s.`;
  }
  const lifetime = lifetimeOf(claimsIn(facts));
  return lifetime !== undefined && -seconds >= lifetime
    ? ' By this clock, every token has expired when it is issued.'
    : undefined;
}

/** Kagenti compares the token's end with its own clock. */
function judgeServers(skews: readonly Skew[], { facts }: StepContext): Finding[] {
  const keycloak = skews.find(({ name }) => name === 'Keycloak');
  const kagenti = skews.find(({ name }) => name === 'Kagenti');
  const lifetime = lifetimeOf(claimsIn(facts));
  if (keycloak === undefined || kagenti === undefined || lifetime === undefined) return [];
  const ahead = kagenti.seconds - keycloak.seconds;
  if (ahead < lifetime) return [];
  return [
    {
      severity: 'error',
      code: 'token_expired_at_kagenti',
      message: `The clock of Kagenti is ${ahead} s ahead of that of Keycloak, so every token has expired when it arrives there.`,
      remedy: 'Synchronize the clocks of both by NTP. A pod has the time of its node.',
    },
  ];
}
