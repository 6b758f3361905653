import { type EndpointRequest, exchange } from './http-exchange.ts';
import type { TokenExchange } from './token-exchange.ts';
import { acceptedText, unreachable } from './token-refusal.ts';

/**
 * Sends one request, and gives its 200 answer to oauth4webapi.
 *
 * @throws TokenError for no answer or any other, or the signal's reason
 */
export async function acceptedResponse(
  asked: TokenExchange,
  request: Omit<EndpointRequest, 'dispatcher'>,
): Promise<Response> {
  const dispatcher = asked.connection.dispatcherFor(asked.url);
  const sent = exchange(asked.url.href, { ...request, dispatcher });
  const answer = await sent.catch((error: unknown) => {
    throw request.signal.aborted ? request.signal.reason : unreachable(asked, error);
  });
  return new Response(acceptedText(asked, answer));
}
