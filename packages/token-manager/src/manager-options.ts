import type { Dispatcher } from 'undici';
import { type Clock, systemClock } from './clock.ts';
import { type ClientSecret, isUsableText } from './credentials/client-secret.ts';
import type { TlsOptions } from './endpoint/http-exchange.ts';
import type { TokenEvent, TokenLogger } from './observability/token-events.ts';
import { isTokenStore, type TokenStore } from './store/token-store.ts';
import { TokenError } from './token-error.ts';

/** What a {@link KeycloakTokenManager} is made with. */
export interface KeycloakTokenManagerOptions {
  /** URL of the token endpoint: `https://HOST/realms/REALM/protocol/openid-connect/token`. */
  readonly tokenEndpoint: string;
  /** Id of the Keycloak client whose service account is used. */
  readonly clientId: string;
  /** The client's secret, or where it comes from. */
  readonly clientSecret: ClientSecret;
  /** Scope to ask for, space-separated; by default none, which gives the client's default scopes. */
  readonly scope?: string | undefined;
  /**
   * How long before its end a token is no longer given, in seconds; 60 by default, and never more than
   * half the token's lifetime.
   */
  readonly tokenExpiryBufferSeconds?: number | undefined;
  /** What bounds a whole renewal, waits and bodies included, in milliseconds; 15 000 by default. */
  readonly timeoutMs?: number | undefined;
  /** Whether plain http is taken on `*.svc` and `*.svc.cluster.local`, where a mesh encrypts; no by default. */
  readonly allowInClusterHttp?: boolean | undefined;
  /** How the endpoint's certificate is judged; not together with `dispatcher`. */
  readonly tls?: TlsOptions | undefined;
  /** An undici 8 dispatcher that requests go through; the caller closes it. One of its own by default. */
  readonly dispatcher?: Dispatcher | undefined;
  /** Where replicas share the token, so that a fleet asks Keycloak once; needs `encryptionKey`. Not shared by default. */
  readonly store?: TokenStore | undefined;
  /**
   * What the token is encrypted with in the store: 32 random bytes, or a text of at least 32 characters,
   * the same for all replicas and used for nothing else.
   */
  readonly encryptionKey?: string | Uint8Array | undefined;
  /** Gets log lines; has the shape of Backstage's LoggerService. */
  readonly logger?: TokenLogger | undefined;
  /** Told of each acquisition, renewal, failure and invalidation. What it throws is ignored. */
  readonly onEvent?: ((event: TokenEvent) => void) | undefined;
  /** The clocks and timers; the system's by default. */
  readonly clock?: Clock | undefined;
}

/** The options with their defaults. */
export interface CheckedOptions extends KeycloakTokenManagerOptions {
  readonly tokenExpiryBufferSeconds: number;
  readonly timeoutMs: number;
  readonly allowInClusterHttp: boolean;
  readonly clock: Clock;
}

const defaultBufferSeconds = 60;
const defaultTimeoutMs = 15_000;
const longestTimerMs = 2 ** 31 - 1;

/**
 * Checks the options and fills in the defaults: options often come from configuration, past the types.
 *
 * @throws TokenError `invalid_configuration`
 */
export function checkOptions(options: KeycloakTokenManagerOptions): CheckedOptions {
  const buffer = options.tokenExpiryBufferSeconds ?? defaultBufferSeconds;
  const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
  const { tokenEndpoint, clientId, clientSecret, scope, tls, dispatcher, store } = options;
  demand(isUsableText(tokenEndpoint), 'tokenEndpoint', 'a URL');
  demand(isUsableText(clientId), 'clientId', 'a string that is not empty, of whole characters');
  demand(isSecret(clientSecret), 'clientSecret', 'a string, a function or { file }');
  demand(scope === undefined || isUsableText(scope), 'scope', 'a string that is not empty');
  demand(Number.isFinite(buffer) && buffer >= 0, 'tokenExpiryBufferSeconds', 'a number from 0');
  demand(
    Number.isFinite(timeoutMs) && timeoutMs > 0 && timeoutMs <= longestTimerMs,
    'timeoutMs',
    `a number above 0, at most ${longestTimerMs}`,
  );
  demand(tls?.caFile === undefined || isUsableText(tls.caFile), 'tls.caFile', 'a path');
  demand(
    dispatcher === undefined || typeof dispatcher.dispatch === 'function',
    'dispatcher',
    'a dispatcher of undici 8',
  );
  demand(store === undefined || isTokenStore(store), 'store', 'a TokenStore: get, set and lease');
  demand(
    tls?.caFile === undefined || dispatcher === undefined,
    'tls.caFile',
    'left out when dispatcher is given, which has its own',
  );
  return {
    ...options,
    tokenExpiryBufferSeconds: buffer,
    timeoutMs,
    allowInClusterHttp: options.allowInClusterHttp === true,
    clock: options.clock ?? systemClock,
  };
}

function isSecret(value: unknown): boolean {
  if (typeof value === 'object' && value !== null)
    return 'file' in value && isUsableText(value.file);
  return typeof value === 'function' || isUsableText(value);
}

function demand(holds: boolean, option: string, what: string): void {
  if (holds) return;
  throw new TokenError({
    code: 'invalid_configuration',
    message: `${option} must be ${what}`,
    hint: `Correct the option ${option}.`,
  });
}
