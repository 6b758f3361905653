import { recordOf } from '../record-of.ts';

/** What is shown in place of a value. */
const hidden = '(hidden, see --show-env)';

/** Where `kubectl apply` keeps the whole object, as text. */
const appliedObject = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * A resource without the values of its environment variables: whoever deploys an agent may have put an API key there.
 *
 * @param data - what Kagenti answers, the object of Kubernetes among it
 */
export function hideEnvironment(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(hideEnvironment);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      if (name === 'env' && Array.isArray(value)) return [name, value.map(hideVariable)];
      return [name, name === appliedObject ? hidden : hideEnvironment(value)];
    }),
  );
}

/** A variable that refers to a secret has no value here, and keeps its reference. */
function hideVariable(variable: unknown): unknown {
  const { value } = recordOf(variable);
  return typeof value === 'string' && value !== ''
    ? { ...recordOf(variable), value: hidden }
    : variable;
}
