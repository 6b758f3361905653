import type { ClientAuthenticationMethod } from '../credentials/client-authentication.ts';
import { basicEncodes } from '../credentials/client-secret.ts';
import type { TokenErrorReason } from '../token-error.ts';
import { clientOf, hintForAssertion } from './assertion-hints.ts';
import type { Explanation } from './server-hints.ts';
import type { TokenExchange } from './token-exchange.ts';

/** What Keycloak's admin console calls each method, at Clients, the client, Credentials. */
const authenticators: Record<ClientAuthenticationMethod, string> = {
  client_secret_basic: 'Client Id and Secret',
  client_secret_post: 'Client Id and Secret',
  private_key_jwt: 'Signed JWT',
  tls_client_auth: 'X509 Certificate',
  client_assertion: 'Signed JWT - Federated',
};

/** Keycloak's descriptions, each of one cause whatever the method. */
const ofOneCause: readonly (readonly [
  description: string,
  reason: TokenErrorReason,
  hint: (client: string, asked: TokenExchange) => string,
])[] = [
  [
    'Public client',
    'public_client',
    client =>
      `The ${client} is public: turn on Client authentication and Service accounts roles in its settings.`,
  ],
  [
    'retrieve service account',
    'no_service_account',
    client =>
      `The ${client} has no service account: turn on Service accounts roles in its settings.`,
  ],
  [
    'client_assertion_type is missing',
    'expects_assertion',
    (client, { context }) =>
      `Keycloak wants a signed assertion of the ${client}: use private_key_jwt, or set ${placeOf(context.method)}.`,
  ],
  [
    'Missing client_id parameter',
    'expects_certificate',
    (client, { context }) =>
      `Keycloak wants a certificate of the ${client}: use tls_client_auth, or set ${placeOf(context.method)}.`,
  ],
  [
    'Unable to load public key',
    'unknown_key',
    (client, { context }) => {
      const hint = `Keycloak has no key of the ${client} that fits the assertion: put its public key there under Keys`;
      // Keycloak (tried with 26.7) loads a Public Key PEM as a key for RS256, whatever it is.
      return context.proof.isUnnamedEcKey === true
        ? `${hint}. Keycloak does not find an EC key that was imported as Public Key PEM: import it as Certificate PEM or JWKS, or give as keyId the Kid that its log names under Available kids.`
        : `${hint}, and give as keyId the Kid that it has there, or none where it has none.`;
    },
  ],
  [
    'failed validation',
    'wrong_signature',
    client =>
      `The assertion's signature is not of the key that Keycloak has: compare clientAuthentication.key and algorithm with the key of the ${client} under Keys; it may have been replaced.`,
  ],
  [
    'Invalid signature algorithm',
    'wrong_algorithm',
    client =>
      `The ${client} has another Signature algorithm under Credentials: choose that as clientAuthentication.algorithm.`,
  ],
  [
    'Invalid token audience',
    'wrong_audience',
    (_client, { option }) =>
      option === 'issuer'
        ? "Keycloak has another issuer than this one: check Keycloak's hostname settings."
        : "Keycloak has another issuer than tokenEndpoint tells: give issuer in its place, as Keycloak's discovery document has it.",
  ],
  ...['Token is not active', 'issued in the future'].map(
    words =>
      [
        words,
        'inactive_assertion',
        () =>
          "The assertion's time is not Keycloak's: set the clocks of this machine and of Keycloak, which may differ by 15 seconds.",
      ] as const,
  ),
];

/** What to change when Keycloak does not take the client for what it says to be. */
export function hintForCredential(
  oauthError: 'unauthorized_client' | 'invalid_client',
  text: string,
  asked: TokenExchange,
): Explanation {
  const { option, context } = asked;
  const client = clientOf(context);
  const isAboutAssertion = !text.includes('service account');
  if (context.method === 'client_assertion' && isAboutAssertion) {
    return hintForAssertion(oauthError, text, asked);
  }
  const known = ofOneCause.find(([words]) => text.includes(words));
  if (known !== undefined) return { reason: known[1], hint: known[2](client, asked) };
  const { method } = context;
  if (oauthError === 'invalid_client') {
    const which = `check clientId, the realm in ${option}, and the client's switch Enabled`;
    return method === 'tls_client_auth'
      ? { reason: 'certificate_mismatch', hint: hintForCertificate(which, asked) }
      : {
          reason: 'unknown_client',
          hint: `Keycloak knows no enabled ${client} in this realm: ${which}. If these are right, set ${placeOf(method)}.${undecoded(asked)}`,
        };
  }
  if (method === 'private_key_jwt' || method === 'tls_client_auth') {
    const hint = `Keycloak wants the secret of the ${client}: set ${placeOf(method)}.`;
    return { reason: 'expects_secret', hint };
  }
  const hint = `Keycloak refused the secret of the ${client}: compare clientSecret with Clients, the client, Credentials; it may have been rotated.`;
  const { remark } = context.proof;
  const whence = remark === undefined ? '' : ` ${remark}`;
  return { reason: 'wrong_secret', hint: `${hint}${whence}${undecoded(asked)}` };
}

/**
 * Keycloak decodes what Basic authentication encodes since version 20 (its issues 11908 and 14247); one before,
 * such as Red Hat Single Sign-On 7.6 has in it, compares the encoded text, and says no more than of a wrong
 * secret. In the form everything decodes.
 */
function undecoded({ context: { method, clientId, proof } }: TokenExchange): string {
  const isEncoded = basicEncodes(clientId ?? '') || proof.isEncoded === true;
  return method === 'client_secret_basic' && isEncoded
    ? ' If Keycloak is older than 20, or a proxy checks the client, use client_secret_post: they may not decode hyphens and other special characters.'
    : '';
}

/** Keycloak has one answer for whatever is wrong with a certificate. */
function hintForCertificate(which: string, { url, connection, context }: TokenExchange): string {
  const { subject } = connection;
  const compared = subject === undefined ? '' : `, which is compared with ${subject}`;
  return `Keycloak did not take the certificate of the client ${context.clientId}: ${which}; set ${placeOf(context.method)} and its Subject DN${compared}; and see to it that the certificate reaches Keycloak at ${url.host} (https-client-auth=request, no proxy that ends TLS).`;
}

function placeOf(method: ClientAuthenticationMethod): string {
  return `Client Authenticator under Clients, the client, Credentials to ${authenticators[method]}`;
}
