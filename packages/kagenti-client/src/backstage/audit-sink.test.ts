import { EventEmitter, once } from 'node:events';
import { expect, test } from 'vitest';
import { RecordingAuditor } from '../../test/fixtures/recording-auditor.fixture.ts';
import { json, type Script, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
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
  const meta = { callId: expect.any(String), caller, ...weatherAgent };
  const ended = { outcome: 'succeeded', status: 200, requestId: expect.any(String) };
  expect(new Set(auditor.lines.map(line => line.meta?.['callId'])).size).toBe(1);
  expect(auditor.lines).toEqual([
    { ...created, event: 0, meta, status: 'initiated' },
    {
      ...created,
      event: 0,
      meta: { ...meta, ...ended, durationMs: expect.any(Number) },
      status: 'succeeded',
    },
  ]);
});

test('of calls that are alike, each ends its own event [audit-identity/Change is initiated and ended at Backstage]', async () => {
  const auditor = new RecordingAuditor();
  const sink = auditSink(auditor);
  /** How each call ended, as the client says it. */
  const ends = new Map<unknown, unknown>();
  // The last to arrive is the first to be answered.
  const waiting: (() => void)[] = [];
  await using parts = await audited(
    (response, request, index) => {
      waiting.push(() => {
        if (index % 2 === 0) json(response, {}, 404);
        else void answer(response, request, index);
      });
      if (waiting.length === 6) for (const send of waiting.toReversed()) send();
    },
    {
      audit: event => {
        const { callId, outcome, requestId } = event;
        if (outcome !== 'started') ends.set(callId, { outcome, requestId });
        return sink(event);
      },
    },
  );
  const others = parts.kagenti.asService('nightly');

  await Promise.allSettled([
    ...Array.from({ length: 5 }, () => parts.api.agents.delete(weatherAgent)),
    others.agents.delete(weatherAgent),
  ]);
  await expect.poll(() => auditor.lines).toHaveLength(12);

  for (let event = 0; event < 6; event += 1) {
    const [initiated, ended] = auditor.lines.filter(line => line.event === event);
    expect(initiated?.status).toBe('initiated');
    expect(ended?.meta).toMatchObject(Object(ends.get(initiated?.meta?.['callId'])));
    expect(ended?.status).toBe(ended?.meta?.['outcome']);
  }
  const count = (wanted: string) => auditor.lines.filter(({ status }) => status === wanted).length;
  expect([ends.size, count('failed'), count('succeeded')]).toEqual([6, 3, 3]);
});

test.each([undefined, null, 'auditor', {}])('%j is no auditor', auditor => {
  expect(() => Reflect.apply(auditSink, undefined, [auditor])).toThrow(
    expect.objectContaining({
      code: 'invalid_options',
      message: expect.stringContaining('coreServices.auditor'),
    }),
  );
});

test('a read, a failure and a refusal', async () => {
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
    'Kagenti agents.get failed (http), status 404.',
    'Kagenti agents.delete was denied (permission): nothing was sent.',
    'Kagenti agents.routeStatus failed (connection), without an answer.',
  ]);
  expect(auditor.lines.flatMap(({ meta }) => meta?.['errorType'] ?? [])).toEqual([
    'http',
    'permission',
    'connection',
  ]);
});

test('a refusal does not end the call of another', async () => {
  const auditor = new RecordingAuditor();
  const sink = auditSink(auditor);
  const event = { operation: 'agents.delete', caller: { kind: 'user', ref: jane } } as const;

  for (const [callId, outcome] of [
    ['one', 'started'],
    ['other', 'denied'],
    ['one', 'succeeded'],
  ] as const) {
    await sink({ ...event, callId, outcome });
  }

  expect(auditor.lines.map(({ status }) => status)).toEqual([
    'initiated',
    'initiated',
    'failed',
    'succeeded',
  ]);
});

test('a path that is newer has method and path', async () => {
  await using parts = await audited();

  await parts.api.request('GET', '/api/v2/reports', { query: { secret: 'hunter2' } });
  await expect.poll(() => parts.auditor.lines).toHaveLength(2);

  expect(parts.auditor.lines[0]).toEqual({
    event: 0,
    eventId: 'kagenti-request',
    severityLevel: 'low',
    meta: { callId: expect.any(String), caller, method: 'GET', path: '/api/v2/reports' },
    status: 'initiated',
  });
});

test('a chat leaves no content [audit-identity/Audit contains no content]', async () => {
  await using parts = await audited(response =>
    json(response, { content: 'my secret reply', session_id: 'ctx-1' }),
  );
  const { auditor, api } = parts;

  await api.chat.send({ ...weatherAgent, message: 'my secret wish' });
  await expect.poll(() => auditor.lines).toHaveLength(2);

  expect(JSON.stringify(auditor.lines)).not.toMatch(/secret|token-1|ctx-1/);
  expect(Object.keys(auditor.lines[1]?.meta ?? {}).sort()).toEqual([
    'allowedBy',
    'callId',
    'caller',
    'durationMs',
    'errorType',
    'method',
    'name',
    'namespace',
    'outcome',
    'path',
    'requestId',
    'status',
  ]);
});

test('what cannot be announced is not sent, and the next is [audit-identity/Change without audit is not made]', async () => {
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

test('the event of a call that was left is ended', async () => {
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
