import { isRecord } from '../../is-record.ts';
import { textField } from '../fields.ts';
import { isDnsLabel } from '../kubernetes/dns-label.ts';
import { type FieldRules, textRule } from '../validation/field-rules.ts';
import { type Problem, valueProblem } from '../validation/problem.ts';

/** A name whose Service, with `-mcp` behind it, is a DNS label still. */
const longestName = 59;

/** Whether it can be the name of a simulated tool. */
export function isSimulationName(name: string): boolean {
  return isDnsLabel(name) && name.length <= longestName;
}

/** A name that is one, of a title that is none. */
export function simulationNameOf(title: string): string {
  const name = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return name.replace(/^-|-$/g, '').slice(0, longestName).replace(/-+$/, '') || 'simulated-tool';
}

/** The rules of `simulation.create`, beyond its contract. */
export const simulationRules: FieldRules = {
  namespace: textRule(namespace =>
    isDnsLabel(namespace)
      ? undefined
      : "namespace must be a DNS-1123 label: lowercase alphanumeric or '-', start and end alphanumeric, at most 63 characters",
  ),
  name: textRule(name =>
    isSimulationName(name)
      ? undefined
      : `name must be a DNS-1123 label (lowercase alphanumeric or '-', start and end alphanumeric) of at most ${longestName} characters`,
  ),
  envVars: (variables, location) =>
    Array.isArray(variables)
      ? variables.flatMap((variable, index) => variableProblems(variable, [...location, index]))
      : [],
  storageSize: textRule(size =>
    /^[1-9][0-9]*(?:\.[0-9]+)?(?:[EPTGMK]i|[EPTGMk])?$/.test(size)
      ? undefined
      : "storageSize must be a Kubernetes quantity, e.g. '1Gi', '500Mi', '2G'",
  ),
};

/** Not the words of the same rule of `agents.create`. */
function variableProblems(variable: unknown, location: readonly (string | number)[]): Problem[] {
  const name = isRecord(variable) ? textField(variable, 'name') : undefined;
  return name === undefined || /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)
    ? []
    : [
        valueProblem(
          [...location, 'name'],
          `Invalid environment variable name '${name}'. Must start with a letter or underscore and contain only letters, digits, and underscores.`,
          name,
        ),
      ];
}
