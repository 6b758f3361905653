import { parseJsonObject } from '@rhdh-boost/internal/json-object';
import { retryAfterMs } from '@rhdh-boost/internal/retry-after';
import type { Redactor } from '../observability/redaction.ts';
import {
  isTransient,
  TokenError,
  type TokenErrorCode,
  type TokenErrorFields,
  type TokenErrorReason,
} from '../token-error.ts';
import { clientOf } from './assertion-hints.ts';
import type { EndpointAnswer } from './http-exchange.ts';
import { hintForKeycloak } from './keycloak-hints.ts';
import { judgeNetworkFailure } from './network-failure.ts';
import {
  type Explanation,
  hintForAnyServer,
  hintForDpop,
  hintForIntermediary,
  isOfKeycloak,
  type Refusal,
  shapeFor,
} from './server-hints.ts';
import type { TokenExchange } from './token-exchange.ts';

/**
 * The text of a 200 answer, which has a JSON object in it.
 *
 * @throws TokenError for any other answer
 */
export function acceptedText(asked: TokenExchange, answer: EndpointAnswer): string {
  const { status, text } = answer;
  if (status !== 200) throw refused(asked, answer, text ?? '');
  if (text !== undefined && parseJsonObject(text) !== undefined) return text;
  throw failure(asked, {
    code: 'bad_response',
    retryable: true,
    status,
    message: text === undefined ? 'a body of more than 1 MiB' : 'no JSON object',
    hint: hintForIntermediary(asked),
    reason: 'gateway',
  });
}

/** The error for a 200 answer that is not what it should be. */
export function unusableAnswer(
  asked: TokenExchange,
  what: string,
  hint: string = shapeFor(asked),
  reason?: TokenErrorReason,
): TokenError {
  return failure(asked, { code: 'bad_response', status: 200, hint, reason, message: what });
}

/** The error for a token whose life was over when it came: the answer took longer, or the machine slept. */
export function expiredOnArrival(asked: TokenExchange, lifetimeSeconds: number): TokenError {
  return failure(asked, {
    code: 'timeout',
    status: 200,
    message: `an access token of ${lifetimeSeconds} s that had expired when it came`,
    hint: `Find out why the answer took so long, or ${isOfKeycloak(asked.url) ? 'lengthen Access Token Lifespan in Keycloak' : 'have the server issue tokens that live longer'}.`,
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
  const shape = shapeFor(asked);
  const code = codeFor(status);
  if (code === 'redirect') {
    const hint = `Give the final address: following a redirect could take the secret elsewhere. ${shape}`;
    return failure(asked, { code, status, message: 'a redirect, which is not followed', hint });
  }
  if (isTransient({ code })) {
    return failure(asked, {
      code,
      status,
      message: serverFailures[status] ?? 'the server failed',
      hint: 'Check the log of the server, and the gateways and proxies in front of it.',
      retryAfterMs: retryAfterMs(answer.retryAfter, clock.wallMs()),
    });
  }
  const document = parseJsonObject(text);
  const oauthError = oauthErrorIn(document, redactor);
  const retryable = isIntermediary(status, document, oauthError);
  if (code === 'bad_response') {
    return failure(asked, { code, retryable, status, message: 'no usable answer', hint: shape });
  }
  return failure(asked, {
    code,
    retryable,
    status,
    message: whatWasRefused(asked, status, retryable, oauthError),
    ...explain({ status, oauthError, text, asked, isIntermediary: retryable }),
    oauthError,
  });
}

/** What transient answers are, where that tells more than that the server failed. */
const serverFailures: Readonly<Record<number, string>> = {
  408: 'a timeout of the server or of a gateway in front of it',
  425: 'too early',
  429: 'too many requests',
  502: 'a gateway got no usable answer from the server behind it',
  504: 'a timeout of the gateway in front of the server',
};

/**
 * Whether an answer is not of an OAuth server, which says what it refuses in JSON (RFC 6749 section 5.2): gateways,
 * ingresses and service meshes answer with a page, a 403 or a 404 while what is behind them is replaced. It may
 * pass, so that it is held for seconds and no longer.
 */
function isIntermediary(
  status: number,
  document: Record<string, unknown> | undefined,
  oauthError: string | undefined,
): boolean {
  return document === undefined || (oauthError === undefined && (status === 403 || status === 404));
}

/** With 404 and 405 it is the address that is wrong, and with no OAuth answer nobody has looked at the client. */
function whatWasRefused(
  { kind, context }: TokenExchange,
  status: number,
  fromIntermediary: boolean,
  oauthError: string | undefined,
): string {
  if (kind === 'discovery') return 'no discovery document';
  const named = oauthError === undefined ? '' : ` (${oauthError})`;
  if (status === 404 || status === 405) return `no token endpoint at this address${named}`;
  return fromIntermediary ? 'no OAuth answer' : `${clientOf(context)} refused${named}`;
}

const transientCodes: Readonly<Record<number, TokenErrorCode>> = {
  408: 'timeout',
  425: 'server_error',
  429: 'rate_limited',
};

/** Keycloak's settings are named for Keycloak's addresses alone. */
function explain(refusal: Refusal): Explanation {
  const ofServer = isOfKeycloak(refusal.asked.url) ? hintForKeycloak : hintForAnyServer;
  return hintForDpop(refusal) ?? ofServer(refusal);
}

function codeFor(status: number): TokenErrorCode {
  const transient = status >= 500 ? 'server_error' : transientCodes[status];
  if (transient !== undefined) return transient;
  if (status >= 400) return 'rejected';
  return status >= 300 ? 'redirect' : 'bad_response';
}

/** Kept only when it looks like an OAuth error code: a server may echo the secret there. */
function oauthErrorIn(
  document: Record<string, unknown> | undefined,
  redactor: Redactor,
): string | undefined {
  const error = document?.['error'];
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
