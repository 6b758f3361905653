import { nearestName } from '@rhdh-boost/internal/nearest-name';
import type { BoundKagentiClient } from '@rhdh-boost/kagenti-client';

/** An agent to chat with. */
export interface ChatAgent {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly name: string;
}

/** What is known about the agent to chat with. */
export interface AgentSearch {
  /** Agents that were meant: mostly one. */
  readonly agents: readonly ChatAgent[];
  /** Namespaces that could not be listed, and may have more. */
  readonly unlisted: readonly string[];
  /** Why there is no agent; undefined if there is one. */
  readonly problem?: string | undefined;
}

/** `namespace/name`. */
export function agentRef({ namespace, name }: ChatAgent): string {
  return `${namespace}/${name}`;
}

/**
 * Finds the agent: the one that was written, else the default agent, else all that exist. Kagenti is asked only
 * if neither names a namespace.
 *
 * @param written - `namespace/name` or `name`, as the user wrote it
 * @param defaultAgent - the value of `boost.providers.kagenti.defaultAgent`
 * @throws KagentiError when no namespace can be listed
 */
export async function findAgents(
  kagenti: BoundKagentiClient,
  written: string | undefined,
  defaultAgent: unknown,
  signal: AbortSignal,
): Promise<AgentSearch> {
  const wanted = written ?? defaultAgent;
  const agent = typeof wanted === 'string' ? parseAgentRef(wanted) : undefined;
  if (agent !== undefined) return { agents: [agent], unlisted: [] };
  const { items, failures } = await kagenti.agents.listAll({}, { signal });
  const all = items.map(({ namespace, name }) => ({ namespace, name }));
  const unlisted = failures.map(({ namespace }) => namespace);
  if (written === undefined) {
    const problem =
      all.length === 0
        ? 'Kagenti lists no agent. Deploy one, or name the agent as NAMESPACE/NAME.'
        : undefined;
    return { agents: all, unlisted, problem };
  }
  const agents = all.filter(({ name }) => name === written);
  if (agents.length > 0) return { agents, unlisted };
  const near = nearestName(
    written,
    all.map(({ name }) => name),
  );
  const meant =
    near === undefined ? 'boost agents list shows all of them.' : `Did you mean ${near}?`;
  return { agents, unlisted, problem: `Kagenti lists no agent ${written}. ${meant}` };
}

function parseAgentRef(text: string): ChatAgent | undefined {
  const [namespace, name, ...more] = text.split('/');
  return namespace && name && more.length === 0 ? { namespace, name } : undefined;
}
