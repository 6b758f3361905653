import { isError } from '@rhdh-boost/internal/error-name';
import { KagentiError, type KagentiErrorCode } from '@rhdh-boost/kagenti-client';
import { TokenError } from '@rhdh-boost/token-manager';

/** Why a call to Keycloak or Kagenti failed, for a person. */
export interface CallFailure {
  /** What happened, where, and what to do, in the words of app-config. No secret and no token is in it. */
  readonly message: string;
  /** Whether `boost doctor` can find out more. */
  readonly isForDoctor: boolean;
}

/** These are about what the user typed. */
const ofUser: readonly KagentiErrorCode[] = [
  'invalid_parameter',
  'invalid_caller',
  'namespace_refused',
];

/** Reads a failure; undefined for one that no server and no configuration explains. */
export function callFailureOf(error: unknown): CallFailure | undefined {
  if (KagentiError.isInstance(error)) {
    const hint = TokenError.isInstance(error.cause) ? hintOf(error.cause) : undefined;
    return { message: join(error.message, hint), isForDoctor: !ofUser.includes(error.code) };
  }
  if (TokenError.isInstance(error)) {
    return { message: join(error.message, hintOf(error)), isForDoctor: true };
  }
  // Its message names keys, rules and what to do, and never a value that may be a secret.
  if (isError(error) && error.name === 'BoostConfigError') {
    return { message: error.message, isForDoctor: true };
  }
  return undefined;
}

/** The next step after such a failure: the doctor on the same files, as a shell takes it. */
export function doctorFor(files: readonly string[]): string {
  const quoted = files.map(file =>
    /^[\w./@-]+$/.test(file) ? file : `'${file.replaceAll("'", String.raw`'\''`)}'`,
  );
  return `To find the cause, run: ${['boost doctor', ...quoted].join(' ')}`;
}

/** A held failure is explained by the one that is held. */
function hintOf(error: TokenError): string | undefined {
  return error.hint ?? (TokenError.isInstance(error.cause) ? error.cause.hint : undefined);
}

function join(message: string, hint: string | undefined): string {
  if (hint === undefined || message.includes(hint)) return message;
  return `${message.replace(/\.$/, '')}. ${hint}`;
}
