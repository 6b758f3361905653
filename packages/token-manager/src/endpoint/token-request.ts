import {
  type AuthorizationServer,
  allowInsecureRequests,
  type Client,
  type ClientAuth,
  clientCredentialsGrantRequest,
  customFetch,
} from 'oauth4webapi';
import { type Moment, momentOf, secondsSince } from '../clock.ts';
import { TokenError } from '../token-error.ts';
import { exchange } from './http-exchange.ts';
import type { FoundServer } from './server-source.ts';
import { readTokenAnswer, type TokenAnswer, UnusableAnswer } from './token-answer.ts';
import type { TokenExchange, TokenRequestContext } from './token-exchange.ts';
import { acceptedText, expiredOnArrival, unreachable, unusableAnswer } from './token-refusal.ts';

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
  asked: TokenExchange,
  { issuer }: FoundServer,
  authenticate: ClientAuth,
  signal: AbortSignal,
): Promise<IssuedToken> {
  const { context, connection } = asked;
  const { clientId, clock, redactor } = context;
  const { dispatcher } = connection;
  const server: AuthorizationServer = { issuer, token_endpoint: asked.url.href };
  // oauth4webapi wants an id also where none is sent.
  const client: Client = { client_id: clientId ?? 'named by the assertion' };
  const requestedAt = momentOf(clock);
  try {
    const form = parametersOf(context);
    const response = await clientCredentialsGrantRequest(server, client, authenticate, form, {
      // credential-url.ts has decided where plain http may go.
      [allowInsecureRequests]: true,
      [customFetch]: async (url, { headers, body }) => {
        const request = { method: 'POST', headers, body, dispatcher, signal } as const;
        return new Response(acceptedText(asked, await exchange(url, request)));
      },
    });
    const text = await response.text();
    const answer = await readTokenAnswer(text, server, client, requestedAt.wallMs);
    redactor.learn(answer.value);
    if (secondsSince(requestedAt, clock) >= answer.lifetimeSeconds) {
      throw expiredOnArrival(asked, answer.lifetimeSeconds);
    }
    // A server may echo the secret there, and another replica would not know it.
    const { scope: named } = answer;
    return { ...answer, scope: named && redactor.redact(named), requestedAt };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (TokenError.isInstance(error)) throw error;
    throw error instanceof UnusableAnswer
      ? unusableAnswer(asked, error.message)
      : unreachable(asked, error);
  }
}

function parametersOf(context: TokenRequestContext): URLSearchParams {
  const parameters = new URLSearchParams();
  if (context.scope !== undefined) parameters.set('scope', context.scope);
  if (context.audience !== undefined) parameters.set('audience', context.audience);
  // Several are several parameters (RFC 8707 section 2).
  for (const resource of context.resources) parameters.append('resource', resource);
  return parameters;
}
