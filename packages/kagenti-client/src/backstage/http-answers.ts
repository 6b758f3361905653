import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { isError, nameOf } from '@rhdh-boost/internal/error-name';
import { TokenError } from '@rhdh-boost/token-manager';
import { KagentiConnectionError } from '../errors/connection-error.ts';
import { KagentiHttpError } from '../errors/http-error.ts';
import { refusedParameter } from '../errors/invalid-parameter.ts';
import { KagentiError, type KagentiErrorCode } from '../errors/kagenti-error.ts';
import { problemOfProxy } from '../errors/proxy-failure.ts';
import { isCertificateFailure, isClientCertificateFailure } from '../errors/tls-failure.ts';
import { withoutUndefined } from '../options/without-undefined.ts';
import { isUnknownPath } from '../sending/failure-hints.ts';

/** Statuses that a route answers with when a call to Kagenti fails. */
export type AnswerStatus = 400 | 403 | 404 | 409 | 413 | 429 | 500 | 502 | 503 | 504;

/**
 * What the browser reads, and the class that Backstage's root router knows. Where `@backstage/errors` has none, the
 * name of an error with `statusCode`, which the router takes too.
 */
const answers: Readonly<
  Record<AnswerStatus, readonly [message: string, kind: string | (new (message: string) => Error)]>
> = {
  400: ['The request to Kagenti is not valid.', InputError],
  403: ['This call to Kagenti is not allowed.', NotAllowedError],
  404: ['Kagenti does not have what was asked for.', NotFoundError],
  409: ['It exists already, or is in a state that does not allow this.', ConflictError],
  413: ['The request to Kagenti is too large.', 'PayloadTooLargeError'],
  429: ['Kagenti receives too many requests. Try again later.', 'TooManyRequestsError'],
  500: ['The call to Kagenti failed.', 'InternalServerError'],
  502: ['Kagenti did not answer as expected. See the log of the backend.', 'BadGatewayError'],
  503: ['Kagenti is not available. Try again later.', ServiceUnavailableError],
  504: ['Kagenti did not answer in time.', 'GatewayTimeoutError'],
};

function makeError(status: AnswerStatus, suffix: string): Error {
  const [message, kind] = answers[status];
  const text = `${message}${suffix}`;
  if (typeof kind !== 'string') return new kind(text);
  // Not enumerable: the body does not repeat the status.
  return Object.defineProperties(new Error(text), {
    name: { value: kind },
    statusCode: { value: status },
  });
}

/** The status for each code. The compiler requires a row for a new one. */
const statuses: Readonly<
  Record<KagentiErrorCode, AnswerStatus | ((error: KagentiError) => AnswerStatus)>
> = {
  permission: 403,
  session_refused: 403,
  namespace_refused: 403,
  invalid_caller: 403,
  invalid_parameter: 400,
  http: httpStatus,
  token: ({ cause }) => tokenStatus(cause),
  connection: error =>
    KagentiConnectionError.isInstance(error) && needsOperator(error.reason) ? 502 : 503,
  timeout: 504,
  // A signal of AbortSignal.timeout() is a timeout, too.
  abort: ({ cause }) => (isError(cause) && nameOf(cause) === 'TimeoutError' ? 504 : 503),
  stream: 502,
  contract: 502,
  build_failed: 502,
  rollout_failed: 502,
  generation_failed: 502,
  not_deleted: 502,
  invalid_options: 502,
  permission_undecided: 503,
  audit: 503,
  closed: 503,
  // A mistake in the plugin's own code.
  stream_used: 500,
};

const needsOperator = (reason: string): boolean =>
  isCertificateFailure(reason) ||
  isClientCertificateFailure(reason) ||
  problemOfProxy(reason) !== undefined;

/** Kagenti's own statuses; any other is no answer that a browser can act on. */
const passedOn: Readonly<Record<number, AnswerStatus>> = {
  400: 400,
  404: 404,
  408: 504,
  409: 409,
  413: 413,
  422: 400,
  425: 503,
  429: 429,
  502: 503,
  503: 503,
  504: 504,
};

function httpStatus(error: KagentiError): AnswerStatus {
  if (!KagentiHttpError.isInstance(error)) return 502;
  const { status, fromAgent, accountRefused, cause } = error;
  if (error.missing === 'context') return 400;
  if (accountRefused && cause !== undefined) return tokenStatus(cause);
  if (fromAgent) return 502;
  if (status === 404 && isAboutPath(error)) return 502;
  return passedOn[status] ?? 502;
}

/**
 * Whether a 404 is about the path: the base URL is another server's, a feature flag is off, or the backend is older. The
 * path of `config.platformStatus` names nothing, and its detail is about the flag.
 */
function isAboutPath({ operation, status, detail }: KagentiHttpError): boolean {
  return (
    detail === undefined ||
    operation === 'config.platformStatus' ||
    isUnknownPath({ status, detail })
  );
}

/** Of a failure that is held, the first one decides. */
function tokenStatus(cause: unknown): AnswerStatus {
  if (!TokenError.isInstance(cause)) return 503;
  const { code, retryable } = cause;
  if (code === 'held') return tokenStatus(cause.cause);
  if (code === 'timeout') return 504;
  return retryable || code === 'closed' ? 503 : 502;
}

/** The status for an error; 500 for a code of a later version of this package. */
export function answerStatus(error: KagentiError): AnswerStatus {
  const status = Object.hasOwn(statuses, error.code) ? statuses[error.code] : 500;
  return typeof status === 'function' ? status(error) : status;
}

/**
 * Turns an error of this package into one that Backstage's root router answers with the right status:
 * `NotAllowedError`, `InputError` and others of `@backstage/errors`, or an error with `statusCode` where that
 * package has no class. The table is in docs/kagenti-http-answers.md.
 *
 * It is a new error without `cause`, since Backstage's router writes message and fields of an error into the body, and
 * takes its status from a field `status`. The fields are `code`, `requestId` where a request was sent, and, with status
 * 400, `fields`: the names of the parameters that were refused.
 *
 * @param error - What a call failed with, or Backstage's `ForwardedError` of that. Anything else is returned unchanged.
 */
export function toBackstageError(error: unknown): unknown {
  const failure = forwarded(error);
  if (!KagentiError.isInstance(failure)) return error;
  const status = answerStatus(failure);
  const { code, requestId } = failure;
  const fields = status === 400 ? refusedFields(failure) : undefined;
  const suffix = fields === undefined ? '' : ` Check ${fields.join(', ')}.`;
  return Object.assign(makeError(status, suffix), withoutUndefined({ code, requestId, fields }));
}

/**
 * What a `ForwardedError` of Backstage forwards, which takes the name of its cause and means its status; its message
 * and its fields repeat the whole cause.
 */
export function forwarded(error: unknown): unknown {
  if (KagentiError.isInstance(error) || !isError(error)) return error;
  const { cause, name } = error;
  return KagentiError.isInstance(cause) && cause.name === name ? cause : error;
}

function refusedFields(error: KagentiError): readonly string[] | undefined {
  if (!KagentiHttpError.isInstance(error)) return refusedParameter(error.message);
  const names = error.fields?.map(({ path }) => path);
  return names?.length === 0 ? undefined : names;
}
