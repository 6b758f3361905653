import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { isError } from '@rhdh-boost/internal/error-name';
import type { Permission } from '@rhdh-boost/kagenti-contract';
import { type AnswerStatus, answerStatus } from '../answers/http-answer.ts';
import { KagentiHttpError } from '../errors/http-error.ts';
import { refusedParameter } from '../errors/invalid-parameter.ts';
import { KagentiError, type KagentiErrorCode } from '../errors/kagenti-error.ts';
import { KagentiPermissionError } from '../errors/permission-error.ts';
import { isPermissionRefusal, missingOf } from '../errors/permission-refusal.ts';
import { withoutUndefined } from '../options/without-undefined.ts';
import { isSilentAgent } from '../sending/failure-hints.ts';

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

/** Codes for which the message of the status would blame Kagenti, or the user's permissions. */
const messages: Partial<Record<KagentiErrorCode, string>> = {
  permission_undecided:
    'It could not be checked whether you may do this. See the log of the backend.',
  session_refused: 'This conversation cannot be continued. Start a new one.',
  token: 'The service account has no access to Kagenti now. See the log of the backend.',
};

/** Makes an error that Backstage's root router answers with the status, and a message for the browser. */
export function makeError(
  status: AnswerStatus,
  suffix: string,
  code?: KagentiErrorCode,
  messageOfError?: string,
): Error {
  const [messageOfStatus, kind] = answers[status];
  const message = messageOfError ?? (code && messages[code]) ?? messageOfStatus;
  const text = `${message}${suffix}`;
  if (typeof kind !== 'string') return new kind(text);
  // Not enumerable: the body does not repeat the status.
  return Object.defineProperties(new Error(text), {
    name: { value: kind },
    statusCode: { value: status },
  });
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
  return Object.assign(
    makeError(status, suffix, code, messageOf(failure)),
    withoutUndefined({ code, requestId, fields }),
  );
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

/** What the browser reads of an error about which more is known than its code and status. */
function messageOf(error: KagentiError): string | undefined {
  if (KagentiHttpError.isInstance(error)) {
    return isSilentAgent(error) ? 'The agent did not answer. It may have been deleted.' : undefined;
  }
  const missing = KagentiPermissionError.isInstance(error) ? missingPermission(error) : undefined;
  return missing === undefined ? undefined : `This needs the permission ${missing}.`;
}

/** Undefined where another remedy than a permission helps. */
function missingPermission({ cause, permission }: KagentiPermissionError): Permission | undefined {
  if (cause === undefined) return permission;
  return isPermissionRefusal(cause) ? missingOf(cause) : undefined;
}

function refusedFields(error: KagentiError): readonly string[] | undefined {
  if (!KagentiHttpError.isInstance(error)) return refusedParameter(error.message);
  const names = error.fields?.map(({ path }) => path);
  return names?.length === 0 ? undefined : names;
}
