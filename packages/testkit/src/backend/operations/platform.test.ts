import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  image,
  type Operator,
  source,
  startOperator,
} from '../../../test/backend/operator.fixture.ts';

let operator: Operator;

beforeEach(async () => {
  operator = await startOperator({ agents: [{ name: 'poet' }] });
});

afterEach(() => operator[Symbol.asyncDispose]());

const identity = (part: 'config' | 'status', name = 'poet') =>
  operator.ask('GET', `/agents/team1/${name}/identity-${part}`);

test('an agent has no identity without a pod, and none with a pod alone [developer-tooling/Backend shows what AuthBridge says]', async () => {
  expect(await identity('config')).toMatchObject({ status: 404, detail: 'poet not found' });
  operator.backend.kubernetes.addPod('team1', 'poet');
  expect(await identity('config')).toMatchObject({ AuthBridge: false });
  expect(await identity('status')).toMatchObject({ AuthBridge: false });
});

test('AuthBridge says what the test lets it say, until the agent is deleted [developer-tooling/Backend shows what AuthBridge says]', async () => {
  const { kubernetes } = operator.backend;
  kubernetes.addPod('team1', 'poet', { authBridge: { status: { inbound_denials: { odd: 9 } } } });
  expect(await identity('config')).toMatchObject({ AuthBridge: true, mode: 'proxy-sidecar' });
  expect(await identity('status')).toMatchObject({ AuthBridge: true, inbound_denials: { odd: 9 } });
  await operator.ask('DELETE', '/agents/team1/poet');
  await operator.ask('POST', '/agents', { ...image, name: 'poet', namespace: 'team1' });
  expect(await identity('config')).toMatchObject({ status: 404 });
  expect(() => kubernetes.addPod('team1', 'nope')).toThrow("There is no agent 'nope'");
});

test('build strategies are those that were installed', async () => {
  expect(await operator.ask('GET', '/agents/build-strategies')).toMatchObject({ strategies: [] });
  operator.backend.kubernetes.installBuildStrategies([
    { name: 'buildah', description: 'With TLS' },
    { name: 'kaniko' },
  ]);
  expect(await operator.ask('GET', '/agents/build-strategies')).toMatchObject({
    strategies: [
      { name: 'buildah', description: 'With TLS' },
      { name: 'kaniko', description: null },
    ],
  });
  expect(await operator.ask('GET', '/config/platform-status')).toMatchObject({
    registry: { clusterBuildStrategyPresent: true, clusterBuildStrategies: ['buildah', 'kaniko'] },
  });
});

test("dashboards name the realm's console", async () => {
  const { origin } = new URL(operator.issuer.issuer);
  expect(await operator.ask('GET', '/config/dashboards')).toMatchObject({
    keycloakConsole: `${origin}/admin/boost/console/`,
  });
  expect(await operator.ask('GET', '/config/mcp-gateway-status')).toMatchObject({
    text: '{"status":"Missing"}',
  });
});

test('a feature that is off takes its paths away, and is told [developer-tooling/Backend without a feature does not know its paths]', async () => {
  await using bare = await startOperator({ features: { skills: false, simulatedTools: false } });
  expect(await bare.ask('GET', '/config/features')).toMatchObject({
    skills: false,
    simulatedTools: false,
    authbridgeAPI: true,
    externalSkills: true,
  });
  const noToken = { token: undefined };
  for (const [method, path] of [
    ['POST', '/skills'],
    ['PATCH', '/skills'],
    ['GET', '/skills/'],
    ['DELETE', '/skills/autosync'],
    ['GET', '/simulation/health'],
  ] as const) {
    expect(await bare.ask(method, path, undefined, noToken)).toMatchObject({
      status: 404,
      detail: 'Not Found',
      unrecorded: null,
    });
  }
});

test('skills are on an agent only where there are skills [developer-tooling/Backend without a feature does not know its paths]', async () => {
  const skills = ['sum'];
  await using bare = await startOperator({ features: { skills: false } });
  await using older = await startOperator({ release: '2026-07-23' });
  for (const { ask, backend } of [older, bare]) {
    await ask('POST', '/agents', { ...source, name: 'built', namespace: 'team1' });
    backend.kubernetes.buildRun('team1', 'built').succeed();
  }
  const finalize = '/agents/team1/built/finalize-shipwright-build';
  const create = { ...image, name: 'x', namespace: 'team1', skills };
  const refused = { status: 400, detail: expect.stringContaining('Skill linking is disabled') };
  expect(await bare.ask('POST', '/agents', create)).toMatchObject(refused);
  expect(await bare.ask('POST', finalize, { skills })).toMatchObject(refused);
  const marked = { status: 200, unrecorded: expect.anything() };
  expect(await operator.ask('POST', '/agents', create)).toMatchObject(marked);
  expect(await older.ask('POST', finalize, { skills })).toMatchObject(marked);
});

test('external skills alone are refused after token and body [developer-tooling/Backend without a feature does not know its paths]', async () => {
  await using bare = await startOperator({ features: { externalSkills: false } });
  expect(await bare.ask('GET', '/skills?namespace=team1')).toMatchObject({ status: 200 });
  expect(await bare.ask('POST', '/skills/external', {})).toMatchObject({ status: 422 });
  expect(await bare.ask('GET', '/skills/autosync')).toMatchObject({
    status: 404,
    unrecorded: 'skills.autosync.get 404',
  });
  const noToken = { token: undefined };
  expect(await bare.ask('DELETE', '/skills/autosync', undefined, noToken)).toMatchObject({
    status: 401,
  });
});
