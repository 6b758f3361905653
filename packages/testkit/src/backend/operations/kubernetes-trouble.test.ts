import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  image,
  type Operator,
  source,
  startOperator,
} from '../../../test/backend/operator.fixture.ts';

let operator: Operator;

beforeEach(async () => {
  operator = await startOperator({ agents: [{ name: 'poet' }], tools: [{ name: 'clock' }] });
});

afterEach(() => operator[Symbol.asyncDispose]());

const get = (path: string) => operator.ask('GET', path);
const kubernetes = () => operator.backend.kubernetes;

/** Whether there is an answer within a tenth of a second. */
const isAnswered = (path: string) =>
  operator
    .ask('GET', path, undefined, { signal: AbortSignal.timeout(100) })
    .then(() => true)
    .catch(() => false);

describe('Kubernetes that cannot be reached', () => {
  test('makes unexpected errors of what needs it [developer-tooling/Backend without Kubernetes answers 500]', async () => {
    kubernetes().goAway();
    for (const path of ['/agents?namespace=team1', '/tools/team1/clock', '/namespaces']) {
      expect(await get(path)).toMatchObject({ status: 500, text: 'Internal Server Error' });
    }
    const create = { ...image, name: 'x', namespace: 'team1' };
    expect(await operator.ask('POST', '/agents', create)).toMatchObject({ status: 500 });
    expect(await operator.ask('POST', '/agents', {})).toMatchObject({ status: 422 });
    for (const path of ['/health', '/ready', '/auth/me', '/config/dashboards']) {
      expect(await get(path)).toMatchObject({ status: 200, unrecorded: null });
    }
    expect(await operator.ask('POST', '/agents/parse-env', { content: 'A=1\nB' })).toMatchObject({
      status: 200,
    });
    kubernetes().comeBack();
    expect(await get('/agents?namespace=team1')).toMatchObject({ items: [{ name: 'poet' }] });
    expect(await get('/agents/team1/x')).toMatchObject({ status: 404 });
  });

  test('counts as a platform that is not there [developer-tooling/Backend without Kubernetes answers 500]', async () => {
    kubernetes().installBuildStrategies([{ name: 'buildah' }]);
    kubernetes().goAway();
    const { components, registry } = await get('/config/platform-status');
    expect(JSON.stringify(components)).not.toContain('Ready');
    expect(registry).toMatchObject({ clusterBuildStrategies: [] });
    expect(await get('/config/mcp-gateway-status')).toMatchObject({
      unrecorded: expect.anything(),
    });
  });
});

describe('Kubernetes that forbids', () => {
  test.each([
    ['/agents?namespace=team1', 403, { detail: 'Permission denied. Check RBAC configuration.' }],
    ['/agents/team1/poet', 403, { detail: 'Forbidden' }],
    ['/namespaces', 200, { namespaces: ['default'] }],
  ])(
    'to read answers %s as recorded [developer-tooling/Backend that Kubernetes forbids to read]',
    async (path, status, body) => {
      kubernetes().forbid('read');
      expect(await get(path)).toMatchObject({ status, ...body, unrecorded: null });
    },
  );

  test.each([
    ['/tools?namespace=team1', 200, { items: [] }],
    ['/shipwright/builds?namespace=team1', 200, { items: [] }],
    ['/agents/team1/poet/route-status', 200, { hasRoute: false }],
    ['/tools/team1/clock', 403, { detail: 'Forbidden' }],
    ['/agents/team1/poet/shipwright-build', 403, { detail: 'Forbidden' }],
    ['/agents/team1/poet/identity-config', 502, { detail: 'Forbidden' }],
    ['/config/features', 200, { builds: false }],
    ['/config/mcp-gateway-status', 200, { text: '{"status":"Degraded"}' }],
    ['/config/platform-status', 200, { registry: { clusterBuildStrategyPresent: false } }],
  ])(
    'to read answers %s as nobody recorded [developer-tooling/Backend that Kubernetes forbids to read]',
    async (path, status, body) => {
      kubernetes().installBuildStrategies([{ name: 'buildah' }]);
      kubernetes().forbid('read');
      const unrecorded = expect.stringMatching(new RegExp(` ${status}$`));
      expect(await get(path)).toMatchObject({ status, ...body, unrecorded });
    },
  );

  test('to read lets through what reads nothing [developer-tooling/Backend that Kubernetes forbids to read]', async () => {
    kubernetes().forbid('read');
    const create = { ...image, name: 'x', namespace: 'team1' };
    expect(await operator.ask('POST', '/agents', create)).toMatchObject({ status: 403 });
    expect(await operator.ask('POST', '/tools/team1/clock/connect')).toMatchObject({ status: 200 });
    expect(await operator.ask('DELETE', '/agents/team1/poet')).toMatchObject({ status: 200 });
    kubernetes().comeBack();
    expect(await get('/agents?namespace=team1')).toMatchObject({ items: [] });
  });

  test('to list namespaces hides all but one [developer-tooling/Backend that Kubernetes forbids to read]', async () => {
    await operator.ask('POST', '/agents', { ...source, name: 'x', namespace: 'team1' });
    kubernetes().forbid('listNamespaces');
    expect(await get('/namespaces?enabled_only=false')).toMatchObject({ namespaces: ['default'] });
    expect(await get('/shipwright/builds?allNamespaces=true')).toMatchObject({ items: [] });
    expect(await get('/agents?namespace=team1')).toMatchObject({ items: [{}, { name: 'x' }] });
  });
});

describe('Kubernetes whose calls hang', () => {
  test('freezes the backend, health included [developer-tooling/Backend frozen by a call that hangs]', async () => {
    kubernetes().hang();
    expect(await get('/health')).toMatchObject({ status: 200 });
    const list = get('/agents?namespace=team1');
    await expect.poll(() => isAnswered('/health')).toBe(false);
    const [health, nowhere] = [get('/health'), get('/nope')];
    expect(await isAnswered('/ready')).toBe(false);
    kubernetes().comeBack();
    expect(await list).toMatchObject({ items: [{ name: 'poet' }] });
    expect(await health).toMatchObject({ status: 200 });
    expect(await nowhere).toMatchObject({ status: 404 });
  });

  test('lets a caller go who leaves [developer-tooling/Backend frozen by a call that hangs]', async () => {
    kubernetes().hang();
    for (const path of ['/agents', '/health']) {
      expect(await isAnswered(path)).toBe(false);
    }
    kubernetes().goAway();
    expect(await get('/agents')).toMatchObject({ status: 500 });
  });
});

test('forbids everything, and deletes say so or not [developer-tooling/Backend that Kubernetes forbids to delete]', async () => {
  const { ask } = operator;
  await ask('POST', '/skills', { name: 'sum', namespace: 'team1', files: { 'SKILL.md': 'x' } });
  await ask('POST', '/contexts', { name: 'notes', namespace: 'team1', storage: {} });
  kubernetes().forbid('everything');

  const answers = {
    '/agents/team1/poet': { status: 200, message: '' },
    '/tools/team1/clock': { status: 200, message: "Tool 'clock' already deleted" },
    '/skills/team1/sum': { status: 403 },
    '/contexts/team1/notes': { status: 500, detail: 'get context PVC: made to fail' },
    '/simulation/tools/team1/toy': { status: 502 },
  };
  for (const [path, answer] of Object.entries(answers)) {
    expect(await ask('DELETE', path)).toMatchObject({ ...answer, unrecorded: null });
  }

  kubernetes().comeBack();
  for (const path of Object.keys(answers).slice(0, 4)) {
    expect(await get(path)).toMatchObject({ status: 200 });
  }
});

test('A7: forbids to delete alone, and what was not deleted can be read [developer-tooling/Backend that Kubernetes forbids only to delete]', async () => {
  const { ask } = operator;
  await ask('POST', '/skills', { name: 'sum', namespace: 'team1', files: { 'SKILL.md': 'x' } });
  await ask('POST', '/contexts', { name: 'notes', namespace: 'team1', storage: { size: '1Gi' } });
  kubernetes().forbid('delete');

  const answers = {
    '/agents/team1/poet': { status: 200, success: true, message: '' },
    '/tools/team1/clock': { status: 200, success: true, message: "Tool 'clock' already deleted" },
    '/skills/team1/sum': { status: 403 },
    '/contexts/team1/notes': { status: 500 },
  };
  for (const [path, answer] of Object.entries(answers)) {
    expect(await ask('DELETE', path)).toMatchObject(answer);
    expect(await get(path)).toMatchObject({ status: 200 });
  }

  kubernetes().comeBack();
  expect(await ask('DELETE', '/agents/team1/poet')).toMatchObject({ status: 200 });
  expect(await get('/agents/team1/poet')).toMatchObject({ status: 404 });
});

test('A7: what hides that it may not delete deletes nothing', async () => {
  const { ask } = operator;
  const openapiSpec = JSON.stringify({ info: { title: 'toy' } });
  await ask('POST', '/simulation/tools', { namespace: 'team1', openapiSpec });
  const registryUrl = 'http://store.example.com';
  operator.backend.skills.registry(registryUrl).offer([]);
  await ask('POST', '/skills/autosync', { registryUrl });
  kubernetes().forbid('delete');

  const removed = await ask('DELETE', '/simulation/tools/team1/toy');
  expect(removed).toMatchObject({ status: 200, deletedResources: [] });
  expect(await get('/simulation/tools/team1/toy/generation-status')).toMatchObject({ status: 200 });
  expect(await ask('DELETE', '/skills/autosync')).toMatchObject({ status: 204 });
  expect(await get('/skills/autosync')).toMatchObject({ enabled: true });
});
