import { getEventListeners } from 'node:events';
import type { ServerResponse } from 'node:http';
import { beforeEach, expect, test, vi } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { json, reset, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, NumberedTokens, rejection } from '../../test/fixtures/test-client.fixture.ts';
import { waitingClient } from '../../test/fixtures/waiting-client.fixture.ts';
import { callMethod } from '../../test/parity/call-method.fixture.ts';
import type { AuditEvent } from '../access/audit.ts';
import type { AuthorizeRequest } from '../access/permission.ts';
import type { KagentiClientOptions } from '../options/client-options.ts';
import { systemClock } from './wait-clock.ts';
import type { GenerationProgress } from './wait-progress.ts';

const toy = { namespace: 'team1', name: 'toy' };
const generating = { status: 'Generating', reason: null, mcpUrl: null };
const ready = { status: 'Ready', reason: null, mcpUrl: null };

let clock: DrivenClock;
let told: GenerationProgress[];
const onProgress = (progress: GenerationProgress): void => void told.push(progress);
beforeEach(() => {
  clock = new DrivenClock();
  told = [];
});

type Answer = (response: ServerResponse) => void;
const answer = (body: unknown, status = 200, headers = {}): Answer => {
  return response => json(response, body, status, headers);
};

const silence: Answer = () => undefined;

/** Waits on a server that gives these answers, then that it is ready. */
async function waitThrough(
  answers: readonly Answer[],
  options: Partial<KagentiClientOptions> = {},
): Promise<{ readonly outcome: unknown; readonly requests: number }> {
  await using server = await ScriptedServer.start((response, _request, index) => {
    (answers[index] ?? answer(ready))(response);
  });
  await using kagenti = waitingClient(server.origin, clock, options);
  const outcome = await kagenti.simulation
    .waitForReady(toy, { onProgress })
    .catch((error: unknown) => error);
  return { outcome, requests: server.requests.length };
}

test('what the server asks for is a pause at least [kagenti-long-work/Polls grow apart]', async () => {
  await waitThrough([
    answer(generating),
    answer({}, 429, { 'retry-after': '45' }),
    answer({}, 503, { 'retry-after': '1' }),
  ]);

  expect(clock.pauses).toEqual([1_500, 45_000, 4_500]);
});

test('permission, audit and request, look by look [kagenti-long-work/Poll is a call of the caller]', async () => {
  const asked: AuthorizeRequest[] = [];
  const events: AuditEvent[] = [];

  const { requests } = await waitThrough([answer(generating), answer({}, 503)], {
    authorize: request => asked.push(request) > 0,
    audit: event => void events.push(event),
  });

  expect(requests).toBe(3);
  expect(asked).toHaveLength(3);
  expect(asked[0]).toMatchObject({
    operation: 'simulation.generationStatus',
    permission: 'boost.access',
    caller: { kind: 'user', ref: jane },
    ...toy,
  });
  expect(events.map(({ outcome, status }) => [outcome, status])).toEqual([
    ['succeeded', 200],
    ['failed', 503],
    ['succeeded', 200],
  ]);
});

test.each<[string, Answer, object]>([
  ['a reset', reset, { code: 'connection' }],
  ['a 429', answer({}, 429), { status: 429 }],
  ['a 500', answer({}, 500), { status: 500 }],
  ['a 502', answer({}, 502), { status: 502 }],
  ['a 503', answer({}, 503), { status: 503 }],
  ['a 504', answer({}, 504), { status: 504 }],
])('%s [kagenti-long-work/Failure that may pass]', async (_name, fault, error) => {
  const { outcome } = await waitThrough([answer(generating), fault]);

  expect(outcome).toEqual(ready);
  expect(told).toMatchObject([
    { type: 'status', status: 'Generating' },
    { type: 'pollFailed', error },
    { type: 'status', status: 'Ready' },
  ]);
});

test('a clock of a look [kagenti-long-work/Failure that may pass]', async () => {
  const { outcome } = await waitThrough([silence], { timeouts: { totalMs: 50 } });

  expect(outcome).toEqual(ready);
  expect(told[0]).toMatchObject({ error: { code: 'timeout', clock: 'total' } });
});

test('a token that cannot be had now [kagenti-long-work/Failure that may pass]', async () => {
  const tokens = new NumberedTokens();
  let failures = 1;
  const { outcome } = await waitThrough([], {
    tokens: {
      getToken: async () => {
        failures -= 1;
        if (failures >= 0) throw Object.assign(new Error('down'), { retryable: true });
        return tokens.getToken();
      },
      invalidate: () => false,
    },
  });

  expect(outcome).toEqual(ready);
  expect(told[0]).toMatchObject({ type: 'pollFailed', error: { code: 'token' } });
});

const refusals: readonly [string, Answer, Partial<KagentiClientOptions>, object][] = [
  [
    'by a role',
    answer({ detail: 'Required role(s): rossoctl-operator' }, 403),
    {},
    { status: 403 },
  ],
  ['by its token', answer({ detail: 'Invalid token' }, 401), {}, { status: 401 }],
  ['for its parameters', answer({ detail: [] }, 422), {}, { status: 422 }],
  ['for a path that is not there', answer({ detail: 'Not Found' }, 404), {}, { status: 404 }],
  ['by a permission', answer(ready), { authorize: () => false }, { code: 'permission' }],
  [
    'by a token source that will never give one',
    answer(ready),
    { tokens: { getToken: () => Promise.reject(new Error('no')), invalidate: () => false } },
    { code: 'token' },
  ],
  ['by a namespace', answer(ready), { namespaces: ['team2'] }, { code: 'namespace_refused' }],
];

test.each(refusals)(
  '%s [kagenti-long-work/Failure for good]',
  async (_name, refusal, options, error) => {
    // The 401 is answered by another token once.
    const { outcome } = await waitThrough([refusal, refusal], options);

    expect(outcome).toMatchObject(error);
    expect([told, clock.pauses]).toEqual([[], []]);
  },
);

test('after half an hour [kagenti-long-work/Deadline of a wait]', async () => {
  await using server = await ScriptedServer.start(answer(generating));
  await using kagenti = waitingClient(server.origin, clock);

  const error = await rejection(kagenti.simulation.waitForReady(toy));

  expect(error).toMatchObject({
    name: 'KagentiTimeoutError',
    clock: 'deadline',
    operation: 'simulation.generationStatus',
    attempts: [],
  });
  expect(Reflect.get(Object(error), 'cause')).toBeUndefined();
  expect(String(error)).toContain('timeoutMs of the wait');
  expect(clock.now()).toBe(1_800_000);
});

test('with what the last look failed with [kagenti-long-work/Deadline of a wait]', async () => {
  await using server = await ScriptedServer.start(answer({}, 503));
  await using kagenti = waitingClient(server.origin, clock);

  const error = await rejection(kagenti.simulation.waitForReady(toy, { timeoutMs: 5_000 }));

  expect(error).toMatchObject({
    clock: 'deadline',
    attempts: [{ status: 503 }],
    cause: { status: 503 },
  });
  expect(clock.now()).toBe(5_000);
});

test('on the clock of the machine, though a look hangs [kagenti-long-work/Deadline of a wait]', async () => {
  await using server = await ScriptedServer.start(() => undefined);
  await using kagenti = waitingClient(server.origin, systemClock);

  const error = await rejection(
    kagenti.simulation.waitForReady(toy, { timeoutMs: 150, minPollMs: 10 }),
  );

  // The look was ended by us, which is no failure of its own; its attempt is there.
  expect(error).toMatchObject({ clock: 'deadline', attempts: [{}] });
  expect(Reflect.get(Object(error), 'cause')).toBeUndefined();
});

const reason = new Error('the user left');
const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

test.each<[string, Answer, 'hook' | undefined]>([
  ['between two looks', answer(generating), undefined],
  ['in a look', () => undefined, undefined],
  ['in the progress hook, which never answers', answer(generating), 'hook'],
])('%s [kagenti-long-work/Abort of a wait]', async (_when, script, hook) => {
  await using server = await ScriptedServer.start(script);
  await using kagenti = waitingClient(server.origin, systemClock);
  const controller = new AbortController();
  const { signal } = controller;
  const timersBefore = timers();

  const waiting = rejection(
    kagenti.simulation.waitForReady(toy, {
      signal,
      minPollMs: 60_000,
      ...(hook === undefined ? {} : { onProgress: () => never() }),
    }),
  );
  await firstLook(server);
  const startedAt = performance.now();
  controller.abort(reason);
  const error = await waiting;

  expect(error).toMatchObject({ name: 'KagentiAbortError', cause: reason });
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  expect(timers()).toBeLessThanOrEqual(timersBefore);
  expect(server.requests).toHaveLength(1);
});

/** Until a server has been looked at, and its answer, if it gives one, has come. */
async function firstLook(server: ScriptedServer): Promise<void> {
  await vi.waitUntil(() => server.requests.length > 0, { timeout: 10_000 });
  await new Promise(resolve => setTimeout(resolve, 50));
}

/** Timers of this process that would keep it running. */
function timers(): number {
  return process.getActiveResourcesInfo().filter(name => name === 'Timeout').length;
}

test('before its first look [kagenti-long-work/Abort of a wait]', async () => {
  await using kagenti = waitingClient('http://127.0.0.1:1', clock);
  const signal = AbortSignal.abort(reason);

  expect(await rejection(kagenti.agents.waitForReady(toy, { signal }))).toMatchObject({
    name: 'KagentiAbortError',
    cause: reason,
  });
});

test('and those that come later are refused [kagenti-long-work/Abort of a wait]', async () => {
  await using server = await ScriptedServer.start(answer(generating));
  const kagenti = waitingClient(server.origin, systemClock);
  const waiting = rejection(kagenti.simulation.waitForReady(toy, { minPollMs: 60_000 }));
  await firstLook(server);

  await kagenti.close();

  expect(await waiting).toMatchObject({ name: 'KagentiAbortError', cause: { code: 'closed' } });
  expect(await rejection(kagenti.simulation.waitForReady(toy))).toMatchObject({ code: 'closed' });
});

test('a promise of its holds the next look back [kagenti-long-work/Progress hook holds and ends a wait]', async () => {
  await using server = await ScriptedServer.start((response, _request, index) => {
    json(response, index === 0 ? generating : ready);
  });
  await using kagenti = waitingClient(server.origin, clock);
  const requestsSeen: number[] = [];

  await kagenti.simulation.waitForReady(toy, {
    onProgress: async () => {
      await new Promise(resolve => setTimeout(resolve, 30));
      requestsSeen.push(server.requests.length);
    },
  });

  expect(requestsSeen).toEqual([1, 2]);
});

test.each<[string, () => void | Promise<void>]>([
  [
    'what it throws',
    () => {
      throw reason;
    },
  ],
  ['what its promise rejects with', () => Promise.reject(reason)],
])(
  '%s is what the wait rejects with [kagenti-long-work/Progress hook holds and ends a wait]',
  async (_name, hook) => {
    await using server = await ScriptedServer.start(answer(generating));
    await using kagenti = waitingClient(server.origin, clock);

    expect(await rejection(kagenti.simulation.waitForReady(toy, { onProgress: hook }))).toBe(
      reason,
    );
    expect(clock.pauses).toEqual([]);
  },
);

test('a failure of a call that it makes itself is its own [kagenti-long-work/Progress hook holds and ends a wait]', async () => {
  await using server = await ScriptedServer.start((response, { path }) => {
    json(response, generating, path.includes('generation-status') ? 200 : 503);
  });
  await using kagenti = waitingClient(server.origin, clock, { retry: { maxRetries: 0 } });

  const error = await rejection(
    kagenti.simulation.waitForReady(toy, {
      onProgress: async () => {
        await kagenti.tools.list();
      },
    }),
  );

  expect(error).toMatchObject({ status: 503, operation: 'tools.list' });
});

test.each([
  [{ timeoutMs: 0 }, 'timeoutMs'],
  [{ timeoutMs: Infinity }, 'timeoutMs'],
  [{ minPollMs: 0 }, 'minPollMs'],
  [{ minPollMs: 1.5 }, 'minPollMs'],
  [{ minPollMs: 20, maxPollMs: 10 }, 'maxPollMs'],
])('%j [kagenti-long-work/Bounds of a wait are checked]', async (bounds, name) => {
  await using kagenti = waitingClient('http://127.0.0.1:1', clock);

  const error = await rejection(kagenti.agents.builds.waitFor(toy, bounds));

  expect(error).toMatchObject({ code: 'invalid_parameter' });
  expect(String(error)).toContain(name);
});

test.each<[string, unknown, string]>([
  ['null', null, 'options'],
  ['a signal in their place', AbortSignal.abort(), 'options'],
  ['an AbortController for its signal', { signal: new AbortController() }, '.signal'],
  ['a hook that is none', { onProgress: 'log' }, 'onProgress'],
  ['a slip in a name', { timeoutMS: 5 }, 'timeoutMs'],
])(
  'options of a wait that are %s [kagenti-long-work/Bounds of a wait are checked]',
  async (_what, options, named) => {
    await using kagenti = waitingClient('http://127.0.0.1:1', clock);

    const error = await rejection(callMethod(kagenti, 'agents.builds.waitFor', toy, options));

    expect(error).toMatchObject({ code: 'invalid_parameter' });
    expect(String(error)).toContain(named);
  },
);

test('a long shortest pause is the longest, too [kagenti-long-work/Bounds of a wait are checked]', async () => {
  await using server = await ScriptedServer.start((response, _request, index) => {
    json(response, index < 2 ? generating : ready);
  });
  await using kagenti = waitingClient(server.origin, clock);

  await kagenti.simulation.waitForReady(toy, { minPollMs: 30_000 });

  expect(clock.pauses).toEqual([30_000, 30_000]);
});

test('parameters that are missing are refused [kagenti-long-work/Failure for good]', async () => {
  await using kagenti = waitingClient('http://127.0.0.1:1', clock);

  for (const method of ['agents.waitForReady', 'tools.builds.waitFor']) {
    expect(await rejection(callMethod(kagenti, method))).toMatchObject({
      code: 'invalid_parameter',
    });
  }
});
