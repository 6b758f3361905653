import { BoostConfigError } from '@rhdh-boost/config-schema';
import { isError } from '@rhdh-boost/internal/error-name';
import {
  KagentiConnectionError,
  KagentiError,
  type KagentiErrorCode,
  KagentiStreamError,
} from '@rhdh-boost/kagenti-client';
import { TokenError } from '@rhdh-boost/token-manager';

/** The servers answered in a way that the agent explains better than the doctor does. */
const notForDoctor: ReadonlySet<KagentiErrorCode> = new Set([
  'abort',
  'session_refused',
  'namespace_refused',
  'invalid_caller',
  'invalid_parameter',
]);

const askDoctor = 'To find the cause, run boost doctor.';

/**
 * Describes what ended a call or a reply: what happened, where, and what to do.
 *
 * @returns undefined for an error that is none of the packages' own: it is a defect of the command
 */
export function describeFailure(error: unknown, baseUrl: unknown): string | undefined {
  if (error instanceof BoostConfigError) {
    const problems = error.problems.map(
      ({ path, message, hint }) => `${path}: ${message}. ${hint}`,
    );
    return [...problems, 'To see the places, run boost config check.'].join('\n');
  }
  const token = TokenError.isInstance(error) ? error : causeOf(error);
  if (TokenError.isInstance(token)) {
    const hint = token.hint === undefined ? '' : ` ${token.hint}`;
    return `Keycloak gave no token (boost.kagenti.auth): ${token.message}.${hint}\n${askDoctor}`;
  }
  if (!KagentiError.isInstance(error)) return undefined;
  if (KagentiStreamError.isInstance(error) && error.reason === 'agent') {
    return `The agent failed: ${error.agentMessage ?? 'it did not say why.'}`;
  }
  const place = KagentiConnectionError.isInstance(error)
    ? `Kagenti cannot be reached at ${String(baseUrl)} (boost.providers.kagenti.baseUrl). `
    : '';
  const hint = notForDoctor.has(error.code) ? '' : `\n${askDoctor}`;
  return `${place}${error.message}${hint}`;
}

function causeOf(error: unknown): unknown {
  return isError(error) ? error.cause : undefined;
}
