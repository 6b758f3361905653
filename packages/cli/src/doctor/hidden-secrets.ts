import { authKey } from './account-keys.ts';
import type { StepContext } from './step.ts';

const hidden = '[redacted]';
/** A JSON Web Token, also one in Base64 with or without the scheme in front of it. */
const tokens = /eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?|(?:QmVhcmVyIGV5|ZXlK)[\w+/=-]{8,}/g;
/** What is shorter occurs in texts by chance. */
const shortest = 8;

/**
 * A copy of what a step found out, without tokens and without the secrets of the configuration. No step writes one; but
 * steps quote names and details of servers, and a server may send back what it was sent.
 */
export function hideSecrets<T>(value: T, context: Pick<StepContext, 'configuration' | 'facts'>): T;
export function hideSecrets(value: unknown, context: Pick<StepContext, 'configuration' | 'facts'>) {
  const secrets = secretsOf(context);
  const hide = (text: string) =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret, hidden), text.replace(tokens, hidden));
  const copy = (part: unknown): unknown => {
    if (typeof part === 'string') return hide(part);
    if (Array.isArray(part)) return part.map(copy);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, each]) => [hide(name), copy(each)]));
  };
  return copy(value);
}

function secretsOf({ configuration, facts }: Pick<StepContext, 'configuration' | 'facts'>) {
  const token = facts.token?.value ?? '';
  const configured = [`${authKey}.clientSecret`, 'boost.encryptionSecret'].map(configuration.get);
  return [...configured, token, ...token.split('.')]
    .filter(secret => typeof secret === 'string')
    .filter(({ length }) => length >= shortest);
}
