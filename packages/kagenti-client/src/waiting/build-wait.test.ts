import { inspect } from 'node:util';
import type { BuildRunControl } from '@rhdh-boost/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import {
  type KagentiServer,
  startKagentiServer,
} from '../../test/fixtures/kagenti-server.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { rejection } from '../../test/fixtures/test-client.fixture.ts';
import { type WaitingClient, waitingClient } from '../../test/fixtures/waiting-client.fixture.ts';
import { callMethod } from '../../test/parity/call-method.fixture.ts';
import { KagentiWorkError } from '../errors/work-error.ts';
import type { BuildProgress } from './wait-progress.ts';

const source = { deploymentMethod: 'source', gitUrl: 'https://git.example.com/parts' };
const poet = { namespace: 'team1', name: 'poet' };
const abacus = { namespace: 'team1', name: 'abacus' };

let server: KagentiServer;
let clock: DrivenClock;
let kagenti: WaitingClient;
let told: BuildProgress[];
const onProgress = (progress: BuildProgress): void => void told.push(progress);

beforeEach(async () => {
  // The newest backend cannot finalize the build of an agent.
  server = await startKagentiServer('2026-07-23');
  clock = new DrivenClock();
  told = [];
  kagenti = waitingClient(server.backend.baseUrl, clock, { tokens: server.tokens });
  await kagenti.agents.create({ ...poet, ...source });
  await kagenti.tools.create({ ...abacus, ...source });
});
afterEach(async () => {
  await kagenti.close();
  await server.stop();
});

function run({ namespace, name }: typeof poet): BuildRunControl {
  return server.backend.kubernetes.buildRun(namespace, name);
}

/** What Shipwright does in the recordings: it takes the build, queues the run, starts it, and is done. */
function buildAsRecorded(place: typeof poet): void {
  clock
    .at(5, () => server.backend.kubernetes.build(place.namespace, place.name).register())
    .at(10, () => run(place).queue())
    .at(60, () => run(place).start())
    .at(1500, () => run(place).succeed());
}

const phases = (): unknown[] =>
  told.map(progress => (progress.type === 'phase' ? progress.phase : progress.type));

test.each(['agents', 'tools'] as const)(
  'of %s, as recorded, in twenty-five minutes [kagenti-long-work/Build is waited for]',
  async kind => {
    const place = kind === 'agents' ? poet : abacus;
    buildAsRecorded(place);

    const info = await kagenti[kind].builds.waitFor(place, { onProgress });

    expect(info).toMatchObject({ ...place, buildRunPhase: 'Succeeded' });
    expect(phases()).toEqual(['Pending', 'Running', 'Succeeded']);
    expect(new Set(told.map(progress => Reflect.get(progress, 'runName')))).toEqual(
      new Set([info.buildRunName]),
    );
    expect(clock.now() / 1000).toBeGreaterThanOrEqual(1500);
    expect(clock.now() / 1000).toBeLessThan(1511);
  },
);

test('that has succeeded already, with one look [kagenti-long-work/Build is waited for]', async () => {
  run(poet).succeed();
  const before = server.backend.requests.length;

  await kagenti.agents.builds.waitFor(poet);

  expect([server.backend.requests.length - before, clock.pauses]).toEqual([1, []]);
});

test('of an agent [kagenti-long-work/Build is finalized at its end]', async () => {
  buildAsRecorded(poet);
  const finalize = { envVars: [{ name: 'METRE', value: 'iamb' }] };

  await kagenti.agents.builds.waitFor(poet, { finalize, onProgress });

  expect(phases()).toEqual(['Pending', 'Running', 'Succeeded', 'finalized']);
  const agent = await kagenti.agents.get(poet);
  expect(JSON.stringify(agent.spec)).toContain('METRE');
});

test('of a tool, that stays a statefulset [kagenti-long-work/Build is finalized at its end]', async () => {
  buildAsRecorded(abacus);

  await kagenti.tools.builds.waitFor(abacus, { finalize: { workloadType: 'statefulset' } });

  expect(await kagenti.tools.get(abacus)).toMatchObject({ workloadType: 'statefulset' });
});

test('though the first request to finalize is lost [kagenti-long-work/Build is finalized at its end]', async () => {
  run(poet).succeed();
  server.backend.faults.next(
    { kind: 'reset', phase: 'response' },
    { operation: 'agents.builds.finalize' },
  );

  await kagenti.agents.builds.waitFor(poet, { finalize: true, onProgress });

  expect(phases()).toEqual(['Succeeded', 'pollFailed', 'finalized']);
});

test.each(['agents', 'tools'] as const)(
  'of %s, whose answer is lost again and again [kagenti-long-work/Finalizing whose answer stays lost]',
  async kind => {
    const place = kind === 'agents' ? poet : abacus;
    run(place).succeed();
    const operation = `${kind}.builds.finalize` as const;
    server.backend.faults.next({ kind: 'reset', phase: 'response' }, { operation, times: 1000 });

    const error = await rejection(
      kagenti[kind].builds.waitFor(place, { finalize: true, onProgress }),
    );

    expect(error).toMatchObject({ code: 'connection', operation, requestSent: true });
    expect(clock.now() / 1000).toBeGreaterThanOrEqual(60);
    expect(clock.now() / 1000).toBeLessThan(71);
  },
);

test('that certainly made nothing goes on being sent [kagenti-long-work/Finalizing whose answer stays lost]', async () => {
  run(poet).succeed();
  server.backend.faults.next(
    { kind: 'respond', status: 429 },
    { operation: 'agents.builds.finalize', times: 30 },
  );

  await kagenti.agents.builds.waitFor(poet, { finalize: true, onProgress });

  expect(clock.now() / 1000).toBeGreaterThan(71);
  expect(told.at(-1)).toEqual({ type: 'finalized', already: false });
});

test('though it was started again since it was looked at [kagenti-long-work/Build is finalized at its end]', async () => {
  run(poet).succeed();
  let looks = 0;
  const startAgain = async (progress: BuildProgress): Promise<void> => {
    onProgress(progress);
    if (progress.type !== 'phase' || progress.phase !== 'Succeeded') return;
    looks += 1;
    if (looks > 1) return;
    await kagenti.agents.builds.start(poet);
    clock.at(40, () => run(poet).succeed());
  };

  await kagenti.agents.builds.waitFor(poet, { finalize: true, onProgress: startAgain });

  expect(phases()).toEqual(['Succeeded', 'pollFailed', 'Pending', 'Succeeded', 'finalized']);
});

test.each([
  ['agents', poet, false],
  ['tools', abacus, true],
] as const)(
  'of %s [kagenti-long-work/Build is finalized at its end]',
  async (kind, place, already) => {
    run(place).succeed();
    await server.backend.reconcileBuilds();

    await kagenti[kind].builds.waitFor(place, { finalize: true, onProgress });

    expect(told.at(-1)).toEqual({ type: 'finalized', already });
  },
);

test('of a tool, that was made by a request whose answer was lost [kagenti-long-work/Build is finalized at its end]', async () => {
  run(abacus).succeed();
  server.backend.faults.next(
    { kind: 'cut', phase: 'body', afterBytes: 5 },
    { operation: 'tools.builds.finalize' },
  );

  await kagenti.tools.builds.waitFor(abacus, { finalize: true, onProgress });

  expect(told.at(-1)).toEqual({ type: 'finalized', already: true });
});

test.each([
  ['agents', poet],
  ['tools', abacus],
] as const)(
  'of %s ends the wait, and prints nothing of it [kagenti-long-work/Build that failed]',
  async (kind, place) => {
    const secret = 'step exited: token=hunter2';
    clock.at(30, () => run(place).fail({ message: secret }));
    const { name: runName } = run(place);

    const error = await rejection(
      kagenti[kind].builds.waitFor(place, { finalize: true, onProgress }),
    );

    expect(error).toBeInstanceOf(KagentiWorkError);
    expect(error).toMatchObject({
      code: 'build_failed',
      operation: `${kind}.builds.info`,
      detail: secret,
      runName,
      attempts: [{ status: 200 }],
    });
    expect(phases()).toEqual(['Pending', 'Failed']);
    const printed = inspect(error) + JSON.stringify(error) + String(error);
    expect(printed).not.toMatch(/hunter2|poet|abacus/);
  },
);

test('for a minute [kagenti-long-work/Build that failed]', async () => {
  server.backend.kubernetes.build('team1', 'poet').register({ registered: 'False' });

  const error = await rejection(kagenti.agents.builds.waitFor(poet));

  expect(error).toMatchObject({
    code: 'build_failed',
    reason: 'ClusterBuildStrategyNotFound',
    detail: 'clusterBuildStrategy "buildah-insecure-push" does not exist',
  });
  expect(inspect(error)).toContain('ClusterBuildStrategyNotFound');
  expect(inspect(error)).not.toContain('does not exist');
  expect(clock.now()).toBeLessThan(75_000);
});

test('and took when the strategy was there [kagenti-long-work/Build that failed]', async () => {
  const build = server.backend.kubernetes.build('team1', 'poet');
  build.register({ registered: 'False' });
  clock.at(45, () => build.register()).at(100, () => run(poet).succeed());

  await kagenti.agents.builds.waitFor(poet);

  expect(clock.now()).toBeGreaterThanOrEqual(100_000);
});

test('while Shipwright has not made up its mind the backend fails, and the wait goes on [kagenti-long-work/Failure that may pass]', async () => {
  const build = server.backend.kubernetes.build('team1', 'poet');
  build.register({ registered: 'Unknown' });
  clock.at(120, () => build.register()).at(200, () => run(poet).succeed());

  await kagenti.agents.builds.waitFor(poet, { onProgress });

  expect(phases().filter(phase => phase !== 'pollFailed')).toEqual(['Pending', 'Succeeded']);
  expect(told[0]).toMatchObject({ type: 'pollFailed', error: { status: 500 } });
});

test('for a minute, as when its making failed [kagenti-long-work/Build that failed]', async () => {
  const info = await kagenti.agents.builds.info(poet);
  await using without = await ScriptedServer.start(response => {
    json(response, { ...info, hasBuildRun: false, buildRunName: null, buildRunPhase: null });
  });
  await using client = waitingClient(without.origin, clock);

  const error = await rejection(client.agents.builds.waitFor(poet));

  expect(error).toMatchObject({ code: 'build_failed' });
  expect(String(error)).toContain('builds.start');
  expect(clock.now()).toBeGreaterThanOrEqual(60_000);
});

test('the new run is waited for [kagenti-long-work/Build is waited for]', async () => {
  const first = run(poet).name;
  run(poet).start();
  clock
    .at(30, () => kagenti.agents.builds.start(poet).then(() => undefined))
    .at(90, () => run(poet).start())
    .at(120, () => run(poet).succeed());

  const { buildRunName: second } = await kagenti.agents.builds.waitFor(poet, { onProgress });

  expect(second).not.toBe(first);
  expect(told).toEqual([
    { type: 'phase', phase: 'Running', runName: first },
    { type: 'phase', phase: 'Pending', runName: second },
    { type: 'phase', phase: 'Running', runName: second },
    { type: 'phase', phase: 'Succeeded', runName: second },
  ]);
});

test.each([
  [{ workloadTyp: 'statefulset' }, 'workloadType'],
  [{ createHttpRoute: 'yes' }, 'createHttpRoute'],
])('%j is refused [kagenti-long-work/Bounds of a wait are checked]', async (finalize, name) => {
  const before = server.backend.requests.length;
  const waiting = callMethod(kagenti, 'tools.builds.waitFor', abacus, { finalize });

  const error = await rejection(waiting);

  expect(error).toMatchObject({ code: 'invalid_parameter' });
  expect(String(error)).toContain(name);
  expect(server.backend.requests.length).toBe(before);
});
