import {
  type AuthorizationServer,
  allowInsecureRequests,
  type Client,
  ClientSecretBasic,
  clientCredentialsGrantRequest,
  customFetch,
} from 'oauth4webapi';
import type { Dispatcher } from 'undici';
import type { Clock } from '../clock.ts';
import type { Redactor } from '../observability/redaction.ts';
import { type Moment, momentOf, secondsSince } from '../renewal/held-token.ts';
import { TokenError } from '../token-error.ts';
import { postForm } from './http-exchange.ts';
import { readTokenAnswer, type TokenAnswer, UnusableAnswer } from './token-answer.ts';
import { acceptedText, expiredOnArrival, unreachable, unusableAnswer } from './token-refusal.ts';

/** Whom to ask, as whom, and through what. */
export interface TokenRequestContext {
  /** The token endpoint, already found safe. */
  readonly endpoint: URL;
  /** The client's id. */
  readonly clientId: string;
  /** The scope to ask for. */
  readonly scope: string | undefined;
  /** Where the request goes through. */
  readonly dispatcher: Dispatcher;
  /** The clocks. */
  readonly clock: Clock;
  /** What knows the secrets and tokens. */
  readonly redactor: Redactor;
}

/** A token that was issued. */
export interface IssuedToken extends TokenAnswer {
  /** When it was asked for: its life cannot have begun earlier. */
  readonly requestedAt: Moment;
}

/**
 * Sends one client credentials request (RFC 6749 section 4.4.2) and judges its answer.
 *
 * @throws TokenError, or the signal's reason
 */
export async function requestToken(
  context: TokenRequestContext,
  secret: string,
  signal: AbortSignal,
): Promise<IssuedToken> {
  const { endpoint, clientId, scope, dispatcher, clock, redactor } = context;
  // The issuer is not known here and nothing is compared with it; oauth4webapi wants one.
  const server: AuthorizationServer = { issuer: endpoint.href, token_endpoint: endpoint.href };
  const client: Client = { client_id: clientId };
  const authentication = ClientSecretBasic(secret);
  const parameters = new URLSearchParams(scope === undefined ? {} : { scope });
  const requestedAt = momentOf(clock);
  try {
    const response = await clientCredentialsGrantRequest(
      server,
      client,
      authentication,
      parameters,
      {
        // credential-url.ts has decided where plain http may go.
        [allowInsecureRequests]: true,
        [customFetch]: async (url, { headers, body }) => {
          const answer = await postForm(url, { headers, body, dispatcher, signal });
          return new Response(acceptedText(context, answer));
        },
      },
    );
    const text = await response.text();
    const answer = await readTokenAnswer(text, server, client, requestedAt.wallMs);
    redactor.learn(answer.value);
    if (secondsSince(requestedAt, clock) >= answer.lifetimeSeconds) {
      throw expiredOnArrival(context, answer.lifetimeSeconds);
    }
    return { ...answer, requestedAt };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (TokenError.isInstance(error)) throw error;
    throw error instanceof UnusableAnswer
      ? unusableAnswer(context, error.message)
      : unreachable(context, error);
  }
}
