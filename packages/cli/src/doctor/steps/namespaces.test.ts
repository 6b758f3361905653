import { expect, test } from 'vitest';
import { examineServers } from '../../../test/kagenti-steps.fixture.ts';

const key = 'boost.providers.kagenti.namespaces';
const withoutAgent = { 'boost.providers.kagenti.defaultAgent': undefined };

test('lists the namespaces of Kagenti', async () => {
  const { report } = await examineServers();
  expect(await report('namespaces', { values: withoutAgent })).toMatchObject({
    status: 'ok',
    summary: 'team1, team2',
    details: { configured: null },
  });
});

test('is content with namespaces that Kagenti is enabled for', async () => {
  const { report } = await examineServers();
  expect(await report('namespaces', { values: { [key]: ['team1'] } })).toMatchObject({
    status: 'ok',
    summary: 'team1',
  });
});

test('suggests the name that was meant [doctor/A configured namespace does not exist]', async () => {
  const { report } = await examineServers();
  const values = { ...withoutAgent, [key]: ['taem1'] };
  expect(await report('namespaces', { values })).toMatchObject({
    status: 'failed',
    findings: [
      {
        code: 'unknown_namespace',
        remedy: 'Name team1 in place of taem1.',
        source: `app-config.yaml#${key}`,
      },
    ],
  });
});

test('only warns while another namespace works', async () => {
  const { report } = await examineServers();
  const values = { ...withoutAgent, [key]: ['team1', 'elsewhere'] };
  expect(await report('namespaces', { values })).toMatchObject({
    status: 'warning',
    findings: [{ code: 'unknown_namespace', message: expect.stringContaining('elsewhere') }],
  });
});

test('distinguishes a namespace that is not enabled from one that does not exist [doctor/A configured namespace is not enabled]', async () => {
  const { report, servers } = await examineServers();
  servers.kagenti.faults.next({
    kind: 'respond',
    status: 200,
    body: { namespaces: ['team2'] },
  });
  const values = { ...withoutAgent, [key]: ['team1'] };
  expect(await report('namespaces', { values })).toMatchObject({
    // Its agents are listed and answer.
    status: 'warning',
    findings: [
      {
        code: 'namespace_not_enabled',
        message: expect.stringContaining('Agents that run there answer.'),
        commands: ['kubectl label namespace team1 rossoctl-enabled=true'],
      },
    ],
  });
});

test('recognizes a Kagenti that may not list namespaces [doctor/Kagenti may not list namespaces]', async () => {
  const { report, servers } = await examineServers();
  servers.kagenti.kubernetes.forbid('listNamespaces');
  const values = { ...withoutAgent, [key]: ['team1'] };
  expect((await report('namespaces', { values })).findings).toMatchObject([
    { code: 'namespaces_not_listed' },
  ]);
});

test('recognizes Kubernetes out of reach', async () => {
  const { report, servers } = await examineServers();
  servers.kagenti.kubernetes.goAway();
  expect(await report('namespaces')).toMatchObject({
    status: 'failed',
    findings: [{ code: 'kubernetes_unreachable', isTemporary: true }],
  });
});

test('warns of a Kagenti without namespaces', async () => {
  const { report, servers } = await examineServers();
  servers.kagenti.faults.next({ kind: 'respond', status: 200, body: { namespaces: [] } });
  expect(await report('namespaces', { values: withoutAgent })).toMatchObject({
    status: 'warning',
    findings: [{ code: 'no_namespace' }],
  });
});
