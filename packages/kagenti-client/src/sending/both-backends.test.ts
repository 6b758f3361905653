import { afterEach, expect, test } from 'vitest';
import {
  type KagentiServer,
  startKagentiServer,
} from '../../test/fixtures/kagenti-server.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { BoundKagentiClient, KagentiClient } from '../kagenti-client.ts';

let server: KagentiServer;
let kagenti: KagentiClient;

async function clientOf(
  ...release: Parameters<typeof startKagentiServer>
): Promise<BoundKagentiClient> {
  server = await startKagentiServer(...release);
  kagenti = testClient(server.backend.baseUrl, { tokens: server.tokens });
  return kagenti.asUser(jane);
}

afterEach(async () => {
  await kagenti.close();
  await server.stop();
});

const disk = { namespace: 'team1', name: 'disk' };
const image = { deploymentMethod: 'image', containerImage: 'registry.example.com/poet:1' } as const;

test.each([
  ['contexts.list', 404, (api: BoundKagentiClient) => api.contexts.list({ namespace: 'team1' })],
  [
    'contexts.create',
    404,
    (api: BoundKagentiClient) => api.contexts.create({ ...disk, storage: {} }),
  ],
  ['dreams.status', 404, (api: BoundKagentiClient) => api.dreams.status(weatherAgent)],
  [
    'agents.identity.replaceConfig',
    405,
    (api: BoundKagentiClient) =>
      api.agents.identity.replaceConfig({ ...weatherAgent, config: 'a: 1' }),
  ],
] as const)(
  'D: %s on the backend of 2026-07-23 [kagenti-api/Older backend is named]',
  async (operation, status, call) => {
    const api = await clientOf('2026-07-23');

    const error = await rejection(call(api));

    expect(error).toMatchObject({ operation, status });
    expect(String(error)).toContain(
      'the backend is older than 2026-08-20, which added this operation: auth.config of an older one reports no version',
    );
    expect(server.backend.requests).toHaveLength(1);
  },
);

test('D: the older backend reports no version, the newer one does [kagenti-api/Older backend is named]', async () => {
  expect(await (await clientOf('2026-07-23')).auth.config()).not.toHaveProperty('version');
  await kagenti.close();
  await server.stop();
  expect(await (await clientOf()).auth.config()).toHaveProperty('version');
});

test('D: an agent whose context does not exist [kagenti-api/Missing context is not a missing agent]', async () => {
  const api = await clientOf();
  const contexts = [{ name: 'nowhere', mountPath: '/data' }];

  const error = await rejection(
    api.agents.create({
      namespace: 'team1',
      name: 'poet',
      ...image,
      workloadType: 'statefulset',
      contexts,
    }),
  );

  expect(error).toMatchObject({ status: 404, missing: 'context' });
  expect(String(error)).toContain('a context that the call names does not exist. contexts.list');
  expect(JSON.parse(JSON.stringify(error))).toMatchObject({ missing: 'context' });
});

test('D: any other 404 is about what the call is about [kagenti-api/Missing context is not a missing agent]', async () => {
  const api = await clientOf();
  const calls = [
    api.agents.get({ namespace: 'team1', name: 'context' }),
    api.contexts.get(disk),
    api.agents.create({ namespace: 'nowhere', name: 'poet', ...image }),
  ];
  for (const error of await Promise.all(calls.map(rejection))) {
    expect(error).toMatchObject({ status: 404, missing: undefined });
    expect(JSON.parse(JSON.stringify(error))).not.toHaveProperty('missing');
  }
});

test('D: a context that the Context Service misses while it creates one [kagenti-api/Missing context is not a missing agent]', async () => {
  await clientOf();
  await using copying = await ScriptedServer.start(response => {
    json(response, { detail: 'context resource not found' }, 404);
  });
  await using client = testClient(copying.origin);

  const { contexts } = client.asUser(jane);

  expect(await rejection(contexts.create({ ...disk, storage: {} }))).toMatchObject({
    status: 404,
    missing: 'context',
  });
  expect(await rejection(contexts.delete(disk))).toMatchObject({ missing: undefined });
});

test('D: a context is created, mounted, and deleted without content [kagenti-api/Call returns the data]', async () => {
  const api = await clientOf();
  await api.contexts.create({ ...disk, storage: { size: '1Gi' } });
  const agent = { namespace: 'team1', name: 'poet' };
  await api.agents.create({
    ...agent,
    ...image,
    workloadType: 'statefulset',
    contexts: [{ name: 'disk', mountPath: '/data' }],
    k8sResourceLimits: { cpu: '1', memory: '2Gi' },
  });

  expect(await api.agents.get(agent)).toMatchObject({
    contexts: [{ name: 'disk', mountPath: '/data' }],
  });
  const answer = await api.contexts.delete(disk).withResponse();
  expect(answer).toMatchObject({ status: 204, data: undefined });
});
