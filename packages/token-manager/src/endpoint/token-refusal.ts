import type { Redactor } from '../observability/redaction.ts';
import { parseRetryAfter } from '../renewal/retry-policy.ts';
import { TokenError, type TokenErrorCode, type TokenErrorFields } from '../token-error.ts';
import type { EndpointAnswer } from './http-exchange.ts';
import { parseJsonObject } from './json-object.ts';
import { endpointShape, hintFor } from './keycloak-hints.ts';
import { judgeNetworkFailure } from './network-failure.ts';
import type { TokenRequestContext } from './token-request.ts';

/**
 * The text of a 200 answer.
 *
 * @throws TokenError for any other answer
 */
export function acceptedText(context: TokenRequestContext, answer: EndpointAnswer): string {
  const { status, text } = answer;
  if (status !== 200) throw refused(context, answer, text ?? '');
  if (text !== undefined) return text;
  const what = 'a body of more than 1 MiB';
  throw failure(context, { code: 'bad_response', status, message: what, hint: endpointShape });
}

/** The error for a 200 answer that holds no usable token. */
export function unusableAnswer(context: TokenRequestContext, what: string): TokenError {
  const fields = { code: 'bad_response', status: 200, hint: endpointShape } as const;
  return failure(context, { ...fields, message: what });
}

/** The error for a token whose life was over when it came: the answer took longer, or the machine slept. */
export function expiredOnArrival(
  context: TokenRequestContext,
  lifetimeSeconds: number,
): TokenError {
  return failure(context, {
    code: 'timeout',
    status: 200,
    message: `an access token of ${lifetimeSeconds} s that had expired when it came`,
    hint: 'Find out why the answer took so long, or lengthen Access Token Lifespan in Keycloak.',
  });
}

/** The error for an exchange that brought no answer. */
export function unreachable(context: TokenRequestContext, error: unknown): TokenError {
  const { code, reason, hint } = judgeNetworkFailure(error);
  const named = reason === undefined ? '' : ` (${reason})`;
  return new TokenError({
    code,
    message: `No answer from the token endpoint ${placeOf(context)}${named}`,
    hint,
  });
}

function refused(context: TokenRequestContext, answer: EndpointAnswer, text: string): TokenError {
  const { endpoint, clientId, scope, clock, redactor } = context;
  const { status } = answer;
  const code = codeFor(status);
  if (code === 'redirect') {
    const hint = `Give the final address: following a redirect could take the secret elsewhere. ${endpointShape}`;
    return failure(context, { code, status, message: 'a redirect, which is not followed', hint });
  }
  if (code === 'bad_response') {
    return failure(context, { code, status, message: 'no token', hint: endpointShape });
  }
  if (code !== 'rejected') {
    return failure(context, {
      code,
      status,
      message: code === 'rate_limited' ? 'too many requests' : 'the server failed',
      hint: "See Keycloak's log and what stands before it.",
      retryAfterMs: parseRetryAfter(answer.retryAfter, clock.wallMs()),
    });
  }
  const oauthError = oauthErrorIn(text, redactor);
  return failure(context, {
    code,
    status,
    message: `client ${clientId} refused${oauthError === undefined ? '' : ` (${oauthError})`}`,
    hint: hintFor({ status, oauthError, text, endpoint, clientId, scope }),
    oauthError,
  });
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
function failure(context: TokenRequestContext, fields: TokenErrorFields): TokenError {
  const { redactor } = context;
  const message = `Token endpoint ${placeOf(context)} answered ${fields.status}: ${fields.message}`;
  return new TokenError({
    ...fields,
    message: redactor.redact(message),
    hint: fields.hint === undefined ? undefined : redactor.redact(fields.hint),
  });
}

/** Without its query, which may hold anything. */
function placeOf({ endpoint, redactor }: TokenRequestContext): string {
  return redactor.redact(`${endpoint.origin}${endpoint.pathname}`);
}
