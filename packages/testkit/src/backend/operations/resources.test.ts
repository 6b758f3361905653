import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { call } from '../../../test/backend/call.fixture.ts';
import { type Issuer, startIssuer } from '../../../test/backend/issuer.fixture.ts';
import { type KagentiBackend, startKagentiBackend } from '../kagenti-backend.ts';

let issuer: Issuer;
let backend: KagentiBackend;
let token: string;

beforeEach(async () => {
  issuer = await startIssuer();
  backend = await startKagentiBackend({ identityProvider: issuer, agents: [], tools: [] });
  token = await issuer.token();
});

afterEach(async () => {
  await backend.stop();
  await issuer.stop();
});

async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await call(backend.baseUrl, method, `/api/v1${path}`, { token, body });
  return { status: answer.status, ...Object(answer.body) };
}

const image = { deploymentMethod: 'image', containerImage: 'registry.example.com/a:1' };

describe('agents', () => {
  test('an agent is listed, got and deleted [developer-tooling/Backend workload lives from create to delete]', async () => {
    const poet = { ...image, name: 'poet', namespace: 'team2', framework: 'CrewAI' };
    expect(await ask('POST', '/agents', poet)).toMatchObject({ status: 200, name: 'poet' });
    expect(await ask('POST', '/agents', poet)).toMatchObject({ status: 409 });
    expect(await ask('POST', '/agents', { ...poet, namespace: 'team1' })).toMatchObject({
      status: 200,
    });
    expect(await ask('GET', '/agents?namespace=team2')).toMatchObject({
      items: [{ name: 'poet', labels: { framework: 'CrewAI' }, workloadType: 'deployment' }],
    });
    expect(await ask('GET', '/agents/team2/poet')).toMatchObject({
      status: { replicas: 1 },
      metadata: { name: 'poet', labels: { 'rossoctl.io/type': 'agent' } },
      readyStatus: 'Ready',
    });
    expect(await ask('DELETE', '/agents/team2/poet')).toMatchObject({
      message: "Deployment 'poet' deleted; Service 'poet' deleted; AgentRuntime 'poet' deleted",
    });
    expect(await ask('GET', '/agents/team2/poet')).toMatchObject({ status: 404 });
    expect(await ask('DELETE', '/agents/team2/poet')).toMatchObject({ success: true, message: '' });
    expect(await ask('GET', '/agents?namespace=team1')).toMatchObject({
      items: [{ name: 'poet' }],
    });
  });

  test('its environment, ports and volume are as they were asked for', async () => {
    await ask('POST', '/agents', {
      ...image,
      name: 'keeper',
      namespace: 'team1',
      workloadType: 'statefulset',
      createHttpRoute: true,
      envVars: [
        { name: 'A', value: '1' },
        { name: 'B', valueFrom: { configMapKeyRef: { name: 'map', key: 'b' } } },
      ],
      servicePorts: [{ name: 'web', port: 80, targetPort: 3000, protocol: 'TCP' }],
      persistentStorage: { enabled: true, size: '3Gi' },
    });
    const keeper = JSON.stringify(await ask('GET', '/agents/team1/keeper'));
    expect(keeper).toContain('{"name":"A","value":"1","value_from":null}');
    expect(keeper).toContain('"config_map_key_ref":{"key":"b","name":"map","optional":null}');
    expect(keeper).toContain('"requests":{"storage":"3Gi"}');
    expect(keeper).toContain('http://keeper.team1.localhost:80');
    expect(await ask('GET', '/agents/team1/keeper/route-status')).toMatchObject({ hasRoute: true });
  });
});

describe('tools', () => {
  test('a tool is listed, got and deleted [developer-tooling/Backend workload lives from create to delete]', async () => {
    const clock = { ...image, name: 'clock', namespace: 'team1', workloadType: 'statefulset' };
    expect(await ask('POST', '/tools', { ...clock, createHttpRoute: true })).toMatchObject({
      status: 200,
    });
    expect(await ask('POST', '/tools', clock)).toMatchObject({ status: 409 });
    expect(await ask('GET', '/tools?namespace=team1')).toMatchObject({
      items: [
        {
          name: 'clock',
          description: "Tool 'clock' deployed from existing image 'registry.example.com/a:1'",
          workloadType: 'statefulset',
        },
      ],
    });
    expect(await ask('GET', '/tools/team1/clock')).toMatchObject({
      metadata: {
        name: 'clock',
        annotations: {
          'rossoctl.io/description':
            "Tool 'clock' deployed from existing image 'registry.example.com/a:1'",
        },
      },
      service: { name: 'clock-mcp' },
    });
    expect(await ask('GET', '/tools/team1/clock/route-status')).toMatchObject({ hasRoute: true });
    expect(await ask('DELETE', '/tools/team1/clock')).toMatchObject({
      message:
        "Tool 'clock' deleted. Resources: StatefulSet/clock, Service/clock-mcp, HTTPRoute/clock, AgentRuntime/clock",
    });
    expect(await ask('GET', '/tools/team1/clock')).toMatchObject({ status: 404 });
    expect(await ask('DELETE', '/tools/team1/clock')).toMatchObject({ success: true });
  });

  test('a name that Kubernetes refuses is not taken', async () => {
    const tool = { ...image, name: 'No_Label', namespace: 'team1' };
    expect(await ask('POST', '/tools', tool)).toMatchObject({ status: 422 });
    expect(await ask('GET', '/tools?namespace=team1')).toMatchObject({ items: [] });
  });
});
