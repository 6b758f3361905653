import { describe, expect, test } from 'vitest';
import { type CallAnswer, call } from '../../test/backend/call.fixture.ts';
import { expectContractAnswer } from '../../test/backend/contract-answer.fixture.ts';
import { operationAt } from '../../test/backend/operation-at.fixture.ts';
import {
  image,
  type Operator,
  source,
  startOperator,
} from '../../test/backend/operator.fixture.ts';
import { operationHandlers } from './operations/index.ts';

/** Operations of which the contract says no more than that they answer JSON, or a stream. */
const ofAnyShape = [
  'health.live',
  'health.ready',
  'agents.get',
  'tools.get',
  'chat.stream',
  'dreams.start',
  'dreams.setThresholds',
];

/** Success of the operations that have another than 200. */
const otherSuccess: Readonly<Record<string, number>> = {
  'skills.autosync.delete': 204,
  'contexts.delete': 204,
  'simulation.create': 202,
};

/** What is posted to refer to a registry. */
const registered = {
  registryType: 'skillberry',
  registryUrl: 'http://store.example.com',
  registrySkillName: 'far',
};

/** A request of every operation that the kit answers, in an order in which each succeeds. */
const requests: readonly (readonly [string, string, unknown?])[] = [
  ['GET', '/health'],
  ['GET', '/ready'],
  ...['auth/config', 'auth/status', 'auth/me', 'auth/userinfo'].map(get),
  ...['features', 'dashboards', 'platform-status', 'mcp-gateway-status'].map(at =>
    get(`config/${at}`),
  ),
  get('namespaces'),
  ['POST', '/api/v1/agents', { ...image, name: 'poet', namespace: 'team1' }],
  ...['', '/route-status', '/identity-config', '/identity-status'].map(of('agents/team1/poet')),
  get('chat/team1/poet/agent-card'),
  ['POST', '/api/v1/chat/team1/poet/send', { message: 'hi' }],
  ['POST', '/api/v1/chat/team1/poet/stream', { message: 'hi' }],
  ['POST', '/api/v1/agents', { ...source, name: 'built', namespace: 'team1' }],
  get('agents?namespace=team1'),
  ...['', 'run', '-info'].map(of('agents/team1/built/shipwright-build')),
  ['POST', '/api/v1/agents/team1/built/shipwright-buildrun'],
  // What succeeds is to find that the agent is there.
  ['POST', '/api/v1/agents', { ...image, name: 'built', namespace: 'team1' }],
  ['POST', '/api/v1/agents/team1/built/finalize-shipwright-build', {}],
  ['POST', '/api/v1/agents/parse-env', { content: 'A=1' }],
  ['POST', '/api/v1/agents/fetch-env-url', { url: 'https://files.example.com/a' }],
  ['POST', '/api/v1/agents/team1/legacy/migrate'],
  ['POST', '/api/v1/agents/migration/migrate-all?namespace=team1'],
  get('agents/build-strategies'),
  get('agents/shipwright-builds?namespace=team1'),
  ['POST', '/api/v1/tools', { ...image, name: 'clock', namespace: 'team1' }],
  ...['', '/route-status'].map(of('tools/team1/clock')),
  ['POST', '/api/v1/tools/team1/clock/connect'],
  ['POST', '/api/v1/tools/team1/clock/invoke', { tool_name: 'add', arguments: { a: 1, b: 2 } }],
  ['POST', '/api/v1/tools', { ...source, name: 'made', namespace: 'team1' }],
  get('tools?namespace=team1'),
  get('tools/team1/made/shipwright-build-info'),
  ['POST', '/api/v1/tools/team1/made/shipwright-buildrun'],
  ['POST', '/api/v1/tools/team1/made/finalize-shipwright-build', {}],
  get('tools/shipwright-builds?namespace=team1'),
  get('shipwright/builds?allNamespaces=true'),
  ['POST', '/api/v1/skills', { name: 'sum', namespace: 'team1', files: { 'SKILL.md': 'x' } }],
  ...['', '/files/SKILL.md'].map(of('skills/team1/sum')),
  ['POST', '/api/v1/skills/team1/sum/usage'],
  ['POST', '/api/v1/skills/external', { ...registered, name: 'far', namespace: 'team1' }],
  get('skills?namespace=team1'),
  ['DELETE', '/api/v1/skills/team1/sum'],
  ['DELETE', '/api/v1/skills/team1/far'],
  ['POST', '/api/v1/skills/autosync', registered],
  get('skills/autosync'),
  ['DELETE', '/api/v1/skills/autosync'],
  get('simulation/health'),
  ['POST', '/api/v1/simulation/tools', { namespace: 'team1', name: 'toy', openapiSpec: '{}' }],
  get('simulation/tools/team1/toy/generation-status'),
  ['POST', '/api/v1/simulation/tools/team1/toy/reset'],
  ['PUT', '/api/v1/simulation/tools/team1/toy/database', { database: '{}' }],
  ['POST', '/api/v1/simulation/tools/team1/toy/stop'],
  ['POST', '/api/v1/simulation/tools/team1/toy/start'],
  ['DELETE', '/api/v1/simulation/tools/team1/toy'],
  ['PUT', '/api/v1/agents/team1/poet/identity-config', 'mode: proxy-sidecar'],
  ['POST', '/api/v1/contexts', { name: 'notes', namespace: 'team1', storage: {} }],
  get('contexts/team1'),
  get('contexts/team1/notes'),
  ['DELETE', '/api/v1/contexts/team1/notes'],
  ['PUT', '/api/v1/dream/team1/poet/thresholds', {}],
  ['POST', '/api/v1/skills/autosync', registered],
  ['POST', '/api/v1/dream/team1/poet'],
  get('dream/team1/poet'),
  ['GET', '/api/v1/dream/team1/poet/runs/(the latest)'],
  ['DELETE', '/api/v1/agents/team1/built'],
  ['DELETE', '/api/v1/tools/team1/made'],
];

function get(path: string) {
  return ['GET', `/api/v1/${path}`] as const;
}

function of(path: string) {
  return (end: string) => get(`${path}${end}`);
}

/** What is brought about before a request, so that it succeeds. */
function prepare(
  { backend: { dreams, kubernetes, simulation, skills, web } }: Operator,
  path: string,
): void {
  if (path.endsWith('/poet/identity-config')) {
    kubernetes.addPod('team1', 'poet', { authBridge: {} });
  } else if (path.endsWith('/dream/team1/poet')) {
    dreams.addConversation('poet');
  } else if (path.includes('/finalize-')) {
    kubernetes.buildRun('team1', path.includes('/agents/') ? 'built' : 'made').succeed();
  } else if (path.endsWith('/legacy/migrate')) {
    kubernetes.addAgentResource({ namespace: 'team1', name: 'legacy', image: 'a' });
  } else if (path.endsWith('/fetch-env-url')) {
    web.publish('https://files.example.com/a', 'A=1');
  } else if (path.endsWith('/toy/reset')) {
    simulation.tool('team1', 'toy').generate();
  } else if (path.endsWith('/external')) {
    skills.registry(registered.registryUrl).offer([]);
  }
}

describe('answers that succeed', () => {
  test('each is as the contract says [developer-tooling/Backend answers what the contract says]', async () => {
    await using operator = await startOperator();
    const token = await operator.issuer.token();
    const checked: string[] = [];
    const unchecked: string[] = [];
    for (const [method, template, body] of requests) {
      prepare(operator, template);
      const path = template.includes('(the latest)')
        ? template.replace('(the latest)', operator.backend.dreams.latestRun().id)
        : template;
      const answer = await call(operator.backend.baseUrl, method, path, { token, body });
      const operation = operationAt(method, path) ?? '';
      const status = otherSuccess[operation] ?? 200;
      expect({ path, status: answer.status }).toEqual({ path, status });
      (expectContractAnswer(operation, answer) ? checked : unchecked).push(operation);
    }
    // A newer operation may be left to the replay of its recordings and to the walk of the live suite.
    expect(Object.keys(operationHandlers)).toEqual(
      expect.arrayContaining([...checked, ...unchecked]),
    );
    expect(new Set(unchecked)).toEqual(
      new Set([...ofAnyShape, 'skills.autosync.delete', 'contexts.delete']),
    );
  });

  test.each([
    ['lacks a field', 'agents.list', {}],
    ['has another type', 'agents.list', { items: 'none' }],
    ['has a field beyond', 'agents.list', { items: [], total: 0 }],
    ['goes wrong within', 'builds.list', { items: [{ name: 'x', namespace: 'y', extra: 1 }] }],
  ])(
    'one that %s would be noticed [developer-tooling/Backend answers what the contract says]',
    (_what, operation, body) => {
      const answer: CallAnswer = { status: 200, headers: new Headers(), text: '', body };
      expect(() => expectContractAnswer(operation, answer)).toThrow('errors');
    },
  );
});
