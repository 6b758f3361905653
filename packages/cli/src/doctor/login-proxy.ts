import { askServer, type ServerAnswer } from './server-request.ts';
import { serverNamed } from './servers.ts';
import type { StepContext } from './step.ts';

/** What a browser asks for. Login proxies answer a request for JSON with a status alone. */
const browserAccept = 'text/html';

/** The authorization endpoints of OpenID Connect and OAuth 2.0, and what login proxies call their own pages. */
const loginPath =
  /\/(?:openid-connect\/auth|oauth2?|oidc|saml2?|sso|dex\/auth|authorize|(?:log|sign)[-_]?(?:in|on))(?:[/?.]|$)/i;
const loginForm =
  /<input[^>]*type=["']?password|<(?:form|a)\b[^>]*(?:action|href)=["']?[^"'>\s]*\/(?:oauth2?|(?:log|sign)[-_]?in)\b/i;

/**
 * What a login proxy for people does in front of Kagenti; undefined if none is recognized.
 *
 * @param asked - what was asked of Kagenti
 * @returns the end of a sentence that begins with the proxy: `redirects to the login at https://…`
 */
export async function findLoginProxy(
  context: Pick<StepContext, 'configuration' | 'cwd' | 'signal'>,
  asked: URL,
): Promise<string | undefined> {
  const server = serverNamed('Kagenti', context.configuration);
  if (server === undefined) return undefined;
  const answer = await askServer(server, asked, context, browserAccept);
  return 'failure' in answer ? undefined : loginOf(answer, asked);
}

function loginOf(answer: ServerAnswer, asked: URL): string | undefined {
  const { status, text } = answer;
  const location = answer.header('location');
  if (
    status >= 300 &&
    status < 400 &&
    location !== undefined &&
    URL.canParse(location, asked.href)
  ) {
    const target = new URL(location, asked);
    // The query is left out: it has a state, and may have more.
    return loginPath.test(target.pathname)
      ? `redirects to the login at ${target.origin}${target.pathname}`
      : undefined;
  }
  return loginForm.test(text) ? 'shows a page to sign in' : undefined;
}
