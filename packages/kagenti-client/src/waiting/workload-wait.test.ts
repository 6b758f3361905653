import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import {
  type KagentiServer,
  startKagentiServer,
} from '../../test/fixtures/kagenti-server.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { rejection } from '../../test/fixtures/test-client.fixture.ts';
import { type WaitingClient, waitingClient } from '../../test/fixtures/waiting-client.fixture.ts';
import type { ReadyProgress } from './wait-progress.ts';

const poet = { namespace: 'team1', name: 'poet' };
let clock: DrivenClock;
let told: ReadyProgress[];
const onProgress = (progress: ReadyProgress): void => void told.push(progress);

beforeEach(() => {
  clock = new DrivenClock();
  told = [];
});

const statuses = (): unknown[] =>
  told.map(progress => (progress.type === 'status' ? progress.status : progress.type));

describe('on the backend of the recordings', () => {
  let server: KagentiServer;
  let kagenti: WaitingClient;

  beforeEach(async () => {
    // The newest backend cannot finalize the build of an agent.
    server = await startKagentiServer('2026-07-23');
    kagenti = waitingClient(server.backend.baseUrl, clock, { tokens: server.tokens });
  });
  afterEach(async () => {
    await kagenti.close();
    await server.stop();
  });

  const source = { deploymentMethod: 'source', gitUrl: 'https://git.example.com/parts' };
  const run = () => server.backend.kubernetes.buildRun('team1', 'poet');

  test('listed, then nowhere, then finalized by Kagenti itself [kagenti-long-work/Agent is waited for through its build]', async () => {
    await kagenti.agents.create({ ...poet, ...source });
    clock
      .at(60, () => run().start())
      .at(600, () => run().succeed())
      .at(630, () => server.backend.reconcileBuilds());

    const agent = await kagenti.agents.waitForReady(poet, { onProgress });

    expect(agent).toMatchObject({ readyStatus: 'Ready', metadata: { name: 'poet' } });
    expect(statuses().filter(status => status !== 'pollFailed')).toEqual([
      'Building',
      'Ready',
      'replicas',
    ]);
    expect(told.at(-1)).toEqual({ type: 'replicas', ready: 1, wanted: 1 });
    expect(clock.now()).toBeGreaterThanOrEqual(630_000);
  });

  test('got all the while, but for the time before it is finalized [kagenti-long-work/Agent is waited for through its build]', async () => {
    await kagenti.tools.create({ ...poet, ...source });
    clock.at(600, () => run().succeed()).at(630, () => server.backend.reconcileBuilds());

    const tool = await kagenti.tools.waitForReady(poet, { onProgress });

    expect(tool).toMatchObject({ readyStatus: 'Ready' });
    expect(statuses().filter(status => status !== 'pollFailed')).toEqual([
      'Building',
      'Ready',
      'replicas',
    ]);
  });

  test.each(['agents', 'tools'] as const)(
    '%s [kagenti-long-work/Rollout that Kubernetes gave up]',
    async kind => {
      await kagenti[kind].create({ ...poet, ...source });
      clock.at(30, () => run().fail());

      const error = await rejection(kagenti[kind].waitForReady(poet, { onProgress }));

      expect(error).toMatchObject({ code: 'build_failed', operation: `${kind}.get` });
      expect(statuses()).toEqual(['Building', 'Build Failed']);
    },
  );

  test.each(['agents', 'tools'] as const)(
    '%s that nobody made [kagenti-long-work/Failure that may pass]',
    async kind => {
      const error = await rejection(kagenti[kind].waitForReady(poet, { onProgress }));

      expect(error).toMatchObject({ code: 'http', status: 404, operation: `${kind}.get` });
      expect(clock.now()).toBeGreaterThanOrEqual(60_000);
      expect(clock.now()).toBeLessThan(75_000);
    },
  );

  test('an agent that somebody makes within the minute [kagenti-long-work/Failure that may pass]', async () => {
    clock.at(50, () =>
      kagenti.agents
        .create({ ...poet, deploymentMethod: 'image', containerImage: 'example.com/poet:1' })
        .then(() => undefined),
    );

    expect(await kagenti.agents.waitForReady(poet)).toMatchObject({ readyStatus: 'Ready' });
  });
});

/** A workload as the recordings have it, in another state. */
function workload(readyStatus: string, ready: number | null, conditions: unknown[] | null = null) {
  return {
    metadata: { name: 'poet', namespace: 'team1' },
    spec: { replicas: 3 },
    status: { conditions, ready_replicas: ready, replicas: 3 },
    workloadType: 'deployment',
    readyStatus,
  };
}

/** Waits on a server that answers with these, and with the last of them from then on. */
async function waitOn(answers: readonly unknown[]): Promise<unknown> {
  await using server = await ScriptedServer.start((response, _request, index) => {
    json(response, answers[Math.min(index, answers.length - 1)]);
  });
  await using kagenti = waitingClient(server.origin, clock);
  return await kagenti.agents.waitForReady(poet, { onProgress }).catch((error: unknown) => error);
}

test('three of a deployment [kagenti-long-work/Agent is waited for through its build]', async () => {
  const last = workload('Ready', 3);

  expect(
    await waitOn([
      workload('Not Ready', null),
      workload('Not Ready', null),
      workload('Not Ready', 1),
      workload('Progressing', 2),
      last,
    ]),
  ).toEqual(last);
  expect(told).toEqual([
    { type: 'status', status: 'Not Ready' },
    { type: 'replicas', ready: 0, wanted: 3 },
    { type: 'replicas', ready: 1, wanted: 3 },
    { type: 'status', status: 'Progressing' },
    { type: 'replicas', ready: 2, wanted: 3 },
    { type: 'status', status: 'Ready' },
    { type: 'replicas', ready: 3, wanted: 3 },
  ]);
});

test('of a deployment [kagenti-long-work/Rollout that Kubernetes gave up]', async () => {
  const message = 'ReplicaSet "poet-hunter2" has timed out progressing.';
  const dead = {
    type: 'Progressing',
    status: 'False',
    reason: 'ProgressDeadlineExceeded',
    message,
  };

  const error = await waitOn([workload('Not Ready', 0), workload('Not Ready', 0, [dead])]);

  expect(error).toMatchObject({
    code: 'rollout_failed',
    reason: 'ProgressDeadlineExceeded',
    detail: message,
  });
  expect(inspect(error)).toContain('ProgressDeadlineExceeded');
  expect(inspect(error)).not.toContain('hunter2');
});

test('of a Job, which is tried again for a while [kagenti-long-work/Rollout that Kubernetes gave up]', async () => {
  const error = await waitOn([{ ...workload('Failed', null), spec: {} }]);

  expect(error).toMatchObject({ code: 'rollout_failed' });
  expect(clock.now()).toBeGreaterThanOrEqual(60_000);
});
