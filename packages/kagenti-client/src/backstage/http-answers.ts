import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { isError, nameOf } from '@rhdh-boost/internal/error-name';
import { TokenError, type TokenErrorCode } from '@rhdh-boost/token-manager';
import { KagentiConnectionError } from '../errors/connection-error.ts';
import { KagentiHttpError } from '../errors/http-error.ts';
import { refusedParameter } from '../errors/invalid-parameter.ts';
import { KagentiError, type KagentiErrorCode } from '../errors/kagenti-error.ts';
import { problemOfProxy } from '../errors/proxy-failure.ts';
import { isCertificateFailure, isClientCertificateFailure } from '../errors/tls-failure.ts';
import { isUnknownPath } from '../sending/failure-hints.ts';

/** Statuses that a route answers with when a call to Kagenti fails. */
export type AnswerStatus = 400 | 403 | 404 | 409 | 413 | 429 | 500 | 502 | 503 | 504;

/** What the browser reads, and the error that has Backstage's root router answer so. */
interface Answer {
  readonly message: string;
  readonly makeError: (message: string) => Error;
}

const ofClass =
  (Class: new (message: string) => Error) =>
  (message: string): Error =>
    new Class(message);

/** For statuses without a class in `@backstage/errors`: the router takes the field, which the body does not repeat. */
const ofStatus =
  (name: string, statusCode: AnswerStatus) =>
  (message: string): Error =>
    Object.defineProperties(new Error(message), {
      name: { value: name },
      statusCode: { value: statusCode },
    });

const answers: Readonly<Record<AnswerStatus, Answer>> = {
  400: {
    message: 'The request to Kagenti is not valid.',
    makeError: ofClass(InputError),
  },
  403: {
    message: 'This call to Kagenti is not allowed.',
    makeError: ofClass(NotAllowedError),
  },
  404: {
    message: 'Kagenti does not have what was asked for.',
    makeError: ofClass(NotFoundError),
  },
  409: {
    message: 'It exists already, or is in a state that does not allow this.',
    makeError: ofClass(ConflictError),
  },
  413: {
    message: 'The request to Kagenti is too large.',
    makeError: ofStatus('PayloadTooLargeError', 413),
  },
  429: {
    message: 'Kagenti receives too many requests. Try again later.',
    makeError: ofStatus('TooManyRequestsError', 429),
  },
  500: {
    message: 'The call to Kagenti failed.',
    makeError: ofStatus('InternalServerError', 500),
  },
  502: {
    message: 'Kagenti did not answer as expected. The log of the backend has the reason.',
    makeError: ofStatus('BadGatewayError', 502),
  },
  503: {
    message: 'Kagenti is not available. Try again later.',
    makeError: ofClass(ServiceUnavailableError),
  },
  504: {
    message: 'Kagenti did not answer in time.',
    makeError: ofStatus('GatewayTimeoutError', 504),
  },
};

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
  const { status, fromAgent, accountRefused, detail, cause } = error;
  if (error.missing === 'context') return 400;
  if (accountRefused && cause !== undefined) return tokenStatus(cause);
  if (fromAgent) return 502;
  // The base URL is another server's, a feature flag is off, or the backend is older.
  if (status === 404 && (detail === undefined || isUnknownPath({ status, detail }))) return 502;
  return passedOn[status] ?? 502;
}

const tokenStatuses: Readonly<Record<Exclude<TokenErrorCode, 'held'>, AnswerStatus>> = {
  network: 503,
  rate_limited: 503,
  server_error: 503,
  closed: 503,
  timeout: 504,
  invalid_configuration: 502,
  insecure_endpoint: 502,
  redirect: 502,
  bad_response: 502,
  rejected: 502,
};

/** Of a failure that is held, the first one decides. */
function tokenStatus(cause: unknown): AnswerStatus {
  if (!TokenError.isInstance(cause)) return 503;
  return cause.code === 'held' ? tokenStatus(cause.cause) : (tokenStatuses[cause.code] ?? 503);
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
 * @param error - What a call failed with. Anything but an error of this package is returned unchanged.
 */
export function toBackstageError(error: unknown): unknown {
  if (!KagentiError.isInstance(error)) return error;
  const status = answerStatus(error);
  const { message, makeError } = answers[status];
  const { code, requestId } = error;
  const fields = status === 400 ? refusedFields(error) : [];
  const suffix = fields.length === 0 ? '' : ` Check ${fields.join(', ')}.`;
  return Object.assign(makeError(`${message}${suffix}`), {
    code,
    ...(requestId === undefined ? {} : { requestId }),
    ...(fields.length === 0 ? {} : { fields }),
  });
}

function refusedFields(error: KagentiError): readonly string[] {
  if (KagentiHttpError.isInstance(error)) return error.fields?.map(({ path }) => path) ?? [];
  return refusedParameter(error.message) ?? [];
}
