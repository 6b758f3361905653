import { configuredNamespaces } from '../configuration/configured-namespaces.ts';
import type { StepContext } from './step.ts';

/** The agent that the doctor examines. */
export interface ChosenAgent {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly name: string;
  /** What named it: an app-config key, or `--agent`. */
  readonly namedBy: string;
}

/** The key of the default agent. */
export const defaultAgentKey = 'boost.providers.kagenti.defaultAgent';

/** Why a step about an agent does not apply without one. */
export const noAgentChosen = `${defaultAgentKey} is not set, and --agent names none`;

/** The agent of `--agent`, or the default agent; undefined if there is neither. */
export function chosenAgent({
  agent,
  configuration,
  facts,
}: Pick<StepContext, 'agent' | 'configuration' | 'facts'>): ChosenAgent | undefined {
  const text = agent ?? configuration.get(defaultAgentKey);
  if (typeof text !== 'string') return undefined;
  const namedBy = agent === undefined ? defaultAgentKey : '--agent';
  const separator = text.indexOf('/');
  if (separator >= 0) {
    return { namespace: text.slice(0, separator), name: text.slice(separator + 1), namedBy };
  }
  // A default agent is named alone only if one namespace is listed: the check of the configuration refuses it otherwise.
  const [only = 'default'] = configuredNamespaces(configuration) ?? [];
  return { namespace: facts.agentNamespace ?? only, name: text, namedBy };
}

/** The name of `--agent` without a namespace, where the agent may be in several; undefined for any other agent. */
export function nameToFind({
  agent,
  configuration,
}: Pick<StepContext, 'agent' | 'configuration'>): string | undefined {
  if (agent === undefined || agent.includes('/')) return undefined;
  return configuredNamespaces(configuration)?.length === 1 ? undefined : agent;
}
