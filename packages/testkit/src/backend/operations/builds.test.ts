import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  image,
  type Operator,
  source,
  startOperator,
} from '../../../test/backend/operator.fixture.ts';

let operator: Operator;

beforeEach(async () => {
  // The newest cannot finalize the build of an agent.
  operator = await startOperator({ release: '2026-07-23' });
});

afterEach(() => operator[Symbol.asyncDispose]());

const ask: Operator['ask'] = (...request) => operator.ask(...request);
const runOf = (name: string) => operator.backend.kubernetes.buildRun('team1', name);

async function namesIn(kind: 'agents' | 'tools'): Promise<unknown[]> {
  const { items } = await ask('GET', `/${kind}?namespace=team1`);
  return [items].flat().map(item => [Object(item).name, Object(item).status]);
}

describe('a build of an agent', () => {
  const poet = { ...source, name: 'poet', namespace: 'team1' };

  test('becomes an agent step by step [developer-tooling/Backend build becomes a workload]', async () => {
    await ask('POST', '/agents', { ...poet, gitPath: 'a2a/poet', imageTag: 'v2' });
    const at = '/agents/team1/poet';
    expect(await ask('GET', `${at}/shipwright-build`)).toMatchObject({ registered: false });
    expect(await ask('GET', `${at}/shipwright-buildrun`)).toMatchObject({ phase: 'Pending' });
    expect(await namesIn('agents')).toEqual([['poet', 'Building']]);
    expect(await ask('GET', at)).toMatchObject({ status: 404 });
    expect(await ask('POST', `${at}/finalize-shipwright-build`, {})).toMatchObject({
      status: 400,
      detail: 'Build has not succeeded yet. Status: In progress',
      unrecorded: 'agents.builds.finalize 400',
    });

    runOf('poet').queue();
    expect(runOf('poet').phase).toBe('Running');
    runOf('poet').start();
    expect(await ask('GET', `${at}/shipwright-build-info`)).toMatchObject({
      buildRunPhase: 'Running',
      contextDir: 'a2a/poet',
      outputImage: 'registry.cr-system.svc.cluster.local:5000/poet:v2',
      agentConfig: { protocol: 'a2a', framework: 'LangGraph' },
    });

    runOf('poet').succeed();
    expect(await namesIn('agents')).toEqual([]);
    expect(await ask('GET', at)).toMatchObject({ status: 404 });
    const finalized = await ask('POST', `${at}/finalize-shipwright-build`, {});
    expect(finalized).toMatchObject({ status: 200, unrecorded: null });
    expect(await ask('POST', `${at}/finalize-shipwright-build`, {})).toMatchObject({
      message: "Agent 'poet' already deployed as deployment.",
    });
    expect(await namesIn('agents')).toEqual([['poet', 'Ready']]);
    const { text } = await ask('GET', at);
    expect(text).toContain('"image":"registry.cr-system.svc.cluster.local:5000/poet:v2@sha256:');
  });

  test('keeps what it was asked for, unless finalizing says more', async () => {
    await ask('POST', '/agents', {
      ...poet,
      workloadType: 'statefulset',
      registryUrl: 'registry.example.com/lab',
      registrySecret: 'push',
      createHttpRoute: true,
      envVars: [{ name: 'A', value: '1' }],
      servicePorts: [{ port: 81 }],
      persistentStorage: { enabled: true, size: '2Gi' },
      shipwrightConfig: { buildStrategy: 'kaniko', buildArgs: ['A=1'] },
    });
    expect(await ask('GET', '/agents/team1/poet/shipwright-build-info')).toMatchObject({
      strategy: 'kaniko',
      outputImage: 'registry.example.com/lab/poet:v0.0.1',
      agentConfig: {
        createHttpRoute: true,
        registrySecret: 'push',
        envVars: [{ name: 'A', value: '1' }],
        servicePorts: [{ port: 81 }],
      },
    });
    runOf('poet').succeed({ image: 'registry.example.com/lab/poet@other' });
    expect(await ask('GET', '/agents/team1/poet/shipwright-buildrun')).toMatchObject({
      outputImage: 'registry.example.com/lab/poet@other',
      unrecorded: 'agents.builds.run 200',
    });
    expect(
      await ask('POST', '/agents/team1/poet/finalize-shipwright-build', {
        envVars: [{ name: 'B', value: '2' }],
        createHttpRoute: false,
      }),
    ).toMatchObject({ unrecorded: 'agents.builds.finalize 200' });
    const { text, workloadType } = await ask('GET', '/agents/team1/poet');
    expect(workloadType).toBe('statefulset');
    expect(text).toContain('{"name":"B","value":"2","value_from":null}');
    expect(text).not.toContain('"name":"A"');
    expect(text).toContain('"requests":{"storage":"2Gi"}');
    expect(text).toContain('http://poet.team1.localhost:81');
    expect(await ask('GET', '/agents/team1/poet/route-status')).toMatchObject({ hasRoute: false });
  });

  test('finds an agent that runs otherwise, and leaves it', async () => {
    await ask('POST', '/agents', { ...image, name: 'poet', namespace: 'team1' });
    await ask('POST', '/agents', { ...poet, workloadType: 'job' });
    expect(await namesIn('agents')).toEqual([['poet', 'Ready']]);
    runOf('poet').succeed();
    expect(await ask('POST', '/agents/team1/poet/finalize-shipwright-build', {})).toMatchObject({
      message: expect.stringContaining('The existing workload was preserved.'),
      unrecorded: 'agents.builds.finalize 200',
    });
  });

  test('a bad variable is refused when it is finalized too [developer-tooling/Backend refuses an invalid request with 422]', async () => {
    const body = { envVars: [{ name: '1A' }] };
    for (const kind of ['agents', 'tools']) {
      expect(await ask('POST', `/${kind}/team1/a/finalize-shipwright-build`, body)).toMatchObject({
        status: 422,
        detail: [{ loc: ['body', 'envVars', 0, 'name'] }],
      });
    }
  });
});

describe('a build of an agent that nobody can finalize', () => {
  test("is answered with 500, and no agent is made [developer-tooling/Backend of 2026-08-20 cannot finalize an agent's build]", async () => {
    await using newest = await startOperator();
    const at = '/agents/team1/poet';
    await newest.ask('POST', '/agents', { ...source, name: 'poet', namespace: 'team1' });
    newest.backend.kubernetes.buildRun('team1', 'poet').succeed();

    const finalized = await newest.ask('POST', `${at}/finalize-shipwright-build`, {});
    await newest.backend.reconcileBuilds();

    expect(finalized).toMatchObject({
      status: 500,
      text: 'Internal Server Error',
      unrecorded: null,
    });
    expect(await newest.ask('GET', at)).toMatchObject({ status: 404 });
  });

  test('finds the agent that was made of its image', async () => {
    await using newest = await startOperator();
    const poet = { name: 'poet', namespace: 'team1' };
    await newest.ask('POST', '/agents', { ...source, ...poet });
    newest.backend.kubernetes.buildRun('team1', 'poet').succeed();
    await newest.ask('POST', '/agents', { ...image, ...poet });

    expect(
      await newest.ask('POST', '/agents/team1/poet/finalize-shipwright-build', {}),
    ).toMatchObject({ message: "Agent 'poet' already deployed as deployment.", unrecorded: null });
  });
});

describe('a build of a tool', () => {
  const clock = { ...source, name: 'clock', namespace: 'team1' };

  test('becomes a tool step by step [developer-tooling/Backend build becomes a workload]', async () => {
    await ask('POST', '/tools', { ...clock, shipwrightConfig: { buildArgs: ['A=1'] } });
    const at = '/tools/team1/clock';
    expect(await ask('GET', at)).toMatchObject({
      isBuild: true,
      readyStatus: 'Building',
      spec: { paramValues: [{}, { name: 'build-args', values: [{ value: 'A=1' }] }] },
    });
    expect(await namesIn('tools')).toEqual([['clock', 'Building']]);
    expect(await ask('POST', `${at}/finalize-shipwright-build`, {})).toMatchObject({
      detail: 'Build not succeeded. Current phase: Pending. Error: None',
      unrecorded: 'tools.builds.finalize 400',
    });
    runOf('clock').succeed();
    expect(await ask('GET', at)).toMatchObject({ status: 404 });
    expect(await namesIn('tools')).toEqual([]);
    expect(await ask('POST', `${at}/finalize-shipwright-build`, {})).toMatchObject({
      message: "Tool 'clock' created from Shipwright build (deployment).",
      unrecorded: null,
    });
    expect(await ask('POST', `${at}/finalize-shipwright-build`, {})).toMatchObject({ status: 409 });
    expect(await namesIn('tools')).toEqual([['clock', 'Ready']]);
  });

  test('is what finalizing says, for empty fields say nothing', async () => {
    await ask('POST', '/tools', { ...clock, envVars: [{ name: 'A', value: '1' }] });
    runOf('clock').succeed();
    const given = { workloadType: 'statefulset', envVars: [], createHttpRoute: true, protocol: '' };
    const finalized = await ask('POST', '/tools/team1/clock/finalize-shipwright-build', given);
    expect(finalized).toMatchObject({
      message: expect.stringMatching(/\(statefulset\)\. HTTPRoute/),
      unrecorded: 'tools.builds.finalize 200',
    });
    const { text, workloadType } = await ask('GET', '/tools/team1/clock');
    expect(workloadType).toBe('statefulset');
    expect(text).toContain('{"name":"A","value":"1","value_from":null}');
    expect(text).toContain('"rossoctl.io/transport":"streamable_http"');
  });
});

describe('a build that fails', () => {
  test.each(['agents', 'tools'])(
    'of %s is run again [developer-tooling/Backend build that fails is run again]',
    async kind => {
      const at = `/${kind}/team1/x`;
      await ask('POST', `/${kind}`, { ...source, name: 'x', namespace: 'team1' });
      runOf('x').start();
      runOf('x').fail({ message: 'no Dockerfile' });
      expect(await namesIn(kind === 'agents' ? 'agents' : 'tools')).toEqual([
        ['x', 'Build Failed'],
      ]);
      const refused = await ask('POST', `${at}/finalize-shipwright-build`, {});
      expect(refused).toMatchObject({
        status: 400,
        detail: expect.stringContaining('no Dockerfile'),
      });

      const first = runOf('x').name;
      const { buildRunName } = await ask('POST', `${at}/shipwright-buildrun`);
      expect(runOf('x').name).toBe(buildRunName);
      expect(runOf('x').name).not.toBe(first);
      expect(await ask('GET', `${at}/shipwright-build-info`)).toMatchObject({
        buildRunPhase: 'Pending',
        buildRunFailureMessage: null,
      });
      runOf('x').succeed();
      expect(await ask('POST', `${at}/finalize-shipwright-build`, {})).toMatchObject({
        status: 200,
      });
    },
  );

  test('what is not there or has ended cannot be moved', async () => {
    const { kubernetes } = operator.backend;
    expect(() => kubernetes.buildRun('team1', 'x')).toThrow("There is no Build 'x'");
    expect(() => kubernetes.build('team1', 'x')).toThrow("There is no Build 'x'");
    await ask('POST', '/agents', { ...source, name: 'x', namespace: 'team1' });
    runOf('x').fail();
    for (const move of ['queue', 'start', 'succeed', 'fail'] as const) {
      expect(() => runOf('x')[move]()).toThrow(`'${runOf('x').name}' has ended already: Failed`);
    }
    expect(await ask('GET', '/agents/team1/x/shipwright-buildrun')).toMatchObject({
      failureMessage: expect.stringContaining('kubectl -n team1 logs'),
    });
  });
});

describe('registration', () => {
  test.each([
    [{ registered: 'True' }, true, 'Succeeded'],
    [{ registered: 'False' }, false, 'ClusterBuildStrategyNotFound'],
    [{ registered: 'False', reason: 'Odd', message: 'odd' }, false, 'Odd'],
  ] as const)('%j is told, and true in lists', async (script, registered, reason) => {
    await ask('POST', '/agents', { ...source, name: 'x', namespace: 'team1' });
    operator.backend.kubernetes.build('team1', 'x').register(script);
    expect(await ask('GET', '/agents/team1/x/shipwright-build')).toMatchObject({
      registered,
      reason,
    });
    expect(await ask('GET', '/agents/shipwright-builds?namespace=team1')).toMatchObject({
      items: [{ registered: true }],
    });
  });

  test('Unknown is an unexpected error', async () => {
    await ask('POST', '/tools', { ...source, name: 'x', namespace: 'team1' });
    operator.backend.kubernetes.build('team1', 'x').register({ registered: 'Unknown' });
    expect(await ask('GET', '/tools/team1/x/shipwright-build-info')).toMatchObject({
      status: 500,
      text: 'Internal Server Error',
      unrecorded: 'tools.builds.info 500',
    });
  });
});

async function placesIn(path: string): Promise<string[]> {
  const { items } = await ask('GET', path);
  return [items].flat().map(item => `${Object(item).namespace}/${Object(item).name}`);
}

describe('lists of builds', () => {
  test('come by namespace and name, each kind or both', async () => {
    for (const [kind, namespace, name] of [
      ['tools', 'team2', 'b'],
      ['agents', 'team1', 'z'],
      ['tools', 'team1', 'a'],
      ['agents', 'team2', 'a'],
    ]) {
      await ask('POST', `/${kind}`, { ...source, namespace, name });
    }
    const all = ['team1/a', 'team1/z', 'team2/a', 'team2/b'];
    expect(await placesIn('/shipwright/builds?allNamespaces=true')).toEqual(all);
    expect(await placesIn('/shipwright/builds?namespace=team2')).toEqual(['team2/a', 'team2/b']);
    expect(await placesIn('/shipwright/builds?allNamespaces=true&for=tools')).toEqual([
      'team1/a',
      'team2/b',
    ]);
    expect(await placesIn('/agents/shipwright-builds?allNamespaces=true')).toEqual([
      'team1/z',
      'team2/a',
    ]);
    expect(await placesIn('/tools/shipwright-builds?namespace=team1')).toEqual(['team1/a']);
    expect(await ask('GET', '/shipwright/builds?namespace=%20')).toMatchObject({ status: 400 });
  });
});

describe('a name that is built', () => {
  test('is built anew, by whatever kind', async () => {
    await ask('POST', '/agents', { ...source, name: 'x', namespace: 'team1' });
    const first = runOf('x').name;
    expect(await ask('POST', '/tools', { ...source, name: 'x', namespace: 'team1' })).toMatchObject(
      {
        status: 200,
        unrecorded: 'tools.create 200',
      },
    );
    expect(await namesIn('agents')).toEqual([]);
    expect(await namesIn('tools')).toEqual([['x', 'Building']]);
    expect(await ask('GET', '/agents/team1/x/shipwright-build-info')).toMatchObject({
      agentConfig: null,
      unrecorded: 'agents.builds.info 200',
    });
    const { message } = await ask('DELETE', '/tools/team1/x');
    expect(message).toMatch(/Resources: BuildRun\/x-run-\w{5}, Build\/x$/);
    expect(message).not.toContain(first);
  });
});
