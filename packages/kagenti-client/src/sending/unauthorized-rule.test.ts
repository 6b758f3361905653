import { expect, test } from 'vitest';
import { ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  rejection,
  testClient,
} from '../../test/fixtures/test-client.fixture.ts';
import type { BoundKagentiClient } from '../kagenti-client.ts';

const agent = { namespace: 'team1', name: 'weather-agent' };
const kubernetesException =
  '(401)\nReason: Unauthorized\nHTTP response headers: HTTPHeaderDict({})\nHTTP response body: {}\n';

type Call = (api: BoundKagentiClient) => PromiseLike<unknown>;

const listAgents: Call = api => api.agents.list();
const agentCard: Call = api => api.chat.agentCard(agent);
const fetchEnv: Call = api => api.agents.fetchEnv({ url: 'https://files.example.com/.env' });
const getSkill: Call = api => api.skills.get({ namespace: 'team1', name: 'summarise' });
const listStrategies: Call = api => api.agents.builds.strategies();
const migrate: Call = api => api.agents.migration.migrate(agent);
const createContext: Call = api => api.contexts.create({ ...agent, storage: {} });
const agentWithContexts = { ...agent, contexts: [{ name: 'notes' }] };
const createAgent: Call = api => api.agents.create(agentWithContexts);
const sendMessage: Call = api => api.chat.send({ ...agent, message: 'hi' });

/** What answers 401 to every request: a detail as JSON, or plain text, and a challenge. */
interface Refusal {
  readonly detail?: unknown;
  readonly text?: string;
  readonly challenge?: string;
}

/** What came of a call that is answered so, each time that it is sent. */
async function outcomeOf({ detail, text, challenge }: Refusal, call: Call) {
  await using server = await ScriptedServer.start(response => {
    response.writeHead(401, challenge === undefined ? {} : { 'www-authenticate': challenge });
    response.end(text ?? JSON.stringify({ detail }));
  });
  const tokens = new NumberedTokens();
  const warnings: string[] = [];
  const logger = { info: () => undefined, warn: (line: string) => void warnings.push(line) };
  await using kagenti = testClient(server.origin, { tokens, logger });

  const error = await rejection(call(kagenti.asUser(jane)));

  return { error, requests: server.requests.length, discarded: tokens.invalidated, warnings };
}

test.each<[string, Call, Refusal]>([
  ['an agent of its card', agentCard, { detail: 'Failed to fetch agent card: 401 Unauthorized' }],
  ['an agent of its card, in any words', agentCard, { detail: 'no access' }],
  ['a file server', fetchEnv, { detail: 'Failed to fetch URL: 401 Unauthorized' }],
  ['Kubernetes of agents', listAgents, { detail: 'Unauthorized' }],
  [
    'Kubernetes of build strategies',
    listStrategies,
    { detail: 'Failed to list build strategies: Unauthorized' },
  ],
  ['Kubernetes of a Deployment', migrate, { detail: 'Failed to create Deployment: Unauthorized' }],
  ['Kubernetes of a Service', migrate, { detail: 'Failed to create Service: Unauthorized' }],
  ['Kubernetes of a skill', getSkill, { detail: kubernetesException }],
  [
    'Kubernetes of a newer path',
    api => api.request('GET', '/api/v9/x'),
    { detail: 'Unauthorized' },
  ],
  ['the Context Service', createContext, { detail: 'no access' }],
  ['the Context Service of agents', createAgent, { detail: 'no access' }],
  [
    'the Context Service of agents by path',
    api => api.request('POST', '/api/v1/agents', { body: agentWithContexts }),
    { detail: 'no access' },
  ],
])(
  'A4: a 401 of %s neither discards the token nor blames the account [kagenti-api/Copied 401 leaves the token alone]',
  async (_whose, call, refusal) => {
    const { error, ...rest } = await outcomeOf(refusal, call);

    expect(rest).toEqual({ requests: 1, discarded: [], warnings: [] });
    expect(error).toMatchObject({
      status: 401,
      accountRefused: false,
      message: expect.stringContaining("The account's token is good"),
    });
  },
);

test.each<[string, Call, Refusal]>([
  ['a challenge', agentCard, { detail: 'no access', challenge: 'Bearer' }],
  [
    'a challenge among others',
    listAgents,
    { detail: 'Unauthorized', challenge: 'Basic realm="x", bearer error="invalid_token"' },
  ],
  ['no token', fetchEnv, { detail: 'Authentication required' }],
  ['a token that has expired', agentCard, { detail: 'Invalid token: Signature has expired.' }],
  ['a key that is not known', sendMessage, { detail: 'Token signing key not found' }],
  ['a mesh, in plain text', agentCard, { text: 'Jwt is expired' }],
  ['nothing', fetchEnv, { text: '' }],
  ['words of a later Kagenti', listAgents, { detail: 'The bearer is not welcome' }],
  ['a Kagenti in front of the Context Service', createAgent, { detail: 'Token has no subject' }],
  [
    'an agent without contexts',
    api => api.agents.create({ ...agentWithContexts, contexts: [] }),
    { detail: 'no access' },
  ],
  ['an exception elsewhere than in skills', listAgents, { detail: kubernetesException }],
  [
    'a challenge of another scheme',
    listAgents,
    { detail: 'Who?', challenge: 'Basic realm="Bearer"' },
  ],
])(
  'A4: a 401 for %s discards the token once and is logged [kagenti-api/Refused token is replaced]',
  async (_what, call, refusal) => {
    const { error, requests, discarded, warnings } = await outcomeOf(refusal, call);

    expect({ requests, discarded }).toEqual({ requests: 2, discarded: ['token-1'] });
    expect(warnings).toEqual([expect.stringContaining('does not accept the access tokens')]);
    expect(error).toMatchObject({ status: 401, accountRefused: true, fromAgent: false });
  },
);
