import { type Answer, ok, Refusal } from '../answer.ts';
import type { AuthBridge } from '../auth-bridge.ts';
import type { BackendParts, OperationCall, OperationHandlers } from '../operation-handler.ts';
import { placeOf } from './place.ts';

/** `agents.identity.*`: what the AuthBridge in an agent's pod says. */
export const identityOperations: OperationHandlers = {
  'agents.identity.config': (call, parts) => askAuthBridge(call, parts, ({ config }) => config),
  'agents.identity.status': (call, parts) => askAuthBridge(call, parts, ({ status }) => status),
};

function askAuthBridge(
  call: OperationCall,
  { state }: BackendParts,
  part: (authBridge: Required<AuthBridge>) => Readonly<Record<string, unknown>>,
): Answer {
  const { namespace, name } = placeOf(call);
  const agent = state.agents.find(namespace, name);
  const pod = agent && state.pods.get(agent);
  if (pod === undefined) {
    throw new Refusal(404, `${name} not found`);
  }
  const said = pod.authBridge && part(pod.authBridge);
  return ok({ ...said, AuthBridge: said !== undefined });
}
