import { KagentiHttpError, KagentiStreamError } from '@rhdh-boost/kagenti-client';
import { type CallFailure, callFailureOf, isForDoctor } from '../call-failure.ts';

/**
 * Describes what ended a call or a reply: what happened, where, and what to do.
 *
 * @param askDoctor - how the user runs the doctor on this configuration
 * @returns undefined for an error that no server and no configuration explains: it is a defect of the command
 */
export function describeFailure(error: unknown, askDoctor: string): CallFailure | undefined {
  const failure = callFailureOf(error);
  if (failure === undefined) return undefined;
  if (KagentiStreamError.isInstance(error) && error.reason === 'agent') {
    const reason = error.agentMessage ?? 'it did not say why.';
    return { ...failure, message: `The agent failed: ${reason}` };
  }
  const next: string[] = [];
  // Kagenti answers 503 to a chat with an agent that does not exist.
  if (KagentiHttpError.isInstance(error) && [404, 503].includes(error.status)) {
    next.push('To see which agents exist, run boost agents list.');
  }
  if (isForDoctor(error) && failure.code !== 'session_refused') next.push(askDoctor);
  return { ...failure, message: [failure.message, ...next].join('\n') };
}
