import { isError } from '@rhdh-boost/internal/error-name';
import { KagentiError, type KagentiErrorCode, KagentiHttpError } from '@rhdh-boost/kagenti-client';
import { TokenError } from '@rhdh-boost/token-manager';
import { NoAnswer } from './no-answer.ts';

/** Why a call to Keycloak or Kagenti failed. No secret and no token is in it. */
export interface CallFailure {
  /** For scripts: the code of a KagentiError or of a NoAnswer, `token` or `configuration`. */
  readonly code: string;
  /** For a person: what happened, where, and what to do, in the words of app-config. */
  readonly message: string;
}

/** These are about what the user typed. */
const ofUser: ReadonlySet<KagentiErrorCode> = new Set([
  'invalid_parameter',
  'invalid_caller',
  'namespace_refused',
]);

/** Reads a failure; undefined for one that no server and no configuration explains. */
export function callFailureOf(error: unknown): CallFailure | undefined {
  if (error instanceof NoAnswer) return { code: error.code, message: error.message };
  if (KagentiError.isInstance(error)) {
    const hint = TokenError.isInstance(error.cause) ? hintOf(error.cause) : undefined;
    return { code: error.code, message: join(error.message, hint ?? detailOf(error)) };
  }
  if (TokenError.isInstance(error)) {
    return { code: 'token', message: join(error.message, hintOf(error)) };
  }
  // Its message names keys, rules and what to do, and never a value that may be a secret.
  if (isError(error) && error.name === 'BoostConfigError') {
    return { code: 'configuration', message: error.message };
  }
  return undefined;
}

/** Whether the doctor can find out more about a failure. */
export function isForDoctor(error: unknown): boolean {
  if (error instanceof NoAnswer) return false;
  return !KagentiError.isInstance(error) || !ofUser.has(error.code);
}

/** More of a server's text is a page of a proxy. */
const longestDetail = 300;

/** What the server says, which the message may refer to; the client has taken the token out of it. */
function detailOf(error: KagentiError): string | undefined {
  if (!KagentiHttpError.isInstance(error) || error.detail === undefined) return undefined;
  const [line = ''] = error.detail.trim().split('\n');
  return line === '' || error.message.includes(line)
    ? undefined
    : `The server says: ${line.slice(0, longestDetail)}`;
}

/** A held failure is explained by the one that is held. */
function hintOf(error: TokenError): string | undefined {
  return error.hint ?? (TokenError.isInstance(error.cause) ? error.cause.hint : undefined);
}

function join(message: string, hint: string | undefined): string {
  if (hint === undefined || message.includes(hint)) return message;
  return `${message.replace(/\.$/, '')}. ${hint}`;
}
