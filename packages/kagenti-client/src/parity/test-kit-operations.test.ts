import { operations } from '@rhdh-boost/kagenti-contract';
import type { KagentiBackend } from '@rhdh-boost/testkit';
import { expect, test } from 'vitest';
import { type KagentiServer, startKagentiServer } from '../fixtures/kagenti-server.fixture.ts';
import { jane, rejection } from '../fixtures/test-client.fixture.ts';
import { type BoundKagentiClient, KagentiClient } from '../kagenti-client.ts';
import { callMethod } from './call-method.fixture.ts';

/** Runs something with a client of the test kit's backend that lets no difference pass. */
async function withClient(
  run: (api: BoundKagentiClient, server: KagentiServer) => Promise<void>,
): Promise<void> {
  const server = await startKagentiServer();
  const { baseUrl } = server.backend;
  const kagenti = new KagentiClient({ baseUrl, tokens: server.tokens, validation: 'strict' });
  try {
    await run(kagenti.asUser(jane), server);
  } finally {
    await kagenti.close();
    await server.stop();
  }
}

const poet = { namespace: 'team1', name: 'poet' };
const built = { namespace: 'team1', name: 'built' };
const clock = { namespace: 'team1', name: 'clock' };
const made = { namespace: 'team1', name: 'made' };
const sum = { namespace: 'team1', name: 'sum' };
const far = { namespace: 'team1', name: 'far' };
const toy = { namespace: 'team1', name: 'toy' };
const team1 = { namespace: 'team1' };
const image = { deploymentMethod: 'image', containerImage: 'registry.example.com/a:1' };
const source = { deploymentMethod: 'source', gitUrl: 'https://git.example.com/agents' };
const registry = { registryType: 'skillberry', registryUrl: 'http://store.example.com' };

/** A call of an operation, and what has to happen at the backend before it. */
type Step = readonly [
  operation: string,
  parameters?: object,
  before?: (backend: KagentiBackend) => void,
];

/** Every operation, in an order in which each succeeds. */
const story: readonly Step[] = [
  ...['health.live', 'health.ready'].map(name => [name] as const),
  ...['auth.config', 'auth.status', 'auth.me', 'auth.userInfo'].map(name => [name] as const),
  ...['features', 'dashboards', 'platformStatus', 'mcpGatewayStatus'].map(
    name => [`config.${name}`] as const,
  ),
  ['namespaces.list'],
  ['agents.create', { ...poet, ...image }],
  ['agents.get', poet],
  ['agents.routeStatus', poet],
  [
    'agents.identity.config',
    poet,
    ({ kubernetes }) => kubernetes.addPod('team1', 'poet', { authBridge: {} }),
  ],
  ['agents.identity.status', poet],
  ['chat.agentCard', poet],
  ['chat.send', { ...poet, message: 'hi' }],
  ['chat.stream', { ...poet, message: 'hi' }],
  ['agents.create', { ...built, ...source }],
  ['agents.list', team1],
  ['agents.builds.get', built],
  ['agents.builds.run', built],
  ['agents.builds.info', built],
  ['agents.builds.start', built],
  [
    'agents.builds.finalize',
    built,
    ({ kubernetes }) => kubernetes.buildRun('team1', 'built').succeed(),
  ],
  ['agents.parseEnv', { content: 'A=1' }],
  [
    'agents.fetchEnv',
    { url: 'https://files.example.com/a' },
    ({ web }) => web.publish('https://files.example.com/a', 'A=1'),
  ],
  [
    'agents.migration.migrate',
    { namespace: 'team1', name: 'legacy' },
    ({ kubernetes }) =>
      kubernetes.addAgentResource({ namespace: 'team1', name: 'legacy', image: 'a' }),
  ],
  ['agents.migration.migrateAll', team1],
  ['agents.builds.strategies'],
  ['agents.builds.list', team1],
  ['tools.create', { ...clock, ...image }],
  ['tools.get', clock],
  ['tools.routeStatus', clock],
  ['tools.connect', clock],
  ['tools.invoke', { ...clock, toolName: 'add', arguments: { a: 1, b: 2 } }],
  ['tools.create', { ...made, ...source }],
  ['tools.list', team1],
  ['tools.builds.info', made],
  ['tools.builds.start', made],
  [
    'tools.builds.finalize',
    made,
    ({ kubernetes }) => kubernetes.buildRun('team1', 'made').succeed(),
  ],
  ['tools.builds.list', team1],
  ['builds.list', { allNamespaces: true }],
  ['skills.create', { ...sum, files: { 'SKILL.md': 'x' } }],
  ['skills.get', sum],
  ['skills.file', { ...sum, filePath: 'SKILL.md' }],
  ['skills.recordUsage', sum],
  [
    'skills.addExternal',
    { ...far, ...registry, registrySkillName: 'far' },
    ({ skills }) => skills.registry(registry.registryUrl).offer([]),
  ],
  ['skills.list', team1],
  ['skills.delete', sum],
  ['skills.delete', far],
  ['skills.autosync.set', registry],
  ['skills.autosync.get'],
  ['skills.autosync.delete'],
  ['simulation.health'],
  ['simulation.create', { ...toy, openapiSpec: '{}' }],
  ['simulation.generationStatus', toy],
  ['simulation.reset', toy, ({ simulation }) => simulation.tool('team1', 'toy').generate()],
  ['simulation.replaceDatabase', { ...toy, database: '{}' }],
  ['simulation.stop', toy],
  ['simulation.start', toy],
  ['simulation.delete', toy],
  ['agents.delete', built],
  ['tools.delete', made],
];

/** The real backend takes its path for that of an agent, and so does the kit's. */
const neverReached = 'agents.migration.list';

test('every operation of the contract is answered as the contract says [kagenti-api/Call gives the data]', async () => {
  await withClient(async (api, { backend }) => {
    for (const [operation, parameters = {}, before] of story) {
      before?.(backend);
      await callMethod(api, operation, parameters);
    }

    expect(backend.requests.map(({ operation }) => operation)).toEqual(
      story.map(([operation]) => operation),
    );
    expect(new Set([...story.map(([operation]) => operation), neverReached])).toEqual(
      new Set(operations.map(({ operation }) => operation)),
    );
  });
});

test('the one that the backend takes for another says so [kagenti-api/Quirk behind a status is told]', async () => {
  await withClient(async api => {
    const error = await rejection(api.agents.migration.list(team1));

    expect(error).toMatchObject({ name: 'KagentiHttpError', status: 404, operation: neverReached });
  });
});
