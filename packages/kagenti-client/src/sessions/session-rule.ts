import { KagentiContractError } from '../errors/contract-error.ts';
import { isRecord } from '../is-record.ts';
import type { Attempt } from '../sending/attempt.ts';
import type {
  BoundCore,
  CallParameters,
  CallRequest,
  CallTarget,
} from '../sending/call-request.ts';
import { bindSessionsIn, isTooDeep } from './bound-value.ts';
import type { SessionAgent } from './session-binding.ts';

/** Puts Kagenti's own session id in the place of the caller's, or refuses one that is another's. */
export function ownSession(
  { core, caller }: BoundCore,
  { operation, descriptor, target }: CallRequest,
  parameters: CallParameters,
): CallParameters {
  const { body } = parameters;
  if (descriptor.holdsSession !== true || !isRecord(body)) return parameters;
  const { session_id: given, ...rest } = body;
  if (given === undefined) return parameters;
  // What `send` gives where Kagenti named no session, and what a page keeps before it has one.
  if (given === '' || given === null) return { ...parameters, body: rest };
  const session_id = core.sessions.unbind(operation.operation, caller, agentOf(target), given);
  return { ...parameters, body: { ...rest, session_id } };
}

/** The data of an answer with its session ids tied to the caller. */
export function withBoundSessions<T>(
  { core, caller }: BoundCore,
  { operation, descriptor, target }: CallRequest,
  data: T,
  attempts: readonly Attempt[],
): T {
  if (descriptor.holdsSession !== true) return data;
  if (isTooDeep(data)) {
    throw new KagentiContractError(operation.operation, [{ path: '', code: 'too_deep' }], attempts);
  }
  return bindSessionsIn(data, id => core.sessions.bind(caller, agentOf(target), id));
}

/** An answer has come, so the path had both. */
export function agentOf({ namespace = '', name = '' }: CallTarget): SessionAgent {
  return { namespace, name };
}
