import { checkCredentialUrl } from '../endpoint/credential-url.ts';
import type { KeycloakTokenManager } from '../keycloak-token-manager.ts';
import { demandSwitch, wrongOption } from '../option-rule.ts';

/** Where the tokens come from: a manager, or something like it. */
export type BearerSource = Pick<KeycloakTokenManager, 'getToken' | 'invalidate'>;

/** Where the token may go. */
export interface BearerInterceptorOptions {
  /**
   * The origins that get the token, such as `https://kagenti.example.com`. Requests to all others are
   * sent as they are.
   */
  readonly origins: readonly (string | URL)[];
  /**
   * Whether plain http is allowed on `*.svc` and `*.svc.cluster.local`, where a mesh encrypts.
   *
   * @defaultValue `false`
   */
  readonly allowInClusterHttp?: boolean | undefined;
}

/**
 * Checks where the tokens come from: without a manager every request would fail, and only when it is sent.
 *
 * @param caller The function that was called, for the error
 * @throws TokenError `invalid_configuration`
 */
export function checkSource(caller: string, source: BearerSource): void {
  const { getToken, invalidate } = Object(source);
  if (typeof getToken === 'function' && typeof invalidate === 'function') return;
  throw wrongOption(
    `${caller} was given no token manager`,
    `Call it as ${caller}(manager, { origins }): the manager has getToken and invalidate.`,
  );
}

/**
 * The origins that get the token: https, or plain http where a token endpoint may have it.
 *
 * @param place What an origin is called in errors, by its index
 * @throws TokenError `invalid_configuration` or `insecure_endpoint` that names the origin by its place
 */
export function checkOrigins(
  options: BearerInterceptorOptions,
  place: (index: number) => string = index => `origins[${index}]`,
): ReadonlySet<string> {
  // In JavaScript they may be missing altogether.
  const { origins, allowInClusterHttp }: BearerInterceptorOptions = Object(options);
  if (!Array.isArray(origins) || origins.length === 0) {
    throw wrongOption(
      'origins must be a list of at least one origin',
      'List the origins that may get the token, such as https://kagenti.example.com.',
    );
  }
  demandSwitch('allowInClusterHttp', allowInClusterHttp);
  const rule = { shape: 'https://HOST', allowInClusterHttp: allowInClusterHttp === true };
  const checked = origins.map((origin, index) => {
    const option = place(index);
    const url = checkCredentialUrl(String(origin), { ...rule, option });
    if (url.pathname === '/' && url.search === '') return url.origin;
    throw wrongOption(
      `${option} has a path`,
      `Give the origin alone: ${url.origin}. Every path there gets the token.`,
    );
  });
  return new Set(checked);
}
