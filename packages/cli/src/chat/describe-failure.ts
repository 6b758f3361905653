import { BoostConfigError } from '@rhdh-boost/config-schema';
import { isError } from '@rhdh-boost/internal/error-name';
import {
  KagentiConnectionError,
  KagentiError,
  KagentiHttpError,
  KagentiStreamError,
} from '@rhdh-boost/kagenti-client';
import { TokenError } from '@rhdh-boost/token-manager';

/** Why a chat or a reply failed. */
export interface ChatFailure {
  /** For a script: the code of a KagentiError, or `configuration`. */
  readonly code: string;
  /** For the user: what happened, where, and what to do. */
  readonly message: string;
}

/** Failures whose message has the remedy already, or for which the doctor has none. */
const notForDoctor: ReadonlySet<string> = new Set([
  'session_refused',
  'namespace_refused',
  'invalid_caller',
  'invalid_parameter',
]);

const askDoctor = 'To find the cause, run boost doctor.';

/**
 * Describes what ended a call or a reply.
 *
 * @param baseUrl - the value of `boost.providers.kagenti.baseUrl`
 * @returns undefined for an error of no package: it is a defect of the command
 */
export function describeFailure(error: unknown, baseUrl: unknown): ChatFailure | undefined {
  if (error instanceof BoostConfigError) {
    const problems = error.problems.map(
      ({ path, message, hint }) => `${path}: ${message}. ${hint}`,
    );
    const message = [...problems, 'To see the places, run boost config check.'].join('\n');
    return { code: 'configuration', message };
  }
  const token = isError(error) && TokenError.isInstance(error.cause) ? error.cause : error;
  if (TokenError.isInstance(token)) {
    const hint = token.hint === undefined ? '' : ` ${token.hint}`;
    return {
      code: 'token',
      message: `Keycloak gave no token (boost.kagenti.auth): ${token.message}.${hint}\n${askDoctor}`,
    };
  }
  if (!KagentiError.isInstance(error)) return undefined;
  return { code: error.code, message: messageOf(error, baseUrl) };
}

function messageOf(error: KagentiError, baseUrl: unknown): string {
  const { code, message } = error;
  if (KagentiStreamError.isInstance(error) && error.reason === 'agent') {
    return `The agent failed: ${error.agentMessage ?? 'it did not say why.'}`;
  }
  if (KagentiConnectionError.isInstance(error)) {
    const place = `${String(baseUrl)} (boost.providers.kagenti.baseUrl)`;
    return `Kagenti cannot be reached at ${place}: ${message}\n${askDoctor}`;
  }
  // Kagenti answers 503 to a chat with an agent that does not exist.
  if (KagentiHttpError.isInstance(error) && [404, 503].includes(error.status)) {
    return `${message}\nTo see which agents exist, run boost agents list. ${askDoctor}`;
  }
  return notForDoctor.has(code) ? message : `${message}\n${askDoctor}`;
}
