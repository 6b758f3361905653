import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Operator, source, startOperator } from '../../../test/backend/operator.fixture.ts';
import type { BuildProgress } from '../shipwright/build-progress.ts';

let operator: Operator;

afterEach(async () => {
  vi.useRealTimers();
  await operator[Symbol.asyncDispose]();
});

async function start(autoProgress: BuildProgress) {
  operator = await startOperator({ builds: { autoProgress } });
  await operator.ask('POST', '/agents', { ...source, name: 'poet', namespace: 'team1' });
}

async function phase(): Promise<unknown> {
  return (await operator.ask('GET', '/agents/team1/poet/shipwright-buildrun'))['phase'];
}

const runOf = () => operator.backend.kubernetes.buildRun('team1', 'poet');

describe('by time', () => {
  test('a run takes a step each so many milliseconds [developer-tooling/Backend build progresses by itself]', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await start({ stepMs: 1_000 });
    vi.setSystemTime(Date.now() + 999);
    expect(await phase()).toBe('Pending');
    vi.setSystemTime(Date.now() + 1);
    expect(await phase()).toBe('Running');
    expect(await operator.ask('GET', '/agents/team1/poet/shipwright-build')).toMatchObject({
      registered: true,
    });
    vi.setSystemTime(Date.now() + 5_000);
    expect(await operator.ask('GET', '/agents?namespace=team1')).toMatchObject({ items: [] });
    const { startTime, completionTime } = await operator.ask(
      'GET',
      '/agents/team1/poet/shipwright-buildrun',
    );
    expect(Date.parse(String(completionTime)) - Date.parse(String(startTime))).toBe(1_000);
  });

  test('a run that was ended by hand stays so, and another one begins anew [developer-tooling/Backend build progresses by itself]', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await start({ stepMs: 1_000 });
    runOf().fail();
    vi.setSystemTime(Date.now() + 10_000);
    expect(await phase()).toBe('Failed');
    await operator.ask('POST', '/agents/team1/poet/shipwright-buildrun');
    expect(await phase()).toBe('Pending');
    vi.setSystemTime(Date.now() + 1_000);
    expect(await phase()).toBe('Running');
    vi.setSystemTime(Date.now() + 1_000);
    expect(runOf().phase).toBe('Succeeded');
  });

  test('a Build that is not good does not run [developer-tooling/Backend build progresses by itself]', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await start({ stepMs: 1_000 });
    operator.backend.kubernetes.build('team1', 'poet').register({ registered: 'False' });
    vi.setSystemTime(Date.now() + 10_000);
    expect(await phase()).toBe('Pending');
  });
});

describe('by polls', () => {
  test('each poll sees the state before the step that it brings about [developer-tooling/Backend build progresses by itself]', async () => {
    await start({ stepPolls: 1 });
    const phases = [await phase(), await phase(), await phase(), await phase()];
    expect(phases).toEqual(['Pending', 'Running', 'Succeeded', 'Succeeded']);
  });

  test('polls of the whole information count too, and lists do not [developer-tooling/Backend build progresses by itself]', async () => {
    await start({ stepPolls: 2 });
    await operator.ask('GET', '/agents?namespace=team1');
    await operator.ask('GET', '/agents/team1/poet/shipwright-build');
    await operator.ask('GET', '/agents/team1/poet/shipwright-build-info');
    expect(runOf().phase).toBe('Pending');
    await phase();
    expect(runOf().phase).toBe('Running');
  });
});

describe("the backend's own round", () => {
  test('finalizes what has succeeded and nobody finalized', async () => {
    operator = await startOperator({ release: '2026-07-23' });
    const { ask, backend } = operator;
    const at = { ...source, namespace: 'team1' };
    await ask('POST', '/agents', { ...at, name: 'poet', workloadType: 'job' });
    await ask('POST', '/tools', { ...at, name: 'clock' });
    await ask('POST', '/tools', { ...at, name: 'slow' });
    backend.kubernetes.buildRun('team1', 'poet').succeed();
    backend.kubernetes.buildRun('team1', 'clock').succeed();
    await backend.reconcileBuilds();
    await backend.reconcileBuilds();
    expect(await ask('GET', '/agents/team1/poet')).toMatchObject({ workloadType: 'job' });
    expect(await ask('GET', '/tools?namespace=team1')).toMatchObject({
      items: [
        { name: 'clock', status: 'Ready' },
        { name: 'slow', status: 'Building' },
      ],
    });
    expect(await ask('POST', '/tools/team1/clock/finalize-shipwright-build', {})).toMatchObject({
      status: 409,
    });
  });
});
