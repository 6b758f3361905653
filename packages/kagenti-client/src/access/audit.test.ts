import { expect, test } from 'vitest';
import {
  eventStream,
  frames,
  json,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import {
  firstEvent,
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { AuditEvent } from './audit.ts';

const message = { ...weatherAgent, message: 'my secret wish' };
const caller = { kind: 'user', ref: jane };
const deleted = { success: true, message: '' };

/** An audit log for a test. */
function auditLog(): { events: AuditEvent[]; audit: (event: AuditEvent) => void } {
  const events: AuditEvent[] = [];
  return { events, audit: event => void events.push(event) };
}

test('a change is announced before it is sent [audit-identity/Change is announced and concluded]', async () => {
  const { events, audit } = auditLog();
  let eventsWhenSent: AuditEvent[] = [];
  await using server = await ScriptedServer.start(response => {
    eventsWhenSent = [...events];
    json(response, deleted);
  });
  await using kagenti = testClient(server.origin, { audit });

  const { requestId } = await kagenti
    .asUser({ ref: jane, credentials: { token: 'hunter2' } })
    .agents.delete(weatherAgent)
    .withResponse();

  const started = {
    callId: expect.any(String),
    operation: 'agents.delete',
    caller,
    ...weatherAgent,
    outcome: 'started',
  };
  expect(eventsWhenSent).toEqual([started]);
  expect(events).toEqual([
    started,
    { ...started, outcome: 'succeeded', status: 200, requestId, durationMs: expect.any(Number) },
  ]);
  expect(events[1]?.durationMs).toBeGreaterThan(0);
});

test('a GET that changes something is announced, too [audit-identity/Change is announced and concluded]', async () => {
  const { events, audit } = auditLog();
  await using server = await ScriptedServer.start(response => {
    json(response, {});
  });
  await using kagenti = testClient(server.origin, { audit });

  await kagenti.asUser(jane).dreams.run({ ...weatherAgent, runId: 'run-1' });

  expect(events).toMatchObject([
    { operation: 'dreams.run', outcome: 'started' },
    { operation: 'dreams.run', outcome: 'succeeded' },
  ]);
});

test('a read has one event [audit-identity/Every call ends in one event]', async () => {
  const { events, audit } = auditLog();
  await using server = await ScriptedServer.start(response => {
    json(response, { items: [] });
  });
  await using kagenti = testClient(server.origin, { audit });

  await kagenti.asUser(jane).agents.list({ namespace: 'team1' });

  expect(events).toMatchObject([
    { operation: 'agents.list', caller, namespace: 'team1', outcome: 'succeeded', status: 200 },
  ]);
});

test('a failure has its status, or none [audit-identity/Every call ends in one event]', async () => {
  const { events, audit } = auditLog();
  await using server = await ScriptedServer.start(response => {
    json(response, {}, 404);
  });
  const origin = server.origin;
  await using kagenti = testClient(origin, { audit });
  const { agents } = kagenti.asUser(jane);

  await rejection(agents.get(weatherAgent));
  await server.stop();
  await rejection(agents.get(weatherAgent, { maxRetries: 0 }));
  await rejection(agents.get(weatherAgent, { signal: AbortSignal.abort() }));

  const ends = events.map(({ outcome, errorType, status, requestId }) => [
    outcome,
    errorType,
    status,
    requestId !== undefined,
  ]);
  expect(ends).toEqual([
    ['failed', 'http', 404, true],
    ['failed', 'connection', undefined, true],
    ['failed', 'abort', undefined, false],
  ]);
});

test('an answer that cannot be used is a failure [audit-identity/Every call ends in one event]', async () => {
  const { events, audit } = auditLog();
  await using server = await ScriptedServer.start(response => {
    response.end('<html>');
  });
  await using kagenti = testClient(server.origin, { audit });

  await rejection(kagenti.asUser(jane).agents.list());

  expect(events).toMatchObject([{ outcome: 'failed', errorType: 'contract', status: 200 }]);
});

test('each refusal is one event [audit-identity/Refusal is recorded]', async () => {
  const { events, audit } = auditLog();
  await using kagenti = testClient('http://127.0.0.1:1', {
    audit,
    namespaces: ['team1'],
    authorize: () => false,
  });
  const api = kagenti.asUser(jane);

  await rejection(api.agents.delete(weatherAgent));
  await rejection(api.agents.list({ namespace: 'team2' }));
  await rejection(api.chat.send({ ...message, sessionId: 'stolen' }));
  await rejection(api.chat.send({ message: 'hi' }));
  await rejection(api.agents.get({ namespace: 'team1', name: '..' }));

  expect(events.map(event => [event.operation, event.outcome, event.errorType])).toEqual([
    ['agents.delete', 'denied', 'permission'],
    ['agents.list', 'denied', 'namespace_refused'],
    ['chat.send', 'denied', 'session_refused'],
    ['chat.send', 'denied', 'invalid_parameter'],
    ['agents.get', 'denied', 'invalid_parameter'],
  ]);
});

test('calls that are alike are told apart [audit-identity/Change is announced and concluded]', async () => {
  const { events, audit } = auditLog();
  await using server = await ScriptedServer.start((response, _request, index) => {
    json(response, deleted, index === 1 ? 404 : 200);
  });
  await using kagenti = testClient(server.origin, { audit });
  const { agents } = kagenti.asUser(jane);

  const ends = await Promise.allSettled([
    agents.delete(weatherAgent).withResponse(),
    agents.delete(weatherAgent).withResponse(),
    agents.list(),
  ]);

  const calls = [...new Set(events.map(({ callId }) => callId))];
  const stories = calls.map(call =>
    events.flatMap(({ callId, outcome }) => (callId === call ? outcome : [])).join(', '),
  );
  expect(stories.toSorted()).toEqual(['started, failed', 'started, succeeded', 'succeeded']);
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  for (const callId of calls) expect(callId).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/);
});

test('events hold no content [audit-identity/Audit contains no content]', async () => {
  const { events, audit } = auditLog();
  await using server = await ScriptedServer.start((response, { path }, index) => {
    if (index === 2) return json(response, { detail: 'my secret failure of ctx-1' }, 404);
    if (path.endsWith('/send'))
      return json(response, { content: 'my secret reply', session_id: 'ctx-1' });
    eventStream(response);
    response.end(
      frames(
        { content: 'my secret reply', session_id: 'ctx-1' },
        { done: true, session_id: 'ctx-1' },
      ),
    );
  });
  await using kagenti = testClient(server.origin, { audit });
  const { chat } = kagenti.asUser(jane);

  const { session_id: sessionId } = await chat.send(message);
  await chat.stream({ ...message, sessionId }).text();
  const error = await rejection(chat.send({ ...message, sessionId }));

  expect(JSON.stringify(events)).not.toMatch(/secret|token-1|ctx-1/);
  expect(events.at(-1)).toEqual({
    callId: expect.stringMatching(/^[\da-f-]{36}$/),
    operation: 'chat.send',
    caller,
    namespace: weatherAgent.namespace,
    name: weatherAgent.name,
    outcome: 'failed',
    errorType: 'http',
    status: 404,
    requestId: Object(error).requestId,
    durationMs: expect.any(Number),
  });
  const keys = new Set(events.flatMap(event => Object.keys(event)));
  expect([...keys].sort()).toEqual([
    'callId',
    'caller',
    'durationMs',
    'errorType',
    'name',
    'namespace',
    'operation',
    'outcome',
    'requestId',
    'status',
  ]);
});

test.each([
  [
    'throws',
    () => {
      throw new Error('disk full: hunter2');
    },
  ],
  ['rejects', () => Promise.reject(new Error('disk full: hunter2'))],
])(
  'a sink that %s stops a change [audit-identity/Change without audit is not made]',
  async (_what, audit) => {
    await using server = await ScriptedServer.start(response => {
      json(response, deleted);
    });
    const warnings: string[] = [];
    const logger = { warn: (text: string) => void warnings.push(text), info: () => undefined };
    await using kagenti = testClient(server.origin, { audit, logger });

    const error = await rejection(kagenti.asUser(jane).agents.delete(weatherAgent));

    expect(error).toMatchObject({
      code: 'audit',
      message: expect.stringContaining('was not sent'),
      cause: { message: 'disk full: hunter2' },
    });
    expect(server.requests).toEqual([]);
  },
);

test('a broken sink is logged, and the call goes on [audit-identity/Broken sink does not break a read]', async () => {
  await using server = await ScriptedServer.start((response, { method }) => {
    json(response, method === 'GET' ? { items: [] } : deleted);
  });
  const warnings: unknown[] = [];
  const logger = { warn: (...line: unknown[]) => void warnings.push(line), info: () => undefined };
  await using kagenti = testClient(server.origin, {
    logger,
    audit: event => {
      if (event.outcome !== 'started')
        throw Object.assign(new Error('hunter2'), { code: 'ENOSPC' });
    },
  });

  await kagenti.asUser(jane).agents.list();
  await kagenti.asUser(jane).agents.delete(weatherAgent);
  await new Promise(resolve => setImmediate(resolve));

  expect(warnings).toEqual([
    [
      expect.stringContaining('lost'),
      { operation: 'agents.list', outcome: 'succeeded', cause: 'Error (ENOSPC)' },
    ],
    [
      expect.stringContaining('lost'),
      { operation: 'agents.delete', outcome: 'succeeded', cause: 'Error (ENOSPC)' },
    ],
  ]);
});

test.each([
  ['ends', frames({ content: 'x' }, { done: true, session_id: 's' }), 'succeeded', undefined],
  ['is cut', frames({ content: 'x' }), 'failed', 'stream'],
  ['brings an error', frames({ content: 'x' }, { error: 'no' }), 'failed', 'stream'],
])(
  'a stream that %s has one end [audit-identity/Every call ends in one event]',
  async (_what, text, outcome, errorType) => {
    const { events, audit } = auditLog();
    await using server = await ScriptedServer.start(response => {
      eventStream(response);
      response.end(text);
    });
    await using kagenti = testClient(server.origin, { audit });

    await kagenti
      .asUser(jane)
      .chat.stream(message)
      .text()
      .catch(() => undefined);

    expect(events.map(event => event.outcome)).toEqual(['started', outcome]);
    expect(events[1]).toMatchObject({ status: 200, requestId: expect.any(String) });
    expect(events[1]?.errorType).toBe(errorType);
  },
);

test('a stream that is left has one end [audit-identity/Every call ends in one event]', async () => {
  const { events, audit } = auditLog();
  await using server = await ScriptedServer.start(response => {
    eventStream(response);
    response.write(frames({ content: 'x' }));
  });
  await using kagenti = testClient(server.origin, { audit });

  await firstEvent(kagenti.asUser(jane).chat.stream(message));

  expect(events.map(event => event.outcome)).toEqual(['started', 'succeeded']);
});
