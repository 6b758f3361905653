import { KeycloakTokenManager } from './keycloak-token-manager.ts';
import type { KeycloakTokenManagerOptions } from './manager-options.ts';
import { TokenError } from './token-error.ts';
import type { TokenEvent, TokenLogger } from './token-observers.ts';

/** What a manager told its observers. */
export interface Observed {
  readonly events: TokenEvent[];
  readonly lines: string[];
  readonly logger: TokenLogger;
  readonly onEvent: (event: TokenEvent) => void;
}

/** Observers that keep what they are told; a log line begins with its level. */
export function observe(): Observed {
  const events: TokenEvent[] = [];
  const lines: string[] = [];
  const keep = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
  const logger = {
    error: keep('error'),
    warn: keep('warn'),
    info: keep('info'),
    debug: keep('debug'),
  };
  return { events, lines, logger, onEvent: event => void events.push(event) };
}

/** A manager for the client `boost`. */
export function managerFor(
  endpoint: { readonly tokenEndpoint: string },
  options: Partial<KeycloakTokenManagerOptions> = {},
): KeycloakTokenManager {
  const { tokenEndpoint } = endpoint;
  return new KeycloakTokenManager({
    tokenEndpoint,
    clientId: 'boost',
    clientSecret: 'not-a-word-7f3a',
    ...options,
  });
}

/** The TokenError that the work rejects with, or throws. */
export async function failureOf(work: Promise<unknown> | (() => unknown)): Promise<TokenError> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    if (TokenError.isInstance(error)) return error;
    throw error;
  }
  throw new Error('It did not fail');
}
