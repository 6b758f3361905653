import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startKagentiServer } from '../../test/fixtures/kagenti-server.fixture.ts';
import { json, type Script, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, rejection, testClient } from '../../test/fixtures/test-client.fixture.ts';
import { callMethod } from '../../test/parity/call-method.fixture.ts';
import type { AuditEvent } from '../access/audit.ts';
import type { AuthorizeRequest } from '../access/permission.ts';
import type { KagentiClientOptions } from '../index.ts';

const listed = ['agents', 'tools', 'skills'] as const;
const namespaceOf = (path: string): string =>
  new URL(path, 'http://kagenti').searchParams.get('namespace') ?? '';

/** Lists one item for each namespace, named after it. */
const oneEach: Script = (response, { path }) => {
  if (path.startsWith('/api/v1/namespaces')) return json(response, { namespaces: ['n1', 'n2'] });
  const namespace = namespaceOf(path);
  return json(response, { items: [{ name: `of-${namespace}`, namespace }] });
};

/** A client of a server, with what its hook and its audit sink were given. */
async function watched(script: Script = oneEach, options: Partial<KagentiClientOptions> = {}) {
  const server = await ScriptedServer.start(script);
  const asked: AuthorizeRequest[] = [];
  const events: AuditEvent[] = [];
  const kagenti = testClient(server.origin, {
    authorize: request => asked.push(request) > 0,
    audit: event => void events.push(event),
    ...options,
  });
  onTestFinished(async () => {
    await kagenti.close();
    await server.stop();
  });
  return { server, kagenti, asked, events, api: kagenti.asUser(jane) };
}

test.each(listed)(
  'B4: %s of several namespaces come in one call, each asked for and audited [kagenti-api/Several namespaces in one call]',
  async group => {
    const { api, asked, events } = await watched();

    const { items, failures } = await api[group].listAll({ namespaces: ['n3', 'n1', 'n2', 'n1'] });

    expect(items.map(item => item.name)).toEqual(['of-n3', 'of-n1', 'of-n2']);
    expect(failures).toEqual([]);
    const operation = `${group}.list`;
    const permission = group === 'agents' ? 'boost.agent.list' : 'boost.access';
    expect(asked).toMatchObject(
      ['n3', 'n1', 'n2'].map(namespace => ({ operation, permission, namespace })),
    );
    expect(events).toHaveLength(3);
    for (const namespace of ['n1', 'n2', 'n3']) {
      expect(events).toContainEqual(
        expect.objectContaining({ operation, namespace, outcome: 'succeeded' }),
      );
    }
  },
);

test.each([
  [undefined, 4],
  [1, 1],
  [7, 7],
])(
  'B4: with concurrency %s, %d calls run at the same time [kagenti-api/Several namespaces in one call]',
  async (concurrency, most) => {
    let [running, reached] = [0, 0];
    const { api } = await watched(async (...call) => {
      running += 1;
      reached = Math.max(reached, running);
      await sleep(10);
      running -= 1;
      await oneEach(...call);
    });
    const namespaces = Array.from({ length: 20 }, (_, index) => `n${index}`);

    const { items } = await api.agents.listAll(
      { namespaces },
      concurrency === undefined ? {} : { concurrency },
    );

    expect(items.map(item => item.namespace)).toEqual(namespaces);
    expect(reached).toBe(most);
  },
);

test('B4: a namespace that fails is named, and the others are there [kagenti-api/Namespace that fails]', async () => {
  const { api, events } = await watched(
    (...call) =>
      namespaceOf(call[1].path) === 'down'
        ? json(call[0], { detail: 'no' }, 500)
        : oneEach(...call),
    { authorize: ({ namespace }) => namespace !== 'secret', namespaces: ['n1', 'down', 'secret'] },
  );

  const { items, failures } = await api.agents.listAll(
    { namespaces: ['secret', 'n1', 'down', 'elsewhere', 'Not A Name'] },
    { maxRetries: 0 },
  );

  expect(items.map(item => item.name)).toEqual(['of-n1']);
  expect(failures).toEqual([
    { namespace: 'secret', error: expect.objectContaining({ code: 'permission' }) },
    { namespace: 'down', error: expect.objectContaining({ code: 'http', status: 500 }) },
    { namespace: 'elsewhere', error: expect.objectContaining({ code: 'namespace_refused' }) },
    { namespace: 'Not A Name', error: expect.objectContaining({ code: 'namespace_refused' }) },
  ]);
  const denied = events.filter(({ outcome }) => outcome === 'denied');
  expect(denied.map(({ namespace }) => namespace)).toContain('secret');
});

test('B4: when every namespace fails, the call rejects with the error of the first [kagenti-api/Namespace that fails]', async () => {
  const { api, server } = await watched(oneEach, { authorize: () => false });

  const error = await rejection(api.agents.listAll({ namespaces: ['n1', 'n2'] }));

  expect(error).toMatchObject({ name: 'KagentiPermissionError', operation: 'agents.list' });
  expect(server.requests).toEqual([]);
  const { api: other } = await watched((response, { path }) =>
    json(response, {}, namespaceOf(path) === 'n1' ? 404 : 403),
  );
  expect(await rejection(other.tools.listAll({ namespaces: ['n1', 'n2'] }))).toMatchObject({
    status: 404,
  });
});

test('B4: without names, the client’s own namespaces are listed [kagenti-api/Namespaces by default]', async () => {
  const { api, asked } = await watched(oneEach, { namespaces: ['n5', 'n4'] });

  const { items } = await api.agents.listAll();

  expect(items.map(item => item.name)).toEqual(['of-n5', 'of-n4']);
  expect(asked.map(({ operation }) => operation)).toEqual(['agents.list', 'agents.list']);
});

test('B4: a client of all namespaces asks Kagenti for them, with a permission question [kagenti-api/Namespaces by default]', async () => {
  const { api, asked, events } = await watched();

  const { items } = await api.agents.listAll({}, { correlationId: 'page-1' });

  expect(items.map(item => item.name)).toEqual(['of-n1', 'of-n2']);
  expect(asked.map(({ permission, namespace }) => [permission, namespace])).toEqual([
    ['boost.access', undefined],
    ['boost.agent.list', 'n1'],
    ['boost.agent.list', 'n2'],
  ]);
  expect(events.map(({ correlationId }) => correlationId)).toEqual(['page-1', 'page-1', 'page-1']);
  const { api: denied } = await watched(oneEach, {
    authorize: ({ operation }) => operation !== 'namespaces.list',
  });
  expect(await rejection(denied.agents.listAll())).toMatchObject({
    name: 'KagentiPermissionError',
    operation: 'namespaces.list',
  });
});

test.each(['the signal', 'close()'])(
  'B4: %s ends a listing, and no further namespace is called [kagenti-api/Abort ends a listing]',
  async what => {
    const controller = new AbortController();
    const { api, kagenti, server } = await watched(() => {
      if (server.requests.length < 2) return;
      if (what === 'the signal') controller.abort(new Error('the page was left'));
      else void kagenti.close();
    });
    const namespaces = Array.from({ length: 9 }, (_, index) => `n${index}`);

    const error = await rejection(
      api.agents.listAll({ namespaces }, { signal: controller.signal, concurrency: 2 }),
    );
    await sleep(20);

    expect(error).toMatchObject({ name: 'KagentiAbortError' });
    expect(server.requests).toHaveLength(2);
  },
);

test.each<[string, unknown[], RegExp]>([
  ['a list for parameters', [['n1']], /parameters are given as an object/],
  ['a slip in a name', [{ namespace: ['n1'] }], /namespaces may be meant/],
  ['one name', [{ namespaces: 'n1' }], /namespaces is a list of names/],
  ['a number', [{ namespaces: [1] }], /namespaces is a list of names/],
  ['no concurrency', [{}, { concurrency: 0 }], /concurrency is a whole number from 1 to 16/],
  ['too much', [{}, { concurrency: 17 }], /concurrency is a whole number from 1 to 16/],
  ['a slip in an option', [{}, { concurency: 2 }], /concurrency may be meant/],
  ['a signal as options', [{}, new AbortController().signal], /options are an object/],
])('B4: %s is refused, and nothing is sent', async (_what, given, rule) => {
  const { api, server } = await watched();

  const error = await rejection(callMethod(api, 'agents.listAll', ...given));

  expect(error).toMatchObject({ code: 'invalid_parameter', message: expect.stringMatching(rule) });
  expect(server.requests).toEqual([]);
});

test('B4: no namespaces are an empty list', async () => {
  const { api } = await watched(response => json(response, { namespaces: [] }));

  expect(await api.agents.listAll({ namespaces: [] })).toEqual({ items: [], failures: [] });
  expect(await api.skills.listAll()).toEqual({ items: [], failures: [] });
});

test('B4: the agents of a backend are listed over its namespaces', async () => {
  const { backend, tokens, stop } = await startKagentiServer();
  onTestFinished(stop);
  await using kagenti = testClient(backend.baseUrl, { tokens });

  const { items, failures } = await kagenti.asUser(jane).agents.listAll();

  expect(items.map(({ namespace, name }) => `${namespace}/${name}`)).toContain(
    'team1/weather-agent',
  );
  expect(failures).toEqual([]);
});
