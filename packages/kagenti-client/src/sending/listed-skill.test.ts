import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type KagentiServer,
  startKagentiServer,
} from '../../test/fixtures/kagenti-server.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, rejection, testClient } from '../../test/fixtures/test-client.fixture.ts';
import type { AuditEvent } from '../access/audit.ts';
import type { BoundKagentiClient, KagentiClient } from '../kagenti-client.ts';

/** A ConfigMap that is no skill, with what only administrators may read. */
const config = { namespace: 'team1', name: 'authbridge-config-poet' };
const canary = 'audience: hunter2';
const skill = { namespace: 'team1', name: 'summarise' };

let server: KagentiServer;
let kagenti: KagentiClient;
let api: BoundKagentiClient;
const events: AuditEvent[] = [];
/** Requests that came before the test. */
let setUp = 0;

beforeEach(async () => {
  events.length = 0;
  server = await startKagentiServer();
  kagenti = testClient(server.backend.baseUrl, {
    tokens: server.tokens,
    audit: event => void events.push(event),
  });
  api = kagenti.asUser(jane);
  await api.agents.identity.replaceConfig({ namespace: 'team1', name: 'poet', config: canary });
  await api.skills.create({ ...skill, files: { 'SKILL.md': '# Summarise' } });
  setUp = server.backend.requests.length;
  events.length = 0;
});
afterEach(async () => {
  await kagenti.close();
  await server.stop();
});

const seen = (): string[] =>
  server.backend.requests.slice(setUp).map(({ method, path }) => `${method} ${path}`);

/** Without the client the backend returns it: what is refused here is really there. */
async function readWithoutTheClient(): Promise<string> {
  const url = `${server.backend.baseUrl}/api/v1/skills/team1/${config.name}`;
  const authorization = `Bearer ${await server.tokens.getToken()}`;
  return (await fetch(url, { headers: { authorization } })).text();
}

test.each([
  ['get', () => api.skills.get(config)],
  ['file', () => api.skills.file({ ...config, filePath: 'config.yaml' })],
  ['request', () => api.request('GET', `/api/v1/skills/team1/${config.name}`)],
])(
  'D: %s of a ConfigMap that is no skill [kagenti-api/Other ConfigMap is not read as a skill]',
  async (_how, call) => {
    const error = await rejection(call());

    expect(error).toMatchObject({ code: 'http', status: 404 });
    expect(String(error)).toContain('has no skill of that name');
    expect(JSON.stringify(error) + String(error)).not.toContain('hunter2');
    expect(seen()).toEqual(['GET /api/v1/skills?namespace=team1']);
    expect(await readWithoutTheClient()).toContain('hunter2');
  },
);

test.each([
  ['delete', () => api.skills.delete(config)],
  ['recordUsage', () => api.skills.recordUsage(config)],
])(
  'D: %s of a ConfigMap that is no skill [kagenti-api/Other ConfigMap is not changed as a skill]',
  async (_how, call) => {
    expect(await rejection(call())).toMatchObject({ code: 'http', status: 404 });

    expect(seen()).toEqual(['GET /api/v1/skills?namespace=team1']);
    expect(events.map(({ outcome, name }) => [outcome, name])).toEqual([
      ['started', config.name],
      ['failed', config.name],
    ]);
    expect(await readWithoutTheClient()).toContain('hunter2');
  },
);

test('D: a skill is read, counted and deleted, each call under its own permission alone [kagenti-api/Other ConfigMap is not changed as a skill]', async () => {
  const asked: string[] = [];
  await using asking = testClient(server.backend.baseUrl, {
    tokens: server.tokens,
    authorize: ({ operation, permission }) => asked.push(`${operation} ${permission}`) > 0,
  });
  const { skills } = asking.asUser(jane);

  expect(await skills.get(skill)).toMatchObject({ resourceName: 'summarise' });
  expect(await skills.file({ ...skill, filePath: 'SKILL.md' })).toMatchObject({
    content: '# Summarise',
  });
  expect(await skills.recordUsage(skill)).toMatchObject({ usageCount: 1 });
  expect(await skills.delete(skill)).toMatchObject({ success: true });

  expect(asked).toEqual([
    'skills.get boost.access',
    'skills.file boost.access',
    'skills.recordUsage boost.mcp.manage',
    'skills.delete boost.mcp.manage',
  ]);
  expect(seen().filter(request => request === 'GET /api/v1/skills?namespace=team1')).toHaveLength(
    4,
  );
});

test.each([{}, { items: 'summarise' }, { items: [null, 7] }])(
  'D: where the list is %j, no skill is reached [kagenti-api/Other ConfigMap is not read as a skill]',
  async list => {
    await using odd = await ScriptedServer.start(response => {
      json(response, list);
    });
    await using client = testClient(odd.origin);

    expect(await rejection(client.asUser(jane).skills.get(skill))).toMatchObject({ status: 404 });
    expect(odd.requests).toHaveLength(1);
  },
);

test('D: where the list cannot be read, the call fails as it does [kagenti-api/Other ConfigMap is not read as a skill]', async () => {
  await using down = await ScriptedServer.start(response => {
    json(response, { detail: 'later' }, 503);
  });
  await using client = testClient(down.origin);

  expect(await rejection(client.asUser(jane).skills.delete(skill))).toMatchObject({
    operation: 'skills.delete',
    status: 503,
    attempts: { length: 3 },
  });
  expect(down.requests.every(({ method }) => method === 'GET')).toBe(true);
});
