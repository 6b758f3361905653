import { Agent, buildConnector } from 'undici';
import { expect, test } from 'vitest';
import {
  answerSkills,
  json,
  readsSkills,
  reset,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { callMethod } from '../../test/parity/call-method.fixture.ts';
import type { AuditEvent } from '../access/audit.ts';
import { KagentiHttpError } from '../errors/http-error.ts';

const items = { items: [] };
const refusal = { detail: 'Invalid token: Signature has expired.' };
const deleted = { success: true, message: "Deployment 'weather-agent' deleted" };
const reply = { content: 'hi', session_id: 's', is_complete: true };
const message = { ...weatherAgent, message: 'hi' };

test.each([408, 425, 429, 502, 503, 504])(
  'A17: status %i passes [kagenti-api/Repeatable operation survives a fault]',
  async status => {
    await using server = await ScriptedServer.start((response, _request, index) => {
      json(response, items, index < 2 ? status : 200);
    });
    await using kagenti = testClient(server.origin);

    const { data, attempts, requestId } = await kagenti.asUser(jane).agents.list().withResponse();

    expect(data).toEqual(items);
    expect(attempts.map(attempt => attempt.status)).toEqual([status, status, 200]);
    expect(attempts.every(attempt => attempt.durationMs > 0 && attempt.delayMs >= 0)).toBe(true);
    expect(requestId).toBe(server.requests[2]?.headers['x-request-id']);
    expect(new Set(attempts.map(attempt => attempt.requestId)).size).toBe(3);
  },
);

test('resets before the headers and in the body pass [kagenti-api/Repeatable operation survives a fault]', async () => {
  await using server = await ScriptedServer.start((response, _request, index) => {
    if (index === 0) return reset(response);
    if (index > 1) return json(response, items);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"items"', () => {
      setTimeout(() => {
        reset(response);
      }, 20);
    });
  });
  await using kagenti = testClient(server.origin);

  const { attempts } = await kagenti.asUser(jane).agents.list().withResponse();

  expect(attempts.map(attempt => attempt.status)).toEqual([undefined, 200, 200]);
  expect(attempts.map(attempt => attempt.failure !== undefined)).toEqual([true, true, false]);
});

test.each([
  ['a reset', 0],
  ['status 503', 503],
  ['status 429', 429],
  ['status 408', 408],
  ['status 425', 425],
])(
  'chat is sent once, whatever comes: %s [kagenti-api/Operation that may have run is not repeated]',
  async (_what, status) => {
    await using server = await ScriptedServer.start(response => {
      if (status === 0) reset(response);
      else json(response, { detail: 'Cannot connect to agent' }, status);
    });
    await using kagenti = testClient(server.origin);
    const { chat } = kagenti.asUser(jane);

    const fromSend = await rejection(chat.send(message));
    const fromStream = await rejection(chat.stream(message).text());

    expect([fromSend, fromStream]).toMatchObject([{ attempts: [{}] }, { attempts: [{}] }]);
    expect(server.requests).toHaveLength(2);
  },
);

test('a refused connection is tried again even for chat [kagenti-api/Call that was never sent is tried again]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, reply);
  });
  const origin = server.origin;
  await server.stop();
  await using kagenti = testClient(origin);

  const error = await rejection(kagenti.asUser(jane).chat.send(message));

  expect(error).toMatchObject({
    name: 'KagentiConnectionError',
    reason: 'ECONNREFUSED',
    requestSent: false,
    attempts: [{}, {}, {}],
  });
});

test('retries end at the limit, the client’s or the call’s [kagenti-api/Repeatable operation survives a fault]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { detail: 'no' }, 503);
  });
  await using kagenti = testClient(server.origin, { retry: { maxRetries: 3 } });
  const { agents } = kagenti.asUser(jane);

  const ofClient = await rejection(agents.list());
  const ofCall = await rejection(agents.list({}, { maxRetries: 1 }));
  const none = await rejection(agents.list({}, { maxRetries: 0 }));

  const counts = [ofClient, ofCall, none].map(error =>
    KagentiHttpError.isInstance(error) ? error.attempts.length : 0,
  );
  expect(counts).toEqual([4, 2, 1]);
  expect(server.requests).toHaveLength(7);
});

test('the retry waits as long as the server says [kagenti-api/Retry-After is obeyed]', async () => {
  const at: number[] = [];
  await using server = await ScriptedServer.start((response, _request, index) => {
    at.push(performance.now());
    json(response, items, index === 0 ? 429 : 200, { 'retry-after': '1' });
  });
  await using kagenti = testClient(server.origin);

  const { attempts } = await kagenti.asUser(jane).agents.list().withResponse();

  expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(990);
  expect(attempts[1]?.delayMs).toBeGreaterThanOrEqual(1_000);
});

test('A17: thirty clients with one Retry-After do not come back together [kagenti-api/Retry-After is obeyed]', async () => {
  const first = new Set<unknown>();
  await using server = await ScriptedServer.start((response, { headers }) => {
    const user = headers['x-backstage-user'];
    json(response, items, first.has(user) ? 200 : 429, { 'retry-after': '1' });
    first.add(user);
  });
  const clients = Array.from({ length: 30 }, () =>
    testClient(server.origin, { retry: { baseDelayMs: 250, maxDelayMs: 8_000 } }),
  );

  const answers = await Promise.all(
    clients.map((client, index) =>
      client.asUser(`user:default/u${index}`).agents.list().withResponse(),
    ),
  );

  const waits = answers.map(({ attempts }) => attempts[1]?.delayMs ?? 0);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(1_000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(1_250);
  expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(100);
  await Promise.all(clients.map(client => client.close()));
});

test.each([
  ['the cap', {}, '31'],
  ['the time that is left', { timeoutMs: 2_000 }, '3'],
])(
  'a wait beyond %s fails at once [kagenti-api/Retry-After is obeyed]',
  async (_what, options, seconds) => {
    await using server = await ScriptedServer.start(response => {
      json(response, {}, 429, { 'retry-after': seconds });
    });
    await using kagenti = testClient(server.origin);

    const error = await rejection(kagenti.asUser(jane).agents.list({}, options));

    expect(error).toMatchObject({
      status: 429,
      retryAfterMs: Number(seconds) * 1_000,
      message: expect.stringContaining(`${seconds} s`),
      attempts: [{}],
    });
  },
);

test('the budget is shared by all callers [kagenti-api/Retry budget is spent]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, {}, 503);
  });
  await using kagenti = testClient(server.origin, { retry: { budget: 5 } });

  await Promise.allSettled(
    Array.from({ length: 10 }, (_, index) =>
      kagenti.asUser(`user:default/u${index}`).agents.list(),
    ),
  );

  expect(server.requests).toHaveLength(15);
});

test("A16: one user's failing calls leave the retries of others alone [kagenti-api/Caller spends their own retries]", async () => {
  let isDown = true;
  await using server = await ScriptedServer.start((response, { headers }, index) => {
    const isJane = headers['x-backstage-user'] === jane;
    json(response, items, isDown && (isJane || index % 2 === 0) ? 503 : 200);
  });
  await using kagenti = testClient(server.origin, { retry: { budget: 20 } });
  const { agents } = kagenti.asUser(jane);
  const requestsOf = async (calls: number): Promise<number> => {
    server.requests.length = 0;
    for (let call = 0; call < calls; call += 1) await agents.list().catch(() => undefined);
    return server.requests.length;
  };

  expect(await requestsOf(20)).toBe(25);
  server.requests.length = 0;
  for (let call = 0; call < 5; call += 1) await kagenti.asUser('user:default/joe').agents.list();
  expect(server.requests).toHaveLength(10);
  isDown = false;
  expect(await requestsOf(4)).toBe(4);
  isDown = true;
  expect(await requestsOf(5)).toBe(7);
});

test('a delete whose retry finds nothing succeeded [kagenti-api/Delete that ran before its retry]', async () => {
  await using server = await ScriptedServer.start((response, _request, index) => {
    if (index === 0) reset(response);
    else json(response, { detail: 'not found' }, 404);
  });
  await using kagenti = testClient(server.origin);

  const result = await kagenti.asUser(jane).agents.delete(weatherAgent).withResponse();

  expect(result).toMatchObject({
    status: 404,
    data: { success: true, message: '' },
    attempts: [{}, { status: 404 }],
  });
});

const gone = { success: true, message: '' };

test.each([
  ['tools.delete', weatherAgent, gone],
  ['skills.delete', weatherAgent, gone],
  ['simulation.delete', weatherAgent, { ...gone, ...weatherAgent, deletedResources: [] }],
  ['skills.autosync.delete', {}, undefined],
])(
  'a %s whose retry finds nothing succeeded, and its answer is one of its own [kagenti-api/Delete that ran before its retry]',
  async (name, parameters, data) => {
    let deletes = 0;
    await using server = await ScriptedServer.start((response, request) => {
      if (readsSkills(request)) return answerSkills(response, weatherAgent.name);
      deletes += 1;
      return deletes === 1 ? reset(response) : json(response, { detail: 'not found' }, 404);
    });
    await using kagenti = testClient(server.origin, { validation: 'strict' });

    expect(await callMethod(kagenti.asUser(jane), name, parameters)).toEqual(data);
    expect(deletes).toBe(2);
  },
);

test.each([
  ['at the first try', false],
  ['after a refused token', true],
])(
  'a delete that finds nothing %s failed [kagenti-api/Delete that found nothing]',
  async (_what, refused) => {
    await using server = await ScriptedServer.start((response, _request, index) => {
      if (refused && index === 0) json(response, refusal, 401);
      else json(response, { detail: 'not found' }, 404);
    });
    await using kagenti = testClient(server.origin);

    await expect(kagenti.asUser(jane).agents.delete(weatherAgent)).rejects.toMatchObject({
      status: 404,
    });
  },
);

test.each([
  ["its router's words", JSON.stringify({ detail: 'Not Found' })],
  ["a proxy's text", 'default backend - 404'],
  ['nothing', ''],
])(
  'a 404 with %s does not say that it is gone [kagenti-api/Delete that found nothing]',
  async (_what, body) => {
    const events: AuditEvent[] = [];
    await using server = await ScriptedServer.start((response, _request, index) => {
      if (index === 0) return reset(response);
      response.writeHead(404).end(body);
    });
    await using kagenti = testClient(server.origin, { audit: event => void events.push(event) });

    expect(await rejection(kagenti.asUser(jane).agents.delete(weatherAgent))).toMatchObject({
      status: 404,
    });
    expect(events.at(-1)).toMatchObject({ outcome: 'failed', status: 404 });
  },
);

test('a delete that was turned away and then found nothing failed [kagenti-api/Delete that found nothing]', async () => {
  await using server = await ScriptedServer.start((response, _request, index) => {
    if (index === 0) json(response, {}, 429);
    else json(response, { detail: 'not found' }, 404);
  });
  await using kagenti = testClient(server.origin);

  expect(await rejection(kagenti.asUser(jane).agents.delete(weatherAgent))).toMatchObject({
    status: 404,
    attempts: [{ status: 429 }, { status: 404 }],
  });
});

test.each([429, 502])(
  'a delete that may have run before a %i succeeded [kagenti-api/Delete that ran before its retry]',
  async status => {
    await using server = await ScriptedServer.start((response, _request, index) => {
      if (index === 0) return reset(response);
      if (index === 1) json(response, {}, status);
      else json(response, { detail: 'not found' }, 404);
    });
    await using kagenti = testClient(server.origin);

    await expect(kagenti.asUser(jane).agents.delete(weatherAgent)).resolves.toMatchObject({
      success: true,
    });
    expect(server.requests).toHaveLength(3);
  },
);

test('what was deleted is told', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, deleted);
  });
  await using kagenti = testClient(server.origin);

  await expect(kagenti.asUser(jane).agents.delete(weatherAgent)).resolves.toEqual(deleted);
  expect(server.requests[0]).toMatchObject({
    method: 'DELETE',
    path: '/api/v1/agents/team1/weather-agent',
    body: '',
  });
});

test('a delete that finds nothing failed, when the attempt before it had no connection [kagenti-api/Delete that found nothing]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { detail: 'not found' }, 404);
  });
  let connections = 0;
  const connect = buildConnector({});
  const dispatcher = new Agent({
    connect: (options, done) => {
      connections += 1;
      if (connections > 1) connect(options, done);
      else done(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }), null);
    },
  });
  await using kagenti = testClient(server.origin, { dispatcher });

  await expect(kagenti.asUser(jane).agents.delete(weatherAgent)).rejects.toMatchObject({
    status: 404,
    attempts: [{ failure: 'ECONNREFUSED' }, { status: 404 }],
  });
  await dispatcher.close();
});

test.each([
  ['reads', (index: number) => [200, { items: [] }, index] as const],
  [
    'deletes whose retry found nothing',
    (index: number) => [index % 2 === 0 ? 503 : 404, { detail: 'no such agent' }, index] as const,
  ],
])(
  'ten %s that succeeded earn one retry [kagenti-api/Retry budget is spent]',
  async (what, answer) => {
    let isDown = true;
    await using server = await ScriptedServer.start((response, _request, index) => {
      const [status, body] = isDown ? [503, {}] : answer(index);
      json(response, body, status);
    });
    const budget = what === 'reads' ? 1 : 12;
    await using kagenti = testClient(server.origin, { retry: { budget, maxRetries: 1 } });
    const { agents } = kagenti.asUser(jane);
    const listFails = async (): Promise<void> => void (await rejection(agents.list()));
    const spend = async (): Promise<void> => {
      for (let call = 0; call < budget; call += 1) await listFails();
    };

    if (what === 'reads') await spend();
    else for (let call = 0; call < 2; call += 1) await listFails();
    isDown = false;
    for (let call = 0; call < 10; call += 1) {
      // Each of another user, who has a budget that is not spent.
      const { agents: theirs } = kagenti.asUser(`user:default/u${call}`);
      if (what === 'reads') await theirs.list();
      else await theirs.delete(weatherAgent);
    }
    isDown = true;
    server.requests.length = 0;
    await listFails();
    const afterTen = server.requests.length;
    await listFails();

    expect([afterTen, server.requests.length]).toEqual([2, 3]);
  },
);

test('a failure other than 404 after a delete that may have run stays one [kagenti-api/Delete that ran before its retry]', async () => {
  await using server = await ScriptedServer.start((response, _request, index) => {
    json(response, { detail: 'no' }, index === 0 ? 503 : 409);
  });
  await using kagenti = testClient(server.origin);

  await expect(kagenti.asUser(jane).agents.delete(weatherAgent)).rejects.toMatchObject({
    status: 409,
    attempts: [{ status: 503 }, { status: 409 }],
  });
});
