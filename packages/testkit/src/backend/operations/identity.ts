import { type Answer, internalServerError, ok, Refusal } from '../answer.ts';
import type { AuthBridge } from '../auth-bridge.ts';
import { isDnsLabel } from '../kubernetes/dns-label.ts';
import type { BackendParts, OperationCall, OperationHandlers } from '../operation-handler.ts';
import { unclosedYaml } from '../unclosed-yaml.ts';
import { placeOf } from './place.ts';

/** `agents.identity.*`: what the AuthBridge in an agent's pod says, and what it is to run with. */
export const identityOperations: OperationHandlers = {
  'agents.identity.config': (call, parts) => askAuthBridge(call, parts, ({ config }) => config),
  'agents.identity.status': (call, parts) => askAuthBridge(call, parts, ({ status }) => status),

  /** Goes to a ConfigMap; neither the agent need exist, nor does its sidecar say another thing by it. */
  'agents.identity.replaceConfig': (call, { state }) => {
    const { namespace, name } = placeOf(call);
    for (const [what, value] of Object.entries({ namespace, name })) {
      if (!isDnsLabel(value)) throw new Refusal(400, `Invalid ${what}`);
    }
    const config = String(call.sentBody);
    const complaint = unclosedYaml(config);
    if (complaint !== undefined) throw new Refusal(400, `Invalid YAML: ${complaint}`);
    if (!state.allNamespaces.includes(namespace)) return internalServerError;
    state.skills.put({
      namespace,
      resourceName: `authbridge-config-${name}`,
      displayName: `authbridge-config-${name}`,
      description: '',
      category: '',
      origin: '',
      files: new Map([['config.yaml', { path: 'config.yaml', content: config }]]),
      reference: undefined,
      isSynchronised: false,
      isOtherConfigMap: true,
      createdAt: new Date(),
      usageCount: 0,
    });
    return ok({ status: 'ok' });
  },
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
