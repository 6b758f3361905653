import { isRecord } from '../../is-record.ts';
import { Refusal } from '../answer.ts';
import { listField, textField } from '../fields.ts';
import { type Problem, valueProblem } from '../validation/problem.ts';

const workloadTypes = ['deployment', 'statefulset', 'job'];

/**
 * The rules of `agents.create` that its contract does not say.
 *
 * @param sentBody The body as it came: a problem of the whole echoes it.
 * @throws Refusal 422 with all that is wrong.
 */
export function checkAgentRequest(
  body: Readonly<Record<string, unknown>>,
  sentBody: unknown,
): void {
  refuse([...variablesProblems(body), ...workloadTypeProblems(body['workloadType'])]);
  refuse(bridgeProblems(body, sentBody));
}

/** As {@link checkAgentRequest}, for `agents.builds.finalize`, which takes no type. */
export function checkAgentFinalizing(
  body: Readonly<Record<string, unknown>>,
  sentBody: unknown,
): void {
  refuse(variablesProblems(body));
  refuse(bridgeProblems(body, sentBody));
}

/** The rules of a tool's requests that their contract does not say. */
export function checkToolRequest(body: Readonly<Record<string, unknown>>): void {
  refuse(variablesProblems(body));
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) {
    throw new Refusal(422, problems);
  }
}

function variablesProblems(body: Readonly<Record<string, unknown>>): Problem[] {
  return (listField(body, 'envVars') ?? []).flatMap(variableProblems);
}

function variableProblems(variable: unknown, index: number): Problem[] {
  if (!isRecord(variable)) {
    return [];
  }
  const place = ['body', 'envVars', index];
  const name = textField(variable, 'name') ?? '';
  const { value, valueFrom } = variable;
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    return [
      valueProblem(
        [...place, 'name'],
        `Invalid environment variable name '${name}'. Name must start with a letter or underscore and contain only letters, digits, and underscores (e.g., MY_VAR, API_KEY, var123).`,
        name,
      ),
    ];
  }
  return value != null && valueFrom != null
    ? [valueProblem([...place, 'valueFrom'], 'Cannot specify both value and valueFrom', valueFrom)]
    : [];
}

function workloadTypeProblems(type: unknown): Problem[] {
  return workloadTypes.includes(String(type))
    ? []
    : [
        valueProblem(
          ['body', 'workloadType'],
          `Unsupported workload type: ${String(type)}. Supported types: ${workloadTypes.join(', ')}`,
          type,
        ),
      ];
}

/** The mode may be left out; the platform's default is a mode that has the bridge. */
function bridgeProblems(body: Readonly<Record<string, unknown>>, sentBody: unknown): Problem[] {
  const mode = textField(body, 'authBridgeMode') ?? 'proxy-sidecar';
  return body['tlsBridgeEnabled'] === true && mode !== 'proxy-sidecar' && mode !== 'lite'
    ? [
        valueProblem(
          ['body'],
          `tlsBridgeEnabled requires authBridgeMode proxy-sidecar or lite (the TLS bridge lives in the Go forward proxy); got '${mode}'`,
          sentBody,
        ),
      ]
    : [];
}
