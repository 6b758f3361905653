import type { TokenAnswer } from '../token-answer.ts';
import { account, type TokenSource } from './token-client.ts';

/** One request for a token, for peers that leave it to their caller. */
export async function requestToken({ tokenEndpoint, fetch }: TokenSource): Promise<TokenAnswer> {
  const { clientId, clientSecret } = account;
  const response = await fetch(tokenEndpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  return JSON.parse(await response.text());
}
