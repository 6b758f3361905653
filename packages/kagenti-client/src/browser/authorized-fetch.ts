/** `fetch`, as far as a page of the portal calls it. */
export type PageFetch = (url: string, init?: RequestInit) => Promise<Response>;

/**
 * Makes a `fetch` that sends the user's token, as `fetchApiRef` does in a Backstage frontend. The token is kept, and
 * renewed once when a request is answered with 401; that request is then repeated.
 *
 * Use it for addresses of the portal alone: every address receives the token. Make another one when somebody else
 * signs in.
 *
 * @param getToken - Returns a new token. If it fails, the request fails with the same error, and the next one calls
 * it again.
 * @param request - Sends the requests; `fetch` of the page by default.
 */
export function authorizedFetch(
  getToken: () => string | Promise<string>,
  request: PageFetch = fetch,
): PageFetch {
  let token: Promise<string> | undefined;
  const attempt = async (url: string, init: RequestInit): Promise<Response> => {
    token ??= Promise.resolve().then(getToken);
    const sent = token;
    /** Requests that run at the same time renew a token once. */
    const renew = (): void => {
      if (token === sent) token = undefined;
    };
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${await forgetting(sent, renew)}`);
    const answer = await request(url, { ...init, headers });
    if (answer.status === 401) renew();
    return answer;
  };
  return async (url, init = {}) => {
    const answer = await attempt(url, init);
    if (answer.status !== 401) return answer;
    answer.body?.cancel().catch(() => undefined);
    return attempt(url, init);
  };
}

async function forgetting(token: Promise<string>, forget: () => void): Promise<string> {
  try {
    return await token;
  } catch (error) {
    forget();
    throw error;
  }
}
