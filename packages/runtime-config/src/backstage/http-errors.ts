import {
  ConflictError,
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { BoostConfigError, type BoostConfigProblem } from '@rhdh-boost/config-schema';
import { isError } from '@rhdh-boost/internal/error-name';
import { UnusableImportSource } from '../import-source.ts';
import { ConfigOverrideError } from '../override-error.ts';
import { inPortal } from './portal-hints.ts';

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
  /** Of a rule between fields, whose key the request does not change: the settings that it changes. */
  readonly changed?: readonly string[] | undefined;
}

/** The error for a request with wrong fields. Backstage answers 400, with `fields` in `error` of the body. */
export function wrongFields(fields: readonly FieldError[]): Error {
  return withFields(InputError, fields);
}

/**
 * Turns an error of `resolve` and its siblings into one that Backstage's root router answers with the right status,
 * such as 503 when the database cannot be reached. Its message has the remedy, which the router logs too. It is a new
 * error without `cause`, because that router puts an error's message and fields into the body.
 *
 * @param error - what a call failed with; an error of another origin is returned unchanged
 * @param keys - the settings of the request, for errors that name none, or another one
 */
export function toBackstageError(error: unknown, keys: readonly string[] = []): unknown {
  if (isBoostConfigError(error)) return ofProblems(error.problems, keys);
  if (ConfigOverrideError.isInstance(error)) return ofOverrideError(error, keys);
  if (isParserError(error)) return ofParser(error);
  return error;
}

/** The error of a route whose path names the setting: there, an unknown key is a 404. */
export function errorOfPath(error: unknown): unknown {
  if (!isBoostConfigError(error)) return error;
  const isUnknown = error.problems.every(({ code }) => code === 'unknown_key');
  return isUnknown ? withFields(NotFoundError, error.problems.map(fieldOf)) : error;
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

function ofProblems(problems: readonly BoostConfigProblem[], keys: readonly string[]): Error {
  // These two are in app-config alone: nothing in the request is wrong.
  const isOfOperator = problems.every(({ path }) =>
    /^boost\.(e|previousE)ncryptionSecret/.test(path),
  );
  const kind = isOfOperator ? ServiceUnavailableError : InputError;
  return withFields(kind, problems.map(fieldOf), keys);
}

function fieldOf({ path, code, message, hint }: BoostConfigProblem): FieldError {
  return { key: path, code, message: `${path} ${message}.`, hint };
}

function ofOverrideError(error: ConfigOverrideError, keys: readonly string[]): Error {
  // A retry does not help: Boost's table is another one, or in another database.
  if (error instanceof UnusableImportSource) return withFields(NotFoundError, [ofImport(error)]);
  const { code, message, hint, currentRevision } = error;
  const key = keys.length === 1 ? keys[0] : undefined;
  const { problems = [{ key, code, message, hint }] } = error;
  const single = problems.length === 1 ? problems[0]?.code : undefined;
  const answer = withFields(classes[code] ?? classes[single ?? ''] ?? InputError, problems, keys);
  return currentRevision === undefined ? answer : Object.assign(answer, { currentRevision });
}

function ofImport({ message }: UnusableImportSource): FieldError {
  const hint =
    'The rows are those of Boost 0.8 in the database of the plugin boost: check backend.database.plugin.boost of app-config. Trying again does not help.';
  return { code: 'no_boost_rows', message, hint };
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

function withFields(
  kind: new (message: string) => Error,
  given: readonly FieldError[],
  keys: readonly string[] = [],
): Error {
  const fields = given.map(field => withChanged(inPortal(field), keys));
  const text = fields.map(({ message, hint }) => `${message} ${hint}`).join(' ');
  return Object.assign(new kind(text), { fields });
}

/** A form finds the place of a problem by the settings that it has sent. */
function withChanged(field: FieldError, keys: readonly string[]): FieldError {
  const isElsewhere = field.key !== undefined && keys.length > 0 && !keys.includes(field.key);
  return isElsewhere ? { ...field, changed: keys } : field;
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
