import type { ServerResponse } from 'node:http';
import { beforeEach, expect, test } from 'vitest';
import { buildInfo, poet } from '../../test/fixtures/build-info.fixture.ts';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { rejection } from '../../test/fixtures/test-client.fixture.ts';
import { waitingClient } from '../../test/fixtures/waiting-client.fixture.ts';
import { systemClock } from './wait-clock.ts';

const generating = { status: 'Generating', reason: null, mcpUrl: null };
const ready = { status: 'Ready', reason: null, mcpUrl: null };
const built = buildInfo(1, 'Succeeded');
const made = { success: true, ...poet, message: 'done' };

let clock: DrivenClock;
beforeEach(() => {
  clock = new DrivenClock();
});

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** What a wait ends with, and when on the test's clock. */
async function endOf(waiting: Promise<unknown>): Promise<readonly [unknown, number]> {
  const error = await rejection(waiting);
  return [error, clock.now()];
}

test.each([
  { what: 'of a status', status: 200, attempts: [] },
  { what: 'of a failure', status: 503, attempts: [{ status: 503 }] },
])(
  'though the hook that is told $what never settles [kagenti-long-work/Deadline of a wait]',
  async ({ status, attempts }) => {
    await using server = await ScriptedServer.start(response => json(response, generating, status));
    await using kagenti = waitingClient(server.origin, systemClock);

    const waiting = kagenti.simulation.waitForReady(poet, { timeoutMs: 300, onProgress: never });

    const error = await rejection(waiting);
    expect(error).toMatchObject({ clock: 'deadline', attempts });
    expect(Reflect.get(Object(Reflect.get(Object(error), 'cause')), 'status')).toBe(
      status === 200 ? undefined : status,
    );
  },
  5_000,
);

test('in a hook that takes longer [kagenti-long-work/Deadline of a wait]', async () => {
  await using server = await ScriptedServer.start(response => json(response, ready));
  await using kagenti = waitingClient(server.origin, clock);

  const [error, endedAt] = await endOf(
    kagenti.simulation.waitForReady(poet, {
      timeoutMs: 1_000,
      onProgress: async () => clock.pass(1_800),
    }),
  );

  expect([error, endedAt]).toMatchObject([{ clock: 'deadline' }, 1_000]);
});

/** Answers after 700 ms of the test's clock: the second request of a look ends after 1 000 ms. */
const slowly = async (response: ServerResponse, body: unknown, status = 200): Promise<void> => {
  await clock.pass(700);
  json(response, body, status);
};

test.each(['agents', 'tools'] as const)(
  'over info and finalize of %s together [kagenti-long-work/Deadline of a wait]',
  async kind => {
    await using server = await ScriptedServer.start((response, { method }) =>
      slowly(response, method === 'POST' ? made : built),
    );
    await using kagenti = waitingClient(server.origin, clock);

    const [error, endedAt] = await endOf(
      kagenti[kind].builds.waitFor(poet, { finalize: true, timeoutMs: 1_000 }),
    );

    expect([error, endedAt]).toMatchObject([{ clock: 'deadline' }, 1_000]);
    expect(server.requests).toHaveLength(2);
  },
);

test('over get and list together [kagenti-long-work/Deadline of a wait]', async () => {
  await using server = await ScriptedServer.start((response, { path }) =>
    path.includes('/poet')
      ? slowly(response, { detail: 'poet is not there' }, 404)
      : slowly(response, { items: [] }),
  );
  await using kagenti = waitingClient(server.origin, clock);

  const [error, endedAt] = await endOf(kagenti.agents.waitForReady(poet, { timeoutMs: 1_000 }));

  expect([error, endedAt]).toMatchObject([
    { clock: 'deadline', message: expect.stringMatching(/It continues at Kagenti\.$/) },
    1_000,
  ]);
  expect(server.requests).toHaveLength(2);
});

test('with the attempts of the look that it ended after one that failed [kagenti-long-work/Deadline of a wait]', async () => {
  await using server = await ScriptedServer.start((response, _request, index) => {
    if (index === 0) json(response, {}, 503);
    else void clock.pass(60_000);
  });
  await using kagenti = waitingClient(server.origin, clock);

  const [error, endedAt] = await endOf(kagenti.agents.waitForReady(poet, { timeoutMs: 5_000 }));

  expect([error, endedAt]).toMatchObject([
    {
      clock: 'deadline',
      cause: { status: 503 },
      attempts: [{ status: 503 }, {}],
      message: expect.stringMatching(
        /timed out: what was waited for did not happen in time \(timeoutMs of the wait\)\. The last poll failed: Kagenti agents\.get failed with status 503/,
      ),
    },
    5_000,
  ]);
});

test('another wait in the hook has a deadline of its own [kagenti-long-work/Progress hook holds and ends a wait]', async () => {
  await using server = await ScriptedServer.start((response, { path }) =>
    json(response, generating, path.includes('tools') ? 503 : 200),
  );
  await using kagenti = waitingClient(server.origin, clock);

  const error = await rejection(
    kagenti.simulation.waitForReady(poet, {
      onProgress: async () => {
        await kagenti.agents.builds.waitFor(poet, { timeoutMs: 5_000 });
      },
    }),
  );

  expect(error).toMatchObject({ clock: 'deadline', operation: 'agents.builds.info' });
});

test('of the client ends a look that has not begun to be answered [kagenti-long-work/Poll is a call of the caller]', async () => {
  await using server = await ScriptedServer.start((response, _request, index) => {
    if (index > 0) json(response, ready);
  });
  await using kagenti = waitingClient(server.origin, clock, { timeouts: { headersMs: 50 } });
  const told: unknown[] = [];

  await kagenti.simulation.waitForReady(poet, { onProgress: progress => void told.push(progress) });

  expect(told[0]).toMatchObject({ type: 'pollFailed', error: { clock: 'headers' } });
}, 5_000);
