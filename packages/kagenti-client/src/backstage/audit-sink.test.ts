import { EventEmitter, once } from 'node:events';
import { expect, test } from 'vitest';
import { RecordingAuditor } from '../fixtures/recording-auditor.fixture.ts';
import { json, type Script, ScriptedServer } from '../fixtures/scripted-server.fixture.ts';
import { jane, rejection, testClient, weatherAgent } from '../fixtures/test-client.fixture.ts';
import type { KagentiClientOptions } from '../index.ts';
import { auditSink } from './index.ts';

const caller = { kind: 'user', ref: jane };
const answer: Script = (response, { method }) =>
  json(response, method === 'GET' ? { items: [] } : { success: true, message: '' });

/** A client whose audit events go to Backstage. */
async function audited(script: Script = answer, options: Partial<KagentiClientOptions> = {}) {
  const auditor = new RecordingAuditor();
  const server = await ScriptedServer.start(script);
  const kagenti = testClient(server.origin, { audit: auditSink(auditor), ...options });
  return {
    auditor,
    server,
    kagenti,
    api: kagenti.asUser(jane),
    [Symbol.asyncDispose]: async () => {
      await kagenti.close();
      await server.stop();
    },
  };
}

test('a change is initiated before it is sent [audit-identity/Change is initiated and ended at Backstage]', async () => {
  let linesWhenSent = 0;
  await using parts = await audited((response, request, index) => {
    linesWhenSent = parts.auditor.lines.length;
    return answer(response, request, index);
  });
  const { auditor, api } = parts;

  await api.agents.delete(weatherAgent);
  await expect.poll(() => auditor.lines).toHaveLength(2);

  expect(linesWhenSent).toBe(1);
  const created = { eventId: 'kagenti-agents-delete', severityLevel: 'high' };
  const meta = { caller, ...weatherAgent };
  const ended = { outcome: 'succeeded', status: 200, requestId: expect.any(String) };
  expect(auditor.lines).toEqual([
    { ...created, meta, status: 'initiated' },
    {
      ...created,
      meta: { ...meta, ...ended, durationMs: expect.any(Number) },
      status: 'succeeded',
    },
  ]);
});

test('of calls that are alike, each has its event [audit-identity/Change is initiated and ended at Backstage]', async () => {
  await using parts = await audited((response, request, index) =>
    index === 1 ? json(response, {}, 404) : answer(response, request, index),
  );
  const { auditor, api, kagenti } = parts;
  const others = kagenti.asService('nightly');

  await Promise.allSettled([
    ...Array.from({ length: 5 }, () => api.agents.delete(weatherAgent)),
    others.agents.delete(weatherAgent),
  ]);
  await expect.poll(() => auditor.lines).toHaveLength(12);

  const statuses = auditor.lines.map(({ status }) => status).sort();
  expect(statuses).toEqual([
    'failed',
    ...Array.from({ length: 6 }, () => 'initiated'),
    ...Array.from({ length: 5 }, () => 'succeeded'),
  ]);
  const nightly = auditor.lines.filter(({ meta }) => JSON.stringify(meta).includes('nightly'));
  expect(nightly.map(({ status }) => status)[0]).toBe('initiated');
  expect(nightly).toHaveLength(2);
});

test('a read, a failure and a refusal [audit-identity/Read and refusal are one event at Backstage]', async () => {
  await using parts = await audited(
    (response, request, index) =>
      index === 1 ? json(response, {}, 404) : answer(response, request, index),
    { authorize: ({ permission }) => permission === 'boost.agent.list' },
  );
  const { auditor, api, server } = parts;

  await api.agents.list();
  await rejection(api.agents.get(weatherAgent));
  await rejection(api.agents.delete(weatherAgent));
  await server.stop();
  await rejection(api.agents.routeStatus(weatherAgent, { maxRetries: 0 }));
  await expect.poll(() => auditor.lines).toHaveLength(8);

  expect(auditor.story).toEqual([
    'kagenti-agents-list initiated',
    'kagenti-agents-list succeeded',
    'kagenti-agents-get initiated',
    'kagenti-agents-get failed',
    'kagenti-agents-delete initiated',
    'kagenti-agents-delete failed',
    'kagenti-agents-route-status initiated',
    'kagenti-agents-route-status failed',
  ]);
  expect(auditor.lines.flatMap(({ error }) => error?.message ?? [])).toEqual([
    'Kagenti agents.get failed, status 404.',
    'Kagenti agents.delete was denied: nothing was sent.',
    'Kagenti agents.routeStatus failed, without an answer.',
  ]);
});

test('a refusal does not end the call of another [audit-identity/Read and refusal are one event at Backstage]', async () => {
  const auditor = new RecordingAuditor();
  const sink = auditSink(auditor);
  const event = { operation: 'agents.delete', caller: { kind: 'user', ref: jane } } as const;

  for (const outcome of ['started', 'denied', 'succeeded'] as const) {
    await sink({ ...event, outcome });
  }

  expect(auditor.lines.map(({ status }) => status)).toEqual([
    'initiated',
    'initiated',
    'failed',
    'succeeded',
  ]);
});

test('a path that is newer has method and path [audit-identity/Newer path is recorded by method and path]', async () => {
  await using parts = await audited();

  await parts.api.request('GET', '/api/v2/reports', { query: { secret: 'hunter2' } });
  await expect.poll(() => parts.auditor.lines).toHaveLength(2);

  expect(parts.auditor.lines[0]).toEqual({
    eventId: 'kagenti-request',
    severityLevel: 'low',
    meta: { caller, method: 'GET', path: '/api/v2/reports' },
    status: 'initiated',
  });
});

test("a chat leaves no content [audit-identity/Backstage's audit log holds no content]", async () => {
  await using parts = await audited(response =>
    json(response, { content: 'my secret reply', session_id: 'ctx-1' }),
  );
  const { auditor, api } = parts;

  await api.chat.send({ ...weatherAgent, message: 'my secret wish' });
  await expect.poll(() => auditor.lines).toHaveLength(2);

  expect(JSON.stringify(auditor.lines)).not.toMatch(/secret|token-1|ctx-1/);
  expect(Object.keys(auditor.lines[1]?.meta ?? {}).sort()).toEqual([
    'caller',
    'durationMs',
    'method',
    'name',
    'namespace',
    'outcome',
    'path',
    'requestId',
    'status',
  ]);
});

test('what cannot be announced is not sent, and the next is [audit-identity/Auditor that fails stops a change]', async () => {
  await using parts = await audited();
  const { auditor, api, server } = parts;
  auditor.beforeCreated = () => Promise.reject(new Error('disk full'));

  expect(await rejection(api.agents.delete(weatherAgent))).toMatchObject({ code: 'audit' });
  expect(server.requests).toEqual([]);
  auditor.beforeCreated = () => undefined;
  await api.agents.delete(weatherAgent);
  await expect.poll(() => auditor.lines).toHaveLength(2);

  expect(auditor.lines.map(({ status }) => status)).toEqual(['initiated', 'succeeded']);
});

test('the event of a call that was left is ended [audit-identity/Call left while its event is created]', async () => {
  await using parts = await audited();
  const { auditor, api, server } = parts;
  const log = new EventEmitter();
  const abort = new AbortController();
  auditor.beforeCreated = async () => void (await once(log, 'ready'));

  const call = api.agents.delete(weatherAgent, { signal: abort.signal });
  setImmediate(() => abort.abort());
  await rejection(call);
  expect(auditor.lines).toEqual([]);
  log.emit('ready');
  await expect.poll(() => auditor.lines).toHaveLength(2);

  expect(auditor.lines.map(({ status }) => status)).toEqual(['initiated', 'failed']);
  expect(server.requests).toEqual([]);
});
