// What the page calls, as the person who has signed in.
import type { AgentSummary } from '@rhdh-boost/kagenti-client';
import {
  authorizedFetch,
  boostAgentDeletePermission,
  Conversation,
  permittedAgents,
  readAnswer,
} from '@rhdh-boost/kagenti-client/browser';
import { settingsClient } from '@rhdh-boost/runtime-config/browser';

/** Who has signed in; undefined before. A person who signs out leaves the page. */
export const signedIn = () => sessionStorage.getItem('person') ?? undefined;

export const signIn = (name: string) => sessionStorage.setItem('person', name);

const send = authorizedFetch(async () => {
  const headers = { 'x-portal-person': signedIn() ?? '' };
  const answer = fetch('/api/auth/people/refresh', { headers });
  type SignedIn = { backstageIdentity: { token: string } };
  return (await readAnswer<SignedIn>(answer)).backstageIdentity.token;
});

type Person = { name: string; title: string };
export const listPeople = () => readAnswer<readonly Person[]>(fetch('/api/portal/people'));

/** The agents of the person, the namespaces that could not be listed, and what the person may delete. */
export async function listAgents() {
  type Agents = { items: AgentSummary[]; failed: string[] };
  const { items, failed } = await readAnswer<Agents>(send('/api/portal/agents'));
  const deletable = permittedAgents(send, boostAgentDeletePermission, items);
  return { items, failed, deletable: await deletable.catch((): AgentSummary[] => []) };
}

export const refOf = ({ namespace, name }: AgentSummary) => `${namespace}/${name}`;

export const deleteAgent = (agent: AgentSummary) =>
  readAnswer(send(`/api/portal/agents/${refOf(agent)}`, { method: 'DELETE' }));

/** The person's conversation with an agent, which survives a reload of the tab. */
export const conversationWith = (agent: string) =>
  new Conversation({
    url: `/api/portal/agents/${agent}/chat`,
    fetch: send,
    storage: sessionStorage,
    key: `chat:${signedIn()}:${agent}`,
  });

export const settings = settingsClient({ baseUrl: '/api/boost-config', fetch: send });

/** All settings, those that can be changed here first. */
export const listSettings = async () =>
  (await settings.list()).toSorted((one, other) => Number(other.writable) - Number(one.writable));
