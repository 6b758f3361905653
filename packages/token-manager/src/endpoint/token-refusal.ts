import { retryAfterMs } from '@rhdh-boost/internal/retry-after';
import { parseJsonObject } from '../json-object.ts';
import type { Redactor } from '../observability/redaction.ts';
import { TokenError, type TokenErrorCode, type TokenErrorFields } from '../token-error.ts';
import { clientOf } from './assertion-hints.ts';
import type { EndpointAnswer } from './http-exchange.ts';
import { hintFor, shapeFor } from './keycloak-hints.ts';
import { judgeNetworkFailure } from './network-failure.ts';
import type { TokenExchange } from './token-exchange.ts';

/**
 * The text of a 200 answer.
 *
 * @throws TokenError for any other answer
 */
export function acceptedText(asked: TokenExchange, answer: EndpointAnswer): string {
  const { status, text } = answer;
  if (status !== 200) throw refused(asked, answer, text ?? '');
  if (text !== undefined) return text;
  throw failure(asked, {
    code: 'bad_response',
    status,
    message: 'a body of more than 1 MiB',
    hint: shapeFor(asked.kind),
  });
}

/** The error for a 200 answer that is not what it should be. */
export function unusableAnswer(
  asked: TokenExchange,
  what: string,
  hint: string = shapeFor(asked.kind),
): TokenError {
  return failure(asked, { code: 'bad_response', status: 200, hint, message: what });
}

/** The error for a token whose life was over when it came: the answer took longer, or the machine slept. */
export function expiredOnArrival(asked: TokenExchange, lifetimeSeconds: number): TokenError {
  return failure(asked, {
    code: 'timeout',
    status: 200,
    message: `an access token of ${lifetimeSeconds} s that had expired when it came`,
    hint: 'Find out why the answer took so long, or lengthen Access Token Lifespan in Keycloak.',
  });
}

/** The error for an exchange that brought no answer. */
export function unreachable(asked: TokenExchange, error: unknown): TokenError {
  const { code, reason, hint } = judgeNetworkFailure(error, asked);
  const named = reason === undefined ? '' : ` (${reason})`;
  const whom = asked.kind === 'token' ? 'the token endpoint' : 'the issuer at';
  return new TokenError({
    code,
    message: `No answer from ${whom} ${placeOf(asked)}${named}`,
    hint,
  });
}

function refused(asked: TokenExchange, answer: EndpointAnswer, text: string): TokenError {
  const { clock, redactor } = asked.context;
  const { status } = answer;
  const shape = shapeFor(asked.kind);
  const code = codeFor(status);
  if (code === 'redirect') {
    const hint = `Give the final address: following a redirect could take the secret elsewhere. ${shape}`;
    return failure(asked, { code, status, message: 'a redirect, which is not followed', hint });
  }
  if (code === 'bad_response') {
    return failure(asked, { code, status, message: 'no usable answer', hint: shape });
  }
  if (code !== 'rejected') {
    return failure(asked, {
      code,
      status,
      message: code === 'rate_limited' ? 'too many requests' : 'the server failed',
      hint: "See Keycloak's log and what stands before it.",
      retryAfterMs: retryAfterMs(answer.retryAfter, clock.wallMs()),
    });
  }
  const oauthError = oauthErrorIn(text, redactor);
  return failure(asked, {
    code,
    status,
    message: whatWasRefused(asked, status, oauthError),
    hint: hintFor({ status, oauthError, text, asked }),
    oauthError,
  });
}

/** With 404 and 405 it is the address that is wrong: nobody has looked at the client yet. */
function whatWasRefused(
  { kind, context }: TokenExchange,
  status: number,
  oauthError: string | undefined,
): string {
  if (kind === 'discovery') return 'no discovery document';
  const named = oauthError === undefined ? '' : ` (${oauthError})`;
  const isAddress = status === 404 || status === 405;
  return `${isAddress ? 'no token endpoint at this address' : `${clientOf(context)} refused`}${named}`;
}

function codeFor(status: number): TokenErrorCode {
  if (status >= 500) return 'server_error';
  if (status === 429) return 'rate_limited';
  if (status >= 400) return 'rejected';
  return status >= 300 ? 'redirect' : 'bad_response';
}

/** Kept only when it looks like an OAuth error code: a server may echo the secret there. */
function oauthErrorIn(text: string, redactor: Redactor): string | undefined {
  const error = parseJsonObject(text)?.['error'];
  const kept = typeof error === 'string' && /^[a-z_]{1,60}$/.test(error) && !redactor.finds(error);
  return kept ? error : undefined;
}

/** The message of the fields says what the answer was. */
function failure(asked: TokenExchange, fields: TokenErrorFields): TokenError {
  const { redactor } = asked.context;
  const whom = asked.kind === 'token' ? 'Token endpoint' : 'Issuer at';
  const message = `${whom} ${placeOf(asked)} answered ${fields.status}: ${fields.message}`;
  return new TokenError({
    ...fields,
    message: redactor.redact(message),
    hint: fields.hint === undefined ? undefined : redactor.redact(fields.hint),
  });
}

/** Without its query, which may hold anything. */
function placeOf({ url, context }: TokenExchange): string {
  return context.redactor.redact(`${url.origin}${url.pathname}`);
}
