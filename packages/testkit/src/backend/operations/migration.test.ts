import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Operator, startOperator } from '../../../test/backend/operator.fixture.ts';

let operator: Operator;

beforeEach(async () => {
  operator = await startOperator();
});

afterEach(() => operator[Symbol.asyncDispose]());

const post = (path: string, body?: unknown) => operator.ask('POST', path, body);

function addResource(name: string, more: { image?: string; description?: string } = {}) {
  const image = `registry.example.com/${name}:1`;
  operator.backend.kubernetes.addAgentResource({ namespace: 'team1', name, image, ...more });
}

test('one is migrated, and its resource stays or goes [developer-tooling/Backend migrates legacy agents]', async () => {
  addResource('a', { description: 'Of old' });
  addResource('b');
  expect(await post('/agents/team1/a/migrate', {})).toMatchObject({ agent_crd_deleted: false });
  expect(await post('/agents/team1/b/migrate', { delete_old: true })).toMatchObject({
    agent_crd_deleted: true,
    message: 'Deployment created; Service created; Agent CRD deleted',
  });
  expect(await operator.ask('GET', '/agents?namespace=team1')).toMatchObject({
    items: [
      { name: 'a', description: 'Of old' },
      { name: 'b', description: 'No description' },
    ],
  });
  expect(await operator.ask('GET', '/agents/team1/a')).toMatchObject({
    readyStatus: 'Ready',
    unrecorded: 'agents.get 200',
  });
  expect(await post('/agents/team1/a/migrate')).toMatchObject({ status: 409 });
  expect(await post('/agents/team1/b/migrate')).toMatchObject({ status: 404 });
});

test('all are migrated but for those that cannot be [developer-tooling/Backend migrates legacy agents]', async () => {
  addResource('a');
  addResource('b');
  operator.backend.kubernetes.addAgentResource({ namespace: 'team1', name: 'c' });
  operator.backend.kubernetes.addAgentResource({ namespace: 'team2', name: 'a' });
  await post('/agents/team1/a/migrate');
  const all = '/agents/migration/migrate-all?namespace=team1';
  expect(await post(all)).toMatchObject({
    migrated: [{ name: 'b' }, { name: 'c' }],
    skipped: [{ name: 'a' }],
  });
  expect(await post(`${all}&dry_run=false`)).toMatchObject({
    total_agents: 3,
    already_migrated: 1,
    to_migrate: 2,
    migrated: [{ name: 'b', message: 'Deployment created; Service created' }],
    failed: [{ name: 'c', error: "Agent CRD 'c' has no podTemplateSpec or imageSource.image" }],
  });
  expect(await operator.ask('DELETE', '/agents/team1/b')).toMatchObject({
    message: "Deployment 'b' deleted; Service 'b' deleted; Agent CR 'b' deleted (legacy)",
  });
  expect(await post(all)).toMatchObject({ total_agents: 2 });
});

test('one that is added again replaces the first [developer-tooling/Backend migrates legacy agents]', async () => {
  addResource('a');
  addResource('a');
  expect(await post('/agents/migration/migrate-all?namespace=team1')).toMatchObject({
    total_agents: 1,
  });
});
