import { nearestName } from '@rhdh-boost/internal/nearest-name';
import type { BoundKagentiClient } from '@rhdh-boost/kagenti-client';
import { NoAnswer } from '../no-answer.ts';

/** An agent to chat with. */
export interface ChatAgent {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly name: string;
}

/** What is known about the agent to chat with. */
export interface FoundAgents {
  /** Agents that may be meant: at least one, and mostly one. */
  readonly agents: readonly ChatAgent[];
  /** Namespaces that could not be listed, and may have more. */
  readonly unlisted: readonly string[];
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
 * @throws NoAnswer when none is found; KagentiError when no namespace can be listed
 */
export async function findAgents(
  kagenti: BoundKagentiClient,
  written: string | undefined,
  defaultAgent: unknown,
  signal: AbortSignal,
): Promise<FoundAgents> {
  const wanted = written ?? defaultAgent;
  const agent = typeof wanted === 'string' ? parseAgentRef(wanted) : undefined;
  if (agent !== undefined) return { agents: [agent], unlisted: [] };
  const { items, failures } = await kagenti.agents.listAll({}, { signal });
  const all = items.map(({ namespace, name }) => ({ namespace, name }));
  const agents = typeof wanted === 'string' ? all.filter(({ name }) => name === wanted) : all;
  if (agents.length > 0) {
    return { agents, unlisted: failures.map(({ namespace }) => namespace) };
  }
  const [failure] = failures;
  // The namespace that could not be listed may have it.
  if (failure !== undefined) throw failure.error;
  throw noAgent(wanted, all);
}

function noAgent(wanted: unknown, all: readonly ChatAgent[]): NoAnswer {
  if (typeof wanted !== 'string') {
    return new NoAnswer(
      'not_found',
      'Kagenti lists no agent. Deploy one, or write the agent as namespace/name.',
    );
  }
  const names = all.map(({ name }) => name);
  const near = nearestName(wanted, names);
  const hint =
    near === undefined ? 'To see which exist, run boost agents list.' : `Did you mean ${near}?`;
  return new NoAnswer('not_found', `The agent "${wanted}" does not exist. ${hint}`);
}

function parseAgentRef(text: string): ChatAgent | undefined {
  const [namespace, name, ...more] = text.split('/');
  return namespace && name && more.length === 0 ? { namespace, name } : undefined;
}
