import {
  type BoostAgentPermission,
  boostAgentDeletePermission,
} from '@rhdh-boost/kagenti-client/browser';

/** Sends a request as the person who has signed in. */
export type AuthorizedFetch = (path: string, init?: RequestInit) => Promise<Response>;

/** Who may sign in. */
export interface Person {
  readonly name: string;
  readonly title: string;
}

/** An agent, and whether the person may delete it. */
export interface Agent {
  readonly namespace: string;
  readonly name: string;
  readonly description: string;
  readonly status: string;
  readonly mayDelete: boolean;
}

/** The agents that could be listed, and the namespaces that could not. */
export interface AgentList {
  readonly items: readonly Agent[];
  readonly failed: readonly { readonly namespace: string }[];
}

/** An answer of the backend with an error status. */
export class AnswerError extends Error {
  readonly status: number;
  readonly code: string | undefined;
  readonly requestId: string | undefined;

  constructor(status: number, body: unknown) {
    const { message, code, requestId } = Object(Object(body).error);
    super(message ?? `The server answered ${status}.`);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
  }
}

async function read<Answer>(response: Response): Promise<Answer> {
  const body = await response.json().catch(() => undefined);
  if (!response.ok || body === undefined) throw new AnswerError(response.status, body);
  return body;
}

export async function listPeople(): Promise<readonly Person[]> {
  return read(await fetch('/api/portal/people'));
}

/** Signs in when the first request is sent, and again when the token has expired. */
export function fetchAs(person: string): AuthorizedFetch {
  let token: Promise<string> | undefined;
  const signIn = async (): Promise<string> => {
    const headers = { 'x-portal-person': person };
    const answer = await fetch('/api/auth/people/refresh', { headers });
    return (await read<{ backstageIdentity: { token: string } }>(answer)).backstageIdentity.token;
  };
  const send: AuthorizedFetch = async (path, init = {}) => {
    token ??= signIn();
    const headers = new Headers(init.headers);
    try {
      headers.set('authorization', `Bearer ${await token}`);
    } catch (error) {
      token = undefined;
      throw error;
    }
    return fetch(path, { ...init, headers });
  };
  return async (path, init) => {
    const answer = await send(path, init);
    if (answer.status !== 401) return answer;
    token = undefined;
    return send(path, init);
  };
}

/** The agents of the person, and which of them Backstage's permission backend lets them delete. */
export async function listAgents(fetch: AuthorizedFetch): Promise<AgentList> {
  const { items, failed } = await read<AgentList>(await fetch('/api/portal/agents'));
  const mayDelete = await decide(fetch, boostAgentDeletePermission, items.map(refOf));
  return { items: items.map((agent, at) => ({ ...agent, mayDelete: mayDelete[at] ?? false })), failed };
}

export async function deleteAgent(fetch: AuthorizedFetch, agent: Agent): Promise<void> {
  await read(await fetch(`/api/portal/agents/${refOf(agent)}`, { method: 'DELETE' }));
}

export function refOf({ namespace, name }: Pick<Agent, 'namespace' | 'name'>): string {
  return `${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
}

/** What the buttons depend on. The routes decide again, so that a failure here only hides the buttons. */
async function decide(
  fetch: AuthorizedFetch,
  permission: BoostAgentPermission,
  refs: readonly string[],
): Promise<readonly boolean[]> {
  const items = refs.map(resourceRef => ({ id: resourceRef, permission, resourceRef }));
  const answer = await fetch('/api/permission/authorize', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ items }),
  });
  if (!answer.ok) return [];
  const decided = await read<{ items: readonly { readonly result: string }[] }>(answer);
  return decided.items.map(({ result }) => result === 'ALLOW');
}
