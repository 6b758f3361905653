import {
  findShellVariable,
  isSentAsIs,
  isSurroundedBySpace,
  surroundingSpace,
} from '@rhdh-boost/internal/unfilled-text';
import type { ConfigFields } from './field.ts';
import type { BoostConfigProblem } from './problem.ts';
import type { BoostConfigKey } from './registry.ts';
import { isLoopbackUrl } from './url.ts';

/** The value of a key of the whole app-config, also outside `boost`; undefined when it is not set. */
export type ValueOutside = (key: string) => unknown;

const tokenEndpoint: BoostConfigKey = 'boost.kagenti.auth.tokenEndpoint';
const issuer: BoostConfigKey = 'boost.kagenti.auth.issuer';
const baseUrl: BoostConfigKey = 'boost.providers.kagenti.baseUrl';
const securityMode: BoostConfigKey = 'boost.security.mode';

/** The mode in which nobody is checked; it is meant for development. */
const noAuthMode = 'development-only-no-auth';

/**
 * What a configuration probably means otherwise, although each value is accepted. The backend starts
 * with it, so these are warnings.
 */
export function findLikelyMistakes(
  fields: ConfigFields,
  values: ReadonlyMap<string, unknown>,
  outside: ValueOutside,
): BoostConfigProblem[] {
  const found: BoostConfigProblem[] = [];
  for (const [key, value] of values) {
    found.push(
      ...findUnlikelyUrl(key, value),
      ...findUnlikelyUnit(key, value),
      ...findDisabledAuth(key, value, outside),
      ...textsIn(key, value).flatMap(text => findTextSlip(fields, key, text)),
    );
  }
  return found;
}

interface UnlikelyPath {
  readonly key: BoostConfigKey;
  /** The end of the path of the URL. */
  readonly pattern: RegExp;
  readonly message: string;
  readonly hint: string;
}

/** Endpoints of Keycloak (its guide "Securing applications", OpenID Connect) and of discovery (RFC 8414 section 3). */
const unlikelyPaths: readonly UnlikelyPath[] = [
  {
    key: tokenEndpoint,
    pattern: /\/\.well-known\//,
    message: 'is the URL of a discovery document, not a token endpoint',
    hint: `Remove it, and set ${issuer} to the part before /.well-known/.`,
  },
  {
    key: tokenEndpoint,
    pattern: /\/realms\/[^/]+\/?$/,
    message: 'is the issuer of a realm, not a token endpoint',
    hint: `Rename the key to ${issuer}, or add /protocol/openid-connect/token to the URL.`,
  },
  {
    key: tokenEndpoint,
    pattern: /\/protocol\/openid-connect\/(?!token\/?$)[a-z]+\/?$/,
    message: 'is another endpoint of the realm, not its token endpoint',
    hint: 'End the URL with /protocol/openid-connect/token.',
  },
  {
    key: tokenEndpoint,
    pattern: /\/(?:auth|authorize)\/?$/,
    message: 'is an address at which people sign in, not a token endpoint',
    hint: 'Set it to the token_endpoint of the discovery document. Keycloak: /realms/REALM/protocol/openid-connect/token.',
  },
  {
    key: issuer,
    pattern: /\/protocol\/openid-connect(?:\/|$)/,
    message: 'is an endpoint of the realm, not its issuer',
    hint: 'Remove /protocol/openid-connect and all that follows.',
  },
  {
    key: issuer,
    pattern: /\/admin\/(?:[^/]+\/console(?:\/|$)|realms\/)/,
    message: 'is an address of the admin console or the admin API, not an issuer',
    hint: 'End the URL with /realms/REALM, without /admin.',
  },
  {
    key: baseUrl,
    pattern: /\/realms\/|\/openid-connect\/|\/oauth2?\//,
    message: 'is an address of an identity provider, not of Kagenti',
    hint: `Set it to the URL of Kagenti. That of the identity provider belongs to ${issuer}.`,
  },
  {
    key: baseUrl,
    pattern: /\/\.well-known(?:\/|$)/,
    message: 'is the URL of an agent card or of a discovery document, not of Kagenti',
    hint: 'Set it to the URL of Kagenti, without /.well-known/ and all that follows.',
  },
  {
    key: baseUrl,
    pattern: /\/api\/?$/,
    message: 'ends with /api, but the client adds /api/v1 to each call itself',
    hint: 'Remove /api from the end.',
  },
  {
    key: baseUrl,
    pattern: /\/api\/v1\/?$/,
    message: 'ends with /api/v1, which the client adds to each call itself',
    hint: 'Remove /api/v1 from the end.',
  },
];

function findUnlikelyUrl(key: string, value: unknown): BoostConfigProblem[] {
  if (typeof value !== 'string' || !URL.canParse(value)) return [];
  const { pathname } = new URL(value);
  // The catalog's module calls the same backend.
  const meant = key === 'boost.entityProviders.kagenti.baseUrl' ? baseUrl : key;
  return unlikelyPaths
    .filter(unlikely => unlikely.key === meant && unlikely.pattern.test(pathname))
    .slice(0, 1)
    .map(({ message, hint }) => ({ path: key, code: 'unlikely_url', message, hint }));
}

/** Half a second: a timeout below it was hardly meant, and one in seconds is hardly above it. */
const shortestLikelyMs = 500;

/** An hour: tokens of Keycloak live for minutes. */
const longestLikelySeconds = 3600;

function findUnlikelyUnit(key: string, value: unknown): BoostConfigProblem[] {
  if (/[a-z]Seconds$/.test(key) && Number(value) > longestLikelySeconds) {
    return [
      {
        path: key,
        code: 'unlikely_unit',
        message: 'is more than an hour: it counts seconds',
        hint: 'If you meant milliseconds, divide it by 1000.',
      },
    ];
  }
  if (!/[a-z](?:Ms|Milliseconds)$/.test(key) || typeof value !== 'number') return [];
  if (value <= 0 || value >= shortestLikelyMs) return [];
  return [
    {
      path: key,
      code: 'unlikely_unit',
      message: 'is less than half a second: it counts milliseconds',
      hint: 'If you meant seconds, multiply it by 1000.',
    },
  ];
}

function findDisabledAuth(
  key: string,
  value: unknown,
  outside: ValueOutside,
): BoostConfigProblem[] {
  if (key !== securityMode || value !== noAuthMode) return [];
  const sign = productionSign(outside);
  if (sign === undefined) return [];
  return [
    {
      path: key,
      code: 'auth_disabled',
      message: `checks nobody, although ${sign}`,
      hint: 'Set it to full, or to plugin-only. Everybody who reaches the portal can use Boost now.',
    },
  ];
}

/** What in app-config speaks for production. */
function productionSign(outside: ValueOutside): string | undefined {
  if (outside('auth.environment') === 'production') return 'auth.environment is production';
  const url = ['app.baseUrl', 'backend.baseUrl'].find(key => isPublicHttps(outside(key)));
  return url === undefined ? undefined : `${url} is an https address`;
}

function isPublicHttps(value: unknown): boolean {
  return typeof value === 'string' && /^https:/i.test(value) && !isLoopbackUrl(value);
}

function textsIn(key: string, value: unknown): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path: key, text: value }];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item, index) =>
    typeof item === 'string' ? [{ path: `${key}[${index}]`, text: item }] : [],
  );
}

const inTypographicQuotes = /^\s*[\u2018-\u201F\u00AB\u00BB][^]*[\u2018-\u201F\u00AB\u00BB]\s*$/u;

const typographicQuotes = {
  code: 'typographic_quotes',
  message: 'begins and ends with typographic quotes, which are part of the value',
  hint: 'Use " or \' instead, or remove them.',
} as const;

function findTextSlip(
  fields: ConfigFields,
  key: string,
  { path, text }: { readonly path: string; readonly text: string },
): BoostConfigProblem[] {
  const shell = findShellVariable(text);
  if (shell !== undefined) return [{ path, ...shell }];
  if (inTypographicQuotes.test(text)) return [{ path, ...typographicQuotes }];
  const isSensitive = Object.hasOwn(fields, key) && fields[key]?.sensitive === true;
  if (!isSentAsIs(key, isSensitive) || !isSurroundedBySpace(text)) return [];
  return [{ path, ...surroundingSpace }];
}
