import type { FieldError } from '../backstage/http-errors.ts';

/** The parts of a {@link SettingsError}. */
export interface SettingsErrorFields {
  /** What failed, and the remedy. */
  readonly message: string;
  /** HTTP status; absent when no answer arrived. */
  readonly status?: number | undefined;
  /** What is wrong with which setting. */
  readonly fields?: readonly FieldError[];
  /** Of a conflict: the revision of the setting now; null when it has no override. */
  readonly currentRevision?: string | null | undefined;
  /** The browser's own error. */
  readonly cause?: unknown;
}

const brand: unique symbol = Symbol.for('@rhdh-boost/runtime-config/SettingsError');

/**
 * A request to the plugin `boost-config` failed. The message is a text of the server, or a sentence of this
 * package: show it as text, not as markup. It contains no value of a setting.
 */
export class SettingsError extends Error {
  /** Always `SettingsError`. */
  override readonly name = 'SettingsError';
  /**
   * HTTP status. 401: the user is not signed in. 403: the user lacks the permission. 400: `fields` says what is
   * wrong. 404: the key, revision or row is unknown. 409: somebody else changed the setting. 503: the database or
   * the encryption secret is not usable. Undefined: no answer arrived.
   */
  readonly status: number | undefined;
  /** What is wrong with which setting, each with a remedy; empty when the server names none. */
  readonly fields: readonly FieldError[];
  /** Of status 409: the revision of the setting now, for `ifRevision`; null when it has no override. */
  readonly currentRevision: string | null | undefined;
  /** Marks the class for {@link SettingsError.isInstance}. */
  readonly [brand] = true;

  /** @param fields - What is known about the failure. */
  constructor({ message, status, fields = [], currentRevision, cause }: SettingsErrorFields) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.fields = fields;
    this.currentRevision = currentRevision;
  }

  /** Whether a value is a SettingsError, also of another copy of this package. */
  static isInstance(value: unknown): value is SettingsError {
    return typeof value === 'object' && value !== null && brand in value;
  }
}

/**
 * The error of an answer.
 *
 * @param body - The parsed body; undefined when it is no JSON, as that of a proxy is.
 */
export function settingsErrorOf(status: number, body: unknown): SettingsError {
  const { message, fields, currentRevision } = Object(Object(body).error);
  return new SettingsError({
    message: isText(message) ? message : sentenceFor(status),
    status,
    fields: Array.isArray(fields) ? fields.filter(isFieldError) : [],
    currentRevision:
      isText(currentRevision) || currentRevision === null ? currentRevision : undefined,
  });
}

function sentenceFor(status: number): string {
  if (status < 300)
    return 'The answer is not JSON: a sign-in page or a proxy may have answered. Reload the page.';
  const remedy = status === 401 ? 'Sign in again.' : 'Try again, or see the log of the backend.';
  return `The server answered ${status}. ${remedy}`;
}

function isFieldError(value: unknown): value is FieldError {
  const { key, code, message, hint } = Object(value);
  return [code, message, hint].every(isText) && (key === undefined || isText(key));
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
