import { bindSessionsIn, isTooDeep } from './bound-value.ts';
import type { SessionAgent } from './session-binding.ts';
import { KagentiContractError } from '../errors/contract-error.ts';
import { isRecord } from '../is-record.ts';
import type { Attempt } from '../sending/attempt.ts';
import type { CallParameters } from '../sending/call.ts';
import type { CalledName } from '../sending/called-operation.ts';
import type { BoundCore } from '../sending/json-call.ts';
import type { CallTarget } from '../operations/call-target.ts';
import type { DescriptorData } from '../operations/operation-descriptor.ts';

/** Puts Kagenti's own session id in the place of the caller's, or refuses one that is another's. */
export function ownSession(
  { core, caller }: BoundCore,
  operation: CalledName,
  { holdsSession }: DescriptorData,
  target: CallTarget,
  parameters: CallParameters,
): CallParameters {
  const { body } = parameters;
  if (holdsSession !== true || !isRecord(body)) return parameters;
  const { session_id: given, ...rest } = body;
  if (given === undefined) return parameters;
  // What `send` gives where Kagenti named no session, and what a page keeps before it has one.
  if (given === '' || given === null) return { ...parameters, body: rest };
  const session_id = core.sessions.unbind(operation, caller, agentOf(target), given);
  return { ...parameters, body: { ...rest, session_id } };
}

/** Ties the session ids of an answer to the caller. */
export function boundSessions(
  { core, caller }: BoundCore,
  operation: CalledName,
  { holdsSession }: DescriptorData,
  target: CallTarget,
): <T>(data: T, attempts: readonly Attempt[]) => T {
  if (holdsSession !== true) return data => data;
  return (data, attempts) => {
    if (isTooDeep(data)) {
      throw new KagentiContractError(operation, [{ path: '', code: 'too_deep' }], attempts);
    }
    return bindSessionsIn(data, id => core.sessions.bind(caller, agentOf(target), id));
  };
}

/** An answer has come, so the path had both. */
export function agentOf({ namespace = '', name = '' }: CallTarget): SessionAgent {
  return { namespace, name };
}
