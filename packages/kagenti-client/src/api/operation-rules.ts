import type { Given } from '../operations/operation-descriptor.ts';
import type { DeleteResult } from './generated/resources-types.ts';
import type { SimulationDeleteResult } from './generated/simulation-types.ts';

// Rules that the contract does not state. The overlay of an operation names those that apply to it; the generated
// descriptors import them.

/** The server answers 400 to neither, and does not say which of both it takes. */
export function oneNamespaceOrAll({ namespace, allNamespaces }: Given): string | undefined {
  const isOne = isGiven(namespace) && namespace !== '';
  return isOne === (allNamespaces === true)
    ? 'give either namespace, or allNamespaces: true'
    : undefined;
}

/** The default agent replaces one that is not named, never half of one. */
export function agentIsWhole({ namespace, name }: Given): string | undefined {
  return isGiven(namespace) && isGiven(name)
    ? undefined
    : 'give namespace and name of the agent, or a default agent for the client (boost.providers.kagenti.defaultAgent)';
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** What Kagenti itself answers when nothing existed to delete. */
export const nothingDeleted = (): DeleteResult => ({ success: true, message: '' });

/** The same for a simulated tool, whose answer names it. */
export const noSimulatedToolDeleted = ({
  namespace,
  name,
}: Given): Omit<SimulationDeleteResult, 'namespace' | 'name'> & Given => ({
  ...nothingDeleted(),
  name,
  namespace,
  deletedResources: [],
});

/** A delete that answers without content. */
export const nothing = (): undefined => undefined;
