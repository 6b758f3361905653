import { afterEach, beforeEach, expect, test } from 'vitest';
import { image, type Operator, startOperator } from '../operator.fixture.ts';

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

test('build strategies are those that were installed [developer-tooling/Backend tells how the platform is set up]', async () => {
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

test("dashboards name the realm's console [developer-tooling/Backend tells how the platform is set up]", async () => {
  const { origin } = new URL(operator.issuer.issuer);
  expect(await operator.ask('GET', '/config/dashboards')).toMatchObject({
    keycloakConsole: `${origin}/admin/boost/console/`,
  });
  expect(await operator.ask('GET', '/config/mcp-gateway-status')).toMatchObject({
    text: '{"status":"Missing"}',
  });
});
