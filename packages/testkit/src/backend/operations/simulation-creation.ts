import { isRecord } from '../../is-record.ts';
import { type Answer, internalServerError, Refusal } from '../answer.ts';
import { recordField, textField } from '../fields.ts';
import { harnessImage } from '../kubernetes/harness.ts';
import type { OperationHandlers } from '../operation-handler.ts';
import { parsePythonJson } from '../python-json.ts';
import { standardPorts } from '../workload.ts';
import { simulationNameOf } from './simulation-rules.ts';
import { requestedVariables } from './workload-request.ts';

/** `simulation.create`: the answer comes at once, the tool when its harness has generated it. */
export const simulationCreationOperations: OperationHandlers = {
  'simulation.create': (call, { state }) => {
    const { body } = call;
    const specification = parseSpecification(
      textField(body, 'openapiSpec') ?? '',
      call.markUnrecorded,
    );
    const title = textField(recordField(specification, 'info'), 'title') ?? '';
    const name = simulationNameOf(textField(body, 'name') || title);
    const namespace = textField(body, 'namespace') ?? '';
    if (!state.allNamespaces.includes(namespace)) {
      return internalServerError;
    }
    const existing = state.tools.find(namespace, name);
    if (existing !== undefined) {
      if (existing.origin !== 'simulation') {
        call.markUnrecorded();
      }
      throw new Refusal(409, `Simulated tool '${name}' already exists in namespace '${namespace}'`);
    }
    const workload = state.start({
      kind: 'tool',
      namespace,
      name,
      workloadType: 'statefulset',
      origin: 'simulation',
      protocol: 'streamable_http',
      framework: 'Python',
      description: undefined,
      image: harnessImage,
      environment: requestedVariables(body).filter(
        ({ value, valueFrom }) => value !== undefined || valueFrom !== undefined,
      ),
      ports: standardPorts('tool'),
      hasRoute: false,
      storageSize: textField(body, 'storageSize'),
      identity: {
        isInjected: body['authBridgeEnabled'] === true,
        hasSpire: body['spireEnabled'] === true,
        authBridgeMode: textField(body, 'authBridgeMode'),
      },
    });
    state.simulatedTools.add(workload);
    return accepted(namespace, name);
  },
};

function accepted(namespace: string, name: string): Answer {
  const message = `Simulated tool '${name}' provisioning started.`;
  return { status: 202, json: { success: true, name, namespace, status: 'Generating', message } };
}

/** @throws Refusal 422 for what is no JSON object; whether it is OpenAPI, the harness looks at. */
function parseSpecification(
  text: string,
  markUnrecorded: () => void,
): Readonly<Record<string, unknown>> {
  const parsed = parsePythonJson(text);
  if ('error' in parsed) {
    if (parsed.position > 0) {
      markUnrecorded();
    }
    throw new Refusal(422, `OpenAPI spec is not valid JSON: ${parsed.error}`);
  }
  if (!isRecord(parsed.value)) {
    throw new Refusal(422, 'OpenAPI spec must be a JSON object');
  }
  return parsed.value;
}
