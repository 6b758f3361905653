import { isRecord } from '../../is-record.ts';
import { Refusal } from '../answer.ts';

/** The client that the backend introspects with. */
export interface IntrospectionClient {
  /** A confidential client of the identity provider. */
  readonly clientId: string;
  /** Its secret; sent to the introspection endpoint alone. */
  readonly clientSecret: string;
}

/** How long the identity provider may take to answer. */
const timeoutMs = 5_000;

/**
 * Asks the identity provider whether a token is still active (RFC 7662, section 2).
 *
 * @throws Refusal 401 when it is not, 503 when the identity provider gives no usable answer.
 */
export async function checkIntrospection(
  token: string,
  endpoint: string,
  client: IntrospectionClient,
): Promise<void> {
  if (!(await isActive(token, endpoint, client))) {
    throw new Refusal(401, 'Invalid token: Token is not active.');
  }
}

async function isActive(
  token: string,
  endpoint: string,
  client: IntrospectionClient,
): Promise<boolean> {
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { authorization: basicAuthorization(client) },
      body: new URLSearchParams({ token }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.ok) {
      const answer: unknown = await response.json();
      return isRecord(answer) && answer['active'] === true;
    }
  } catch {
    // Answered below: why the identity provider fails is not for the backend's caller to know.
  }
  throw new Refusal(503, 'Authentication service unavailable');
}

/** Both parts are form-encoded before they are joined (RFC 6749, section 2.3.1). */
function basicAuthorization({ clientId, clientSecret }: IntrospectionClient): string {
  const pair = `${formEncode(clientId)}:${formEncode(clientSecret)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function formEncode(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}
