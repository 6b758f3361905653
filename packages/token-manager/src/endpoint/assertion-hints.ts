import { issuerOf } from '@rhdh-boost/internal/credential-url';
import type { AssertionClaims } from '../credentials/client-proof.ts';
import type { TokenErrorReason } from '../token-error.ts';
import type { Explanation } from './server-hints.ts';
import type { TokenExchange } from './token-exchange.ts';

/** Part of a description that Keycloak (tried with 26.7) gives for one cause, and what to change. */
type Cause = readonly [
  description: string,
  reason: TokenErrorReason,
  hint: (asked: TokenExchange) => string,
];

/** The claims as they may be printed: they come from a caller's file. */
interface Shown {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  readonly lifetime: string;
}

const tooOld: Cause[2] = asked =>
  `Keycloak accepts an assertion until 3600 s after its issue from an identity provider of type Kubernetes, and until 300 s from OpenID Connect. The assertion ${shown(asked).lifetime}. Set expirationSeconds of the projected volume to 3600 or less, or Max expiration for Client Assertions of the identity provider.`;

const inactive: Cause[2] = () =>
  'The assertion is not valid yet, or no longer, by the clock of Keycloak. Set the clocks of this machine, the issuer and Keycloak, or Allowed clock skew of the identity provider (default: 0 s).';

const usedTwice: Cause[2] = asked =>
  `Keycloak accepts each assertion of an OpenID Connect identity provider only once. Use an identity provider of type Kubernetes for ${shown(asked).issuer}, turn on Allows client assertions to be re-used, or return a new assertion from the function each time.`;

/** Keycloak's descriptions for an assertion of another issuer. */
const causes: readonly Cause[] = [
  [
    'client_id parameter does not match',
    'other_client',
    asked =>
      `Keycloak found another client by the assertion than clientId names. Leave clientId out, or set Federated subject of the client ${asked.context.clientId} to ${shown(asked).subject}.`,
  ],
  [
    'Invalid token audience',
    'wrong_audience',
    asked =>
      `The assertion is for ${shown(asked).audience}. Keycloak accepts only the issuer of the realm${realmIssuer(asked)}: set it as audience of the projected volume, or where the assertion is issued.`,
  ],
  [
    'Multiple audiences',
    'wrong_audience',
    asked =>
      `The assertion is for ${shown(asked).audience}. Keycloak accepts an assertion for one audience: request it for the issuer of the realm alone${realmIssuer(asked)}.`,
  ],
  ['too far in the past', 'long_assertion', tooOld],
  ['too far in the future', 'long_assertion', tooOld],
  ['Token is not active', 'inactive_assertion', inactive],
  ['issued in the future', 'inactive_assertion', inactive],
  ['Token reuse', 'used_assertion', usedTwice],
  ['jti claim is required', 'used_assertion', usedTwice],
];

/** What to change when Keycloak refuses an assertion of another issuer. */
export function hintForAssertion(
  oauthError: 'unauthorized_client' | 'invalid_client',
  text: string,
  asked: TokenExchange,
): Explanation {
  const [, reason, hint] = causes.find(([description]) => text.includes(description)) ?? [
    '',
    reasonForUnknown(oauthError, asked),
    () => hintForUnknown(oauthError, asked),
  ];
  return { reason, hint: `${hint(asked)} ${asked.context.proof.remark ?? ''}`.trim() };
}

function reasonForUnknown(oauthError: string, { context }: TokenExchange): TokenErrorReason {
  const isOther = oauthError === 'unauthorized_client' && context.clientId !== undefined;
  return isOther ? 'other_client' : 'unknown_subject';
}

/** Keycloak has one answer for whatever it does not find, and for a signature that does not verify. */
function hintForUnknown(
  oauthError: 'unauthorized_client' | 'invalid_client',
  asked: TokenExchange,
): string {
  const { clientId, proof } = asked.context;
  if (oauthError === 'unauthorized_client' && clientId !== undefined) {
    return `clientId is ${clientId}, which is not the client of this assertion. Leave clientId out, or set Client Authenticator of ${clientId} under Clients, the client, Credentials to Signed JWT - Federated.`;
  }
  if (proof.claims === undefined) {
    return 'Keycloak knows no client for this assertion: check clientAuthentication.type and the assertion.';
  }
  const { issuer, subject } = shown(asked);
  return [
    ...(clientId === undefined
      ? []
      : [`clientId is ${clientId}: leave it out, the assertion identifies the client.`]),
    'Keycloak knows no enabled client for this assertion, or could not verify its signature. Check in Keycloak:',
    '1. The client authentication flow of the realm contains the execution "Signed JWT - Federated". A realm that was created before Keycloak 26.6 does not: duplicate the flow, add the execution, and bind the copy.',
    `2. An enabled identity provider has the issuer ${issuer}, and Keycloak can fetch its keys.`,
    `3. An enabled client has the authenticator "Signed JWT - Federated", the alias of that identity provider, and the Federated subject ${subject}.`,
    'For 1 to 3 the log of Keycloak says client_not_found, for the signature invalid_client_credentials.',
  ].join(' ');
}

/** The client as errors name it. */
export function clientOf({ clientId, proof }: TokenExchange['context']): string {
  if (clientId !== undefined) return `client ${clientId}`;
  const { claims } = proof;
  return claims === undefined
    ? 'client of the assertion'
    : `client of ${printable(claims.subject)}`;
}

function shown({ context }: TokenExchange): Shown {
  const { claims } = context.proof;
  const unknown = 'an unknown one';
  return {
    issuer: claims === undefined ? unknown : printable(claims.issuer),
    subject: claims === undefined ? unknown : printable(claims.subject),
    audience: claims === undefined ? unknown : printable(claims.audiences.join(', ') || 'nobody'),
    lifetime: lifetimeOf(claims),
  };
}

function lifetimeOf(claims: AssertionClaims | undefined): string {
  const seconds = claims?.lifetimeSeconds;
  return seconds === undefined ? 'does not say when it was issued' : `lives ${seconds} s`;
}

function realmIssuer({ url }: TokenExchange): string {
  const issuer = issuerOf(url);
  return issuer === undefined ? '' : `, usually ${issuer}`;
}

const longestShown = 300;

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, longestShown);
}
