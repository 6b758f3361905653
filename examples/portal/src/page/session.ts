// What the page calls, as the person who has signed in.
import { boostAgentDeletePermission, Conversation } from '@rhdh-boost/kagenti-client/browser';
import { settingsClient } from '@rhdh-boost/runtime-config/browser';

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
interface AgentList {
  readonly items: readonly Agent[];
  readonly failed: readonly string[];
}

/** Who has signed in; undefined before. */
export const signedIn = (): string | undefined => sessionStorage.getItem('person') ?? undefined;

let token: Promise<string> | undefined;

/** Signs in; without a name, signs out and forgets the conversations. */
export function signIn(name?: string): void {
  token = undefined;
  sessionStorage.clear();
  if (name !== undefined) sessionStorage.setItem('person', name);
}

async function fetchToken(): Promise<string> {
  const headers = { 'x-portal-person': signedIn() ?? '' };
  const answer = await fetch('/api/auth/people/refresh', { headers });
  return (await read<{ backstageIdentity: { token: string } }>(answer)).backstageIdentity.token;
}

/** Sends a request with the person's token, which is renewed when it has expired. */
async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const attempt = async () => {
    token ??= fetchToken();
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${await token}`);
    return fetch(path, { ...init, headers });
  };
  const answer = await attempt().catch(error => {
    token = undefined;
    throw error;
  });
  if (answer.status !== 401) return answer;
  token = undefined;
  return attempt();
}

const json = (method: string, body: object): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

async function read<Answer>(response: Response): Promise<Answer> {
  const body = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return body;
  const { message, requestId } = Object(Object(body).error);
  throw Object.assign(new Error(message), { status: response.status, requestId });
}

export const listPeople = async () => read<readonly Person[]>(await fetch('/api/portal/people'));

/** The agents of the person. What may be deleted is for the buttons: the route decides again. */
export async function listAgents(): Promise<AgentList> {
  const { items, failed } = await read<AgentList>(await send('/api/portal/agents'));
  const permission = boostAgentDeletePermission;
  const asked = items.map(agent => ({ id: refOf(agent), resourceRef: refOf(agent), permission }));
  const answer = await send('/api/permission/authorize', json('POST', { items: asked }));
  const decided = answer.ok ? (await answer.json()).items : [];
  const isAllowed = (at: number) => decided[at]?.result === 'ALLOW';
  return {
    items: items.map((agent, at) => Object.assign(agent, { mayDelete: isAllowed(at) })),
    failed,
  };
}

export const refOf = ({ namespace, name }: Pick<Agent, 'namespace' | 'name'>) =>
  `${namespace}/${name}`;

export async function deleteAgent(agent: Agent): Promise<void> {
  await read(await send(`/api/portal/agents/${refOf(agent)}`, { method: 'DELETE' }));
}

/** The person's conversation with an agent, which survives a reload of the tab. */
export function conversationWith(ref: string): Conversation {
  return new Conversation({
    send: (message, signal) =>
      send(`/api/portal/agents/${ref}/chat`, { ...json('POST', message), signal }),
    storage: sessionStorage,
    key: `chat:${ref}`,
  });
}

export const settings = settingsClient({ baseUrl: '/api/boost-config', fetch: send });

/** All settings, those that can be changed here first. */
export const listSettings = async () =>
  (await settings.list()).toSorted((one, other) => Number(other.writable) - Number(one.writable));
