import { expect, test } from 'vitest';
import { examineServers } from '../../../test/kagenti-steps.fixture.ts';

const key = 'boost.providers.kagenti.defaultAgent';

test('reads the card of the default agent', async () => {
  const { report } = await examineServers();
  expect(await report('agent')).toMatchObject({
    status: 'ok',
    details: { agent: 'team1/weather-agent', status: 'Ready' },
  });
});

test('takes the only namespace for a name alone', async () => {
  const { report } = await examineServers();
  const values = { [key]: 'weather-agent', 'boost.providers.kagenti.namespaces': ['team1'] };
  expect(await report('agent', { values })).toMatchObject({ status: 'ok' });
});

test('examines the agent that is named [doctor/An agent named by an option]', async () => {
  const { report } = await examineServers();
  expect(await report('agent', { agent: 'team2/gone' })).toMatchObject({
    status: 'failed',
    findings: [
      { code: 'unknown_agent', message: expect.stringMatching(/^--agent names the agent gone/) },
    ],
  });
});

const weather = [{ name: 'weather-agent' }];
const releaseNotes = { namespace: 'team2', name: 'release-notes' };

test('finds the namespace of an agent that is named alone [doctor/An agent named without its namespace]', async () => {
  const { report } = await examineServers({ kagenti: { agents: [...weather, releaseNotes] } });
  const values = { 'boost.providers.kagenti.namespaces': ['team1', 'team2'] };
  for (const changes of [{ agent: 'release-notes' }, { agent: 'release-notes', values }]) {
    expect(await report('agent', changes)).toMatchObject({
      status: 'ok',
      details: { agent: 'team2/release-notes' },
    });
    expect(await report('stream', changes)).toMatchObject({ status: 'ok' });
  }
});

test('asks which one is meant where several namespaces have the agent', async () => {
  const agents = [...weather, { namespace: 'team2', name: 'weather-agent' }];
  const { report } = await examineServers({ kagenti: { agents } });
  expect(await report('agent', { agent: 'weather-agent' })).toMatchObject({
    status: 'failed',
    findings: [
      {
        code: 'ambiguous_agent',
        remedy: 'Name one: --agent team1/weather-agent or --agent team2/weather-agent.',
      },
    ],
  });
});

test('suggests the agent that was meant in any namespace', async () => {
  const { report } = await examineServers();
  expect((await report('agent', { agent: 'wether-agent' })).findings).toMatchObject([
    {
      code: 'unknown_agent',
      message: expect.stringContaining('Kagenti lists weather-agent.'),
      remedy: 'Name it with --agent team1/weather-agent.',
    },
  ]);
});

test('does not apply without an agent', async () => {
  const { report } = await examineServers();
  expect(await report('agent', { values: { [key]: undefined } })).toMatchObject({
    status: 'skipped',
    summary: `${key} is not set, and --agent names none`,
  });
});

test('suggests the agent that was meant [doctor/The default agent does not exist]', async () => {
  const { report } = await examineServers();
  expect((await report('agent', { values: { [key]: 'team1/wether-agent' } })).findings).toEqual([
    expect.objectContaining({
      code: 'unknown_agent',
      remedy: 'Name team1/weather-agent.',
      source: `app-config.yaml#${key}`,
    }),
  ]);
});

test('reports an agent of a namespace that Boost may not call', async () => {
  const { report } = await examineServers();
  const values = { 'boost.providers.kagenti.namespaces': ['team1'] };
  expect((await report('agent', { agent: 'team2/other', values })).findings).toMatchObject([
    { code: 'agent_in_other_namespace' },
  ]);
});

test('waits for an agent that is not ready [doctor/The default agent is not ready]', async () => {
  const { report, servers } = await examineServers();
  const item = {
    name: 'weather-agent',
    namespace: 'team1',
    description: '',
    status: 'Not Ready',
    labels: {},
  };
  servers.kagenti.faults.next(
    { kind: 'respond', status: 200, body: { items: [item] } },
    { operation: 'agents.list' },
  );
  expect((await report('agent')).findings).toMatchObject([
    { code: 'agent_not_ready', isTemporary: true, message: expect.stringContaining('Not Ready') },
  ]);
});

test('reports a card that does not come', async () => {
  const { report, servers } = await examineServers();
  servers.kagenti.faults.next(
    { kind: 'respond', status: 503, body: { detail: 'Failed to connect to agent' } },
    { operation: 'chat.agentCard' },
  );
  expect((await report('agent')).findings).toMatchObject([
    { code: 'agent_card_unavailable', message: expect.stringContaining('team1/weather-agent') },
  ]);
});

test('warns of an agent that cannot stream', async () => {
  const { report, servers } = await examineServers();
  servers.kagenti.faults.next(
    {
      kind: 'respond',
      status: 200,
      body: { name: 'Weather', version: '1', url: 'http://weather', streaming: false },
    },
    { operation: 'chat.agentCard' },
  );
  expect(await report('agent')).toMatchObject({
    status: 'warning',
    findings: [{ code: 'agent_does_not_stream' }],
  });
});
