import {
  ConflictError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { BoostConfigError, type BoostConfigProblem } from '@rhdh-boost/config-schema';
import { isError } from '@rhdh-boost/internal/error-name';
import { ConfigOverrideError } from '../override-error.ts';

/** What is wrong with one field of a request, for the form that sent it. It contains no value. */
export interface FieldError {
  /** The setting, or the place in the request's body; undefined when it concerns several settings. */
  readonly key?: string | undefined;
  /** What is wrong; stable, for programs. */
  readonly code: string;
  /** What is wrong, as a sentence. */
  readonly message: string;
  /** The remedy, as a sentence. */
  readonly hint: string;
}

/** The error for a request with wrong fields. Backstage answers 400, with `fields` in `error` of the body. */
export function wrongFields(fields: readonly FieldError[]): Error {
  return withFields(InputError, fields);
}

/**
 * The error that Backstage's root router answers with the right status. It is a new one without `cause`, because that
 * router puts an error's message and fields into the body. An error of another origin is returned unchanged.
 *
 * @param keys - the settings of the request, for errors that name none
 */
export function toBackstageError(error: unknown, keys: readonly string[] = []): unknown {
  if (isBoostConfigError(error)) return ofProblems(error.problems);
  if (ConfigOverrideError.isInstance(error)) return ofOverrideError(error, keys);
  if (isParserError(error)) return ofParser(error);
  return error;
}

/** Also of another copy of config-schema. */
function isBoostConfigError(error: unknown): error is BoostConfigError {
  return (
    error instanceof BoostConfigError ||
    (isError(error) &&
      error.name === 'BoostConfigError' &&
      Array.isArray(Reflect.get(error, 'problems')))
  );
}

function ofProblems(problems: readonly BoostConfigProblem[]): Error {
  const fields = problems.map(({ path, code, message, hint }) => ({
    key: path,
    code,
    message: `${path} ${message}.`,
    hint,
  }));
  // These two are in app-config alone: nothing in the request is wrong.
  const isOfOperator = problems.every(({ path }) =>
    /^boost\.(e|previousE)ncryptionSecret/.test(path),
  );
  return withFields(isOfOperator ? ServiceUnavailableError : InputError, fields);
}

function ofOverrideError(error: ConfigOverrideError, keys: readonly string[]): Error {
  const { code, message, hint, currentRevision } = error;
  const key = keys.length === 1 ? keys[0] : undefined;
  const { problems = [{ key, code, message, hint }] } = error;
  const single = problems.length === 1 ? problems[0]?.code : undefined;
  const answer = withFields(classes[code] ?? classes[single ?? ''] ?? InputError, problems);
  return currentRevision === undefined ? answer : Object.assign(answer, { currentRevision });
}

/** A code that is not here is about the request. */
const classes: Readonly<Record<string, new (message: string) => Error>> = {
  conflict: ConflictError,
  not_found: NotFoundError,
  no_encryption_secret: ServiceUnavailableError,
  missing_table: ServiceUnavailableError,
  store_unavailable: ServiceUnavailableError,
  unsuitable_database: ServiceUnavailableError,
};

function withFields(kind: new (message: string) => Error, fields: readonly FieldError[]): Error {
  const text = fields.map(({ message, hint }) => `${message} ${hint}`).join(' ');
  return Object.assign(new kind(text), { fields });
}

/** An error of Express's parser of bodies, whose message and fields repeat parts of the body. */
function isParserError(error: unknown): error is Error & { readonly type: string } {
  return isError(error) && typeof Reflect.get(error, 'type') === 'string' && 'expose' in error;
}

function ofParser({ type }: { readonly type: string }): Error {
  if (type !== 'entity.too.large') {
    return new InputError('The body of the request must be JSON in UTF-8.');
  }
  // Backstage has no class for 413; the status is not enumerable, so that the body does not repeat it.
  return Object.defineProperties(new Error('The body of the request is too large.'), {
    name: { value: 'PayloadTooLargeError' },
    statusCode: { value: 413 },
  });
}
