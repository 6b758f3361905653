import type { PageFetch } from './authorized-fetch.ts';
import type { BoostAgentPermission } from './permissions.ts';
import { readAnswer } from './read-answer.ts';

/** What names an agent. */
export interface NamedAgent {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly name: string;
}

/** Backstage's permission backend reads at most 100 kB. */
const groupSize = 100;

/**
 * The agents on which the user has a permission, by the same policy that decides the request, so that a page offers
 * only what is allowed. The request itself is decided again. Backstage's `usePermission` answers for one agent.
 *
 * @param request - Sends a request as the user.
 * @param permission - Such as `boostAgentDeletePermission`. The backend must have registered it.
 * @param agents - Any number: they are sent in groups of 100 to `/api/permission/authorize`.
 * @returns those of `agents` that are allowed
 * @throws `AnswerError` when the permission backend does not answer
 */
export async function permittedAgents<Agent extends NamedAgent>(
  request: PageFetch,
  permission: BoostAgentPermission,
  agents: readonly Agent[],
): Promise<readonly Agent[]> {
  const permitted: Agent[] = [];
  for (let first = 0; first < agents.length; first += groupSize) {
    const group = agents.slice(first, first + groupSize);
    const items = group.map(({ namespace, name }, at) => ({
      id: String(at),
      resourceRef: `${namespace}/${name}`,
      permission,
    }));
    const answer = request('/api/permission/authorize', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ items }),
    });
    const { items: decided } = await readAnswer<{ items: { id: string; result: string }[] }>(
      answer,
    );
    const allowed = new Set(decided.flatMap(({ id, result }) => (result === 'ALLOW' ? [id] : [])));
    permitted.push(...group.filter((_agent, at) => allowed.has(String(at))));
  }
  return permitted;
}
