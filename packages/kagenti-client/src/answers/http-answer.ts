import { isError, nameOf } from '@rhdh-boost/internal/error-name';
import { isTokenFailure } from '@rhdh-boost/internal/token-error';
import { KagentiConnectionError } from '../errors/connection-error.ts';
import { KagentiHttpError } from '../errors/http-error.ts';
import { KagentiError, type KagentiErrorCode } from '../errors/kagenti-error.ts';
import { problemOfProxy } from '../errors/proxy-failure.ts';
import { isCertificateFailure, isClientCertificateFailure } from '../errors/tls-failure.ts';
import { isUnknownPath } from '../errors/unknown-path.ts';

/** Statuses that a route answers with when a call to Kagenti fails. */
export type AnswerStatus = 400 | 403 | 404 | 409 | 413 | 429 | 500 | 502 | 503 | 504;

/** What a route answers with when a call fails. */
export interface HttpAnswer {
  /** The HTTP status, from the table in docs/kagenti-http-answers.md. */
  readonly status: AnswerStatus;
  /** The JSON body. It contains no message: messages are meant for operators. */
  readonly body: {
    /** The error's code; `internal` for an error that is not of this package. */
    readonly code: KagentiErrorCode | 'internal';
    /** Id of the request, by which the log lines are found; missing where nothing was sent. */
    readonly requestId?: string;
  };
}

/**
 * The HTTP answer for a failed call, for routes without Backstage's error handling:
 * `response.status(status).json(body)`. Backstage plugins use `kagentiErrors` of the subpath `/backstage`,
 * which answers with the same statuses.
 *
 * @param error - What a call failed with. For anything but an error of this package the answer is 500 with `internal`.
 */
export function httpAnswerOf(error: unknown): HttpAnswer {
  if (!KagentiError.isInstance(error)) return { status: 500, body: { code: 'internal' } };
  const { code, requestId } = error;
  const body = requestId === undefined ? { code } : { code, requestId };
  return { status: answerStatus(error), body };
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
  if (!isTokenFailure(cause)) return 503;
  const { code, retryable, status } = cause;
  if (code === 'held') return tokenStatus(cause.cause);
  if (code === 'timeout') return 504;
  // Retryable, since a gateway may answer so for a moment; Keycloak does for an unknown realm.
  if (status === 404) return 502;
  return retryable || code === 'closed' ? 503 : 502;
}

/** The status for an error; 500 for a code of a later version of this package. */
export function answerStatus(error: KagentiError): AnswerStatus {
  const status = Object.hasOwn(statuses, error.code) ? statuses[error.code] : 500;
  return typeof status === 'function' ? status(error) : status;
}
