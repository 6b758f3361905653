import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { Drift } from '../options/client-options.ts';

const strange = {
  items: [{ name: 7, namespace: 'team1', description: 'hunter2', labels: { type: 'agent' } }, 'x'],
};

test('differences are told by path and code [kagenti-api/Drift is reported]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, strange);
  });
  const drifts: Drift[] = [];
  await using kagenti = testClient(server.origin, { onDrift: drift => void drifts.push(drift) });

  await expect(kagenti.asUser(jane).agents.list()).resolves.toEqual(strange);

  expect(drifts).toEqual(
    ['items.0.name', 'items.0.status', 'items.1'].map(path => ({
      operation: 'agents.list',
      path,
      code: 'invalid_type',
    })),
  );
});

test.each([
  [
    'throws',
    () => {
      throw new Error('hunter2');
    },
  ],
  ['rejects', () => Promise.reject(new Error('hunter2'))],
])(
  'a listener that %s does not break the call [kagenti-api/Drift is reported]',
  async (_what, onDrift) => {
    await using server = await ScriptedServer.start(response => {
      json(response, { status: 7 });
    });
    const warnings: string[] = [];
    await using kagenti = testClient(server.origin, {
      onDrift,
      logger: { warn: text => void warnings.push(text), info: () => undefined },
    });

    await expect(kagenti.asUser(jane).health.live()).resolves.toEqual({ status: 7 });
    expect(warnings).toEqual([expect.stringContaining('onDrift')]);
  },
);

test('drift without a listener is no trouble [kagenti-api/Drift is reported]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, {});
  });
  await using kagenti = testClient(server.origin);
  const { chat } = kagenti.asUser(jane);

  await expect(chat.send({ namespace: 'a', name: 'b', message: 'x' })).resolves.toEqual({});
});

test('strict refuses with path and code [kagenti-api/Drift is reported]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, strange);
  });
  await using kagenti = testClient(server.origin, { validation: 'strict' });

  const error = await rejection(kagenti.asUser(jane).agents.list());

  expect(error).toMatchObject({
    name: 'KagentiContractError',
    issues: expect.arrayContaining([{ path: 'items.0.name', code: 'invalid_type' }]),
    attempts: [{ status: 200 }],
  });
  expect(String(error)).toContain('items.0.name invalid_type');
  expect(JSON.stringify(error)).not.toContain('hunter2');
});

test('a key that a user chose is in no error and no report [kagenti-api/Drift is reported]', async () => {
  const key = 'SECRET user text\u001B[31m\nline2';
  await using server = await ScriptedServer.start(response => {
    const { name, namespace } = weatherAgent;
    const source = { strategy: 'buildah', gitUrl: 'x', gitRevision: 'main', contextDir: '.' };
    const agentConfig = { k8sResourceLimits: { [key]: 5 } };
    const info = { ...source, name, namespace, buildRegistered: true, outputImage: 'x' };
    json(response, { ...info, agentConfig });
  });
  const drifts: Drift[] = [];
  await using kagenti = testClient(server.origin, { onDrift: drift => void drifts.push(drift) });
  await using strict = testClient(server.origin, { validation: 'strict' });

  await kagenti.asUser(jane).agents.builds.info(weatherAgent);
  const error = await rejection(strict.asUser(jane).agents.builds.info(weatherAgent));

  expect(drifts.map(({ path }) => path)).toContain('agentConfig.k8sResourceLimits.*');
  expect(String(error)).toContain('k8sResourceLimits.*');
  for (const text of [inspect(error, { depth: 9 }), JSON.stringify(error), String(error)]) {
    expect(text).not.toMatch(/SECRET|line2/);
  }
  expect(JSON.stringify(drifts)).not.toContain('SECRET');
});

test('one answer of many bad items is told once [kagenti-api/Drift is reported]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { items: Array.from({ length: 20_000 }, () => ({})) });
  });
  const paths: string[] = [];
  await using kagenti = testClient(server.origin, { onDrift: ({ path }) => void paths.push(path) });

  await kagenti.asUser(jane).agents.list();

  expect(paths).toContain('items.0.name');
  expect(paths.length).toBeLessThan(10);
});

test('nothing is checked when it is off', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, strange);
  });
  const drifts: Drift[] = [];
  await using kagenti = testClient(server.origin, {
    validation: 'off',
    onDrift: drift => void drifts.push(drift),
  });

  await expect(kagenti.asUser(jane).agents.list()).resolves.toEqual(strange);
  expect(drifts).toEqual([]);
});

test('unknown keys and null are in order [kagenti-api/Supported backend passes strict validation]', async () => {
  const agent = {
    name: 'a',
    namespace: 'b',
    description: '',
    status: 'Ready',
    labels: { protocol: null, colour: 'red' },
    workloadType: null,
    replicas: 3,
  };
  await using server = await ScriptedServer.start((response, { path }) => {
    const detail = { metadata: { name: 'a' }, spec: null, service: { port: 80 } };
    const card = {
      name: 'a',
      version: '1',
      url: 'u',
      description: null,
      skills: [{ id: 'w' }],
      extra: 1,
    };
    const list = { items: [agent], next: 'x' };
    json(response, path.endsWith('agent-card') ? card : path.endsWith('/a') ? detail : list);
  });
  await using kagenti = testClient(server.origin, { validation: 'strict' });
  const api = kagenti.asUser(jane);

  await expect(api.agents.list()).resolves.toEqual({ items: [agent], next: 'x' });
  await expect(api.agents.get({ namespace: 'b', name: 'a' })).resolves.toMatchObject({
    service: { port: 80 },
  });
  await expect(api.chat.agentCard({ namespace: 'b', name: 'a' })).resolves.toMatchObject({
    extra: 1,
  });
});

test.each([
  ['HTML', '<html>hunter2</html>'],
  ['nothing', ''],
  ['half of it', '{"items":['],
])(
  '%s is no answer, and is not asked for again [kagenti-api/Unusable answer fails the call]',
  async (_what, body) => {
    await using server = await ScriptedServer.start(response => {
      response.end(body);
    });
    await using kagenti = testClient(server.origin, { validation: 'off' });

    const error = await rejection(kagenti.asUser(jane).agents.list());

    expect(error).toMatchObject({
      name: 'KagentiContractError',
      issues: [{ path: '', code: 'not_json' }],
      attempts: [{}],
    });
    expect(String(error)).not.toContain('hunter2');
    expect(server.requests).toHaveLength(1);
  },
);

test('a byte order mark and chunks are no trouble [kagenti-api/Call returns the data]', async () => {
  await using server = await ScriptedServer.start(response => {
    response.write('\uFEFF{"items"');
    setTimeout(() => response.end(':[]}'), 20);
  });
  await using kagenti = testClient(server.origin);

  await expect(kagenti.asUser(jane).agents.list()).resolves.toEqual({ items: [] });
});

test.each([
  ['announced', true],
  ['in chunks', false],
])(
  'a body that is too large, %s [kagenti-api/Unusable answer fails the call]',
  async (_what, announced) => {
    const chunk = Buffer.alloc(1024 * 1024, ' ');
    await using server = await ScriptedServer.start(response => {
      response.writeHead(200, announced ? { 'content-length': String(64 * chunk.length) } : {});
      const more = (): void => {
        if (!response.destroyed) response.write(chunk, more);
      };
      more();
    });
    await using kagenti = testClient(server.origin);

    const error = await rejection(kagenti.asUser(jane).agents.list());

    expect(error).toMatchObject({
      name: 'KagentiContractError',
      issues: [{ path: '', code: 'too_large' }],
    });
    expect(await server.connectionsClosed()).toBe(true);
  },
);

test('a huge error body is left unread, its status told', async () => {
  const chunk = Buffer.alloc(1024 * 1024, ' ');
  await using server = await ScriptedServer.start(response => {
    response.writeHead(404);
    const more = (): void => {
      if (!response.destroyed) response.write(chunk, more);
    };
    more();
  });
  await using kagenti = testClient(server.origin);

  await expect(kagenti.asUser(jane).agents.list()).rejects.toMatchObject({
    status: 404,
    detail: undefined,
  });
  expect(await server.connectionsClosed()).toBe(true);
});
