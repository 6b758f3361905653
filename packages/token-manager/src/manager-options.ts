import type { Dispatcher } from 'undici';
import { type Clock, systemClock } from './clock.ts';
import type { ClientAuthentication } from './credentials/client-authentication.ts';
import { type ClientSecret, isClientSecret } from './credentials/client-secret.ts';
import { isAssertionAlgorithm, isPrivateKeySource } from './credentials/private-key.ts';
import { isUsableText } from './credentials/text-source.ts';
import type { ServerOption } from './endpoint/server-source.ts';
import type { TlsOptions } from './endpoint/tls-material.ts';
import type { TokenEvent, TokenLogger } from './observability/token-events.ts';
import { isTokenStore, type TokenStore } from './store/token-store.ts';
import { TokenError } from './token-error.ts';

/** Where a {@link KeycloakTokenManager} asks: exactly one of the two. */
export type KeycloakAddress =
  | {
      /** URL of the token endpoint: `https://HOST/realms/REALM/protocol/openid-connect/token`. */
      readonly tokenEndpoint: string;
      /** Left out beside `tokenEndpoint`. */
      readonly issuer?: undefined;
    }
  | {
      /**
       * The issuer, `https://HOST/realms/REALM`, exactly as its tokens and its discovery document have it
       * (OpenID Connect Discovery 1.0, RFC 8414). The token endpoint is looked up there once, under the
       * same deadline and the same rules for failures as a token request, and never on a redirect. It may
       * be on another host over https. For `tls_client_auth` it is the one of `mtls_endpoint_aliases`
       * where there is one (RFC 8705 section 5).
       */
      readonly issuer: string;
      /** Left out beside `issuer`. */
      readonly tokenEndpoint?: undefined;
    };

/** What a {@link KeycloakTokenManager} is made with. */
export type KeycloakTokenManagerOptions = KeycloakTokenManagerSettings & KeycloakAddress;

/** What a {@link KeycloakTokenManager} is made with, but for its address. */
export interface KeycloakTokenManagerSettings {
  /** Id of the Keycloak client whose service account is used. */
  readonly clientId: string;
  /**
   * The client's secret, or where it comes from: needed for `client_secret_basic` and
   * `client_secret_post`, left out for the other methods.
   */
  readonly clientSecret?: ClientSecret | undefined;
  /** How the client proves itself; `client_secret_basic` by default. */
  readonly clientAuthentication?: ClientAuthentication | undefined;
  /** Scope to ask for, space-separated; by default none, which gives the client's default scopes. */
  readonly scope?: string | undefined;
  /**
   * Audience to ask for, for servers that know the parameter; none by default. Keycloak ignores it: there
   * an audience mapper of the client puts one into the token.
   */
  readonly audience?: string | undefined;
  /**
   * The API, or APIs, that the token is for, as absolute URIs without fragment (RFC 8707 section 2); none
   * by default. Keycloak 26 ignores one, and refuses several.
   */
  readonly resource?: string | readonly string[] | undefined;
  /**
   * How long before its end a token is no longer given, in seconds; 60 by default, and never more than
   * half the token's lifetime.
   */
  readonly tokenExpiryBufferSeconds?: number | undefined;
  /** What bounds a whole renewal, waits and bodies included, in milliseconds; 15 000 by default. */
  readonly timeoutMs?: number | undefined;
  /** Whether plain http is taken on `*.svc` and `*.svc.cluster.local`, where a mesh encrypts; no by default. */
  readonly allowInClusterHttp?: boolean | undefined;
  /**
   * How the endpoint's certificate is judged, and which one the client shows; not together with
   * `dispatcher`. The files are read when the manager is made and anew for each renewal, so that rotated
   * certificates are found.
   */
  readonly tls?: TlsOptions | undefined;
  /**
   * An undici 8 dispatcher that requests go through; the caller closes it. One of its own by default:
   * that goes through the proxy which HTTPS_PROXY names, unless NO_PROXY names the host, as curl does; to
   * a plain http address it never does.
   */
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
export interface CheckedOptions extends KeycloakTokenManagerSettings {
  readonly address: ServerOption;
  readonly addressText: string;
  readonly clientAuthentication: ClientAuthentication;
  readonly resources: readonly string[];
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
  const { clientId, scope, audience, dispatcher, store } = options;
  demand(isUsableText(clientId), 'clientId', 'a string that is not empty, of whole characters');
  demand(scope === undefined || isUsableText(scope), 'scope', 'a string that is not empty');
  demand(
    audience === undefined || isUsableText(audience),
    'audience',
    'a string that is not empty',
  );
  demand(Number.isFinite(buffer) && buffer >= 0, 'tokenExpiryBufferSeconds', 'a number from 0');
  demand(
    Number.isFinite(timeoutMs) && timeoutMs > 0 && timeoutMs <= longestTimerMs,
    'timeoutMs',
    `a number above 0, at most ${longestTimerMs}`,
  );
  demand(
    dispatcher === undefined || typeof dispatcher.dispatch === 'function',
    'dispatcher',
    'a dispatcher of undici 8',
  );
  demand(store === undefined || isTokenStore(store), 'store', 'a TokenStore: get, set and lease');
  checkTls(options);
  return {
    ...options,
    ...checkAddress(options),
    clientAuthentication: checkAuthentication(options),
    resources: checkResource(options.resource),
    tokenExpiryBufferSeconds: buffer,
    timeoutMs,
    allowInClusterHttp: options.allowInClusterHttp === true,
    clock: options.clock ?? systemClock,
  };
}

function checkAddress({ tokenEndpoint, issuer }: KeycloakTokenManagerOptions) {
  const address = issuer === undefined ? 'tokenEndpoint' : 'issuer';
  const addressText = issuer ?? tokenEndpoint;
  demand(isUsableText(addressText), address, 'a URL');
  demand(
    issuer === undefined || tokenEndpoint === undefined,
    'tokenEndpoint',
    'left out when issuer is given, which tells it',
  );
  return { address, addressText } as const;
}

function checkTls({ tls, dispatcher, clientAuthentication }: KeycloakTokenManagerSettings): void {
  for (const name of ['caFile', 'certificateFile', 'keyFile'] as const) {
    const file = tls?.[name];
    demand(file === undefined || isUsableText(file), `tls.${name}`, 'a path');
    demand(
      file === undefined || dispatcher === undefined,
      `tls.${name}`,
      'left out when dispatcher is given, which has its own',
    );
  }
  const hasCertificate = tls?.certificateFile !== undefined;
  demand(
    hasCertificate === (tls?.keyFile !== undefined),
    hasCertificate ? 'tls.keyFile' : 'tls.certificateFile',
    hasCertificate ? 'given with tls.certificateFile' : 'given with tls.keyFile',
  );
  const needsCertificate =
    typeof clientAuthentication === 'object' && clientAuthentication?.method === 'tls_client_auth';
  demand(
    !needsCertificate || hasCertificate || dispatcher !== undefined,
    'tls.certificateFile',
    'given for tls_client_auth, or a dispatcher that has a certificate',
  );
}

function checkAuthentication(options: KeycloakTokenManagerSettings): ClientAuthentication {
  const authentication = options.clientAuthentication ?? 'client_secret_basic';
  if (authentication === 'client_secret_basic' || authentication === 'client_secret_post') {
    demand(
      isClientSecret(options.clientSecret),
      'clientSecret',
      'a string, a function or { file }',
    );
    return authentication;
  }
  demand(
    typeof authentication === 'object' &&
      authentication !== null &&
      isMethod(authentication.method),
    'clientAuthentication',
    "'client_secret_basic', 'client_secret_post', { method: 'private_key_jwt', key } or { method: 'tls_client_auth' }",
  );
  demand(
    options.clientSecret === undefined,
    'clientSecret',
    `left out for ${authentication.method}, which needs none`,
  );
  if (authentication.method === 'private_key_jwt') {
    const { key, algorithm, keyId } = authentication;
    const option = 'clientAuthentication';
    demand(isPrivateKeySource(key), `${option}.key`, 'a JWK, a PEM text or { file }');
    demand(
      algorithm === undefined || isAssertionAlgorithm(algorithm),
      `${option}.algorithm`,
      'RS256 … PS512, ES256 … ES512 or EdDSA',
    );
    demand(keyId === undefined || isUsableText(keyId), `${option}.keyId`, 'a string');
  }
  return authentication;
}

/** RFC 8707 section 2. */
function checkResource(resource: KeycloakTokenManagerSettings['resource']): readonly string[] {
  const resources = resource === undefined ? [] : [resource].flat();
  demand(resources.every(isUri), 'resource', 'an absolute URI without fragment, or several');
  return resources;
}

function isUri(value: unknown): boolean {
  return isUsableText(value) && URL.canParse(value) && !value.includes('#');
}

function isMethod(value: unknown): boolean {
  return value === 'private_key_jwt' || value === 'tls_client_auth';
}

/** @throws TokenError `invalid_configuration` that names the option, unless it holds */
export function demand(holds: boolean, option: string, what: string): asserts holds {
  if (holds) return;
  throw new TokenError({
    code: 'invalid_configuration',
    message: `${option} must be ${what}`,
    hint: `Correct the option ${option}.`,
  });
}
