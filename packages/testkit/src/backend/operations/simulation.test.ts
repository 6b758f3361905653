import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { image, type Operator, startOperator } from '../../../test/backend/operator.fixture.ts';
import type { KagentiBackendOptions } from '../kagenti-backend-options.ts';

let operator: Operator;

beforeEach(async () => {
  operator = await startOperator();
});

afterEach(() => operator[Symbol.asyncDispose]());

const openapiSpec = JSON.stringify({ openapi: '3.0.0', info: { title: '(My) To-Dos!' } });
const create = (more: object = {}, { ask }: Operator = operator) =>
  ask('POST', '/simulation/tools', { namespace: 'team1', openapiSpec, ...more });
const at = '/simulation/tools/team1/my-to-dos';
const phaseOf = async ({ ask }: Operator = operator) => {
  const { text } = await ask('GET', `${at}/generation-status`);
  return Object(JSON.parse(text)).status;
};
const tool = () => operator.backend.simulation.tool('team1', 'my-to-dos');
const ask: Operator['ask'] = (...given) => operator.ask(...given);
const connect = () => ask('POST', '/tools/team1/my-to-dos/connect');
const seed = (database: string) => ask('PUT', `${at}/database`, { database });

describe('a simulated tool', () => {
  test('is generated, reset, seeded and deleted [developer-tooling/Backend simulated tool lives from create to delete]', async () => {
    expect(await create()).toMatchObject({ status: 202, name: 'my-to-dos' });
    expect(await create()).toMatchObject({ status: 409, unrecorded: null });
    expect(await phaseOf()).toBe('Generating');
    tool().generate();
    expect(tool().phase).toBe('Ready');
    expect(await ask('GET', `${at}/generation-status`)).toMatchObject({
      mcpUrl: 'http://my-to-dos-mcp.team1.svc.cluster.local:8000/mcp',
    });
    expect(await ask('GET', '/tools?namespace=team1')).toMatchObject({
      items: [{ name: 'my-to-dos', labels: { simulated: true } }],
    });
    expect(await seed('{"toDos":[]}')).toMatchObject({ status: 200 });
    expect(await seed('{"toDos":7}')).toMatchObject({
      status: 422,
      detail: { json_path: '$.toDos', message: expect.stringContaining(' 7 is not') },
      unrecorded: 'simulation.replaceDatabase 422',
    });
    expect(await ask('DELETE', at)).toMatchObject({ status: 200 });
    expect(await ask('DELETE', at)).toMatchObject({ status: 404 });
    expect(() => tool()).toThrow("There is no simulated tool 'my-to-dos'");
    expect(await ask('GET', '/tools?namespace=team1')).toMatchObject({ items: [] });
  });

  test('shows what it was asked to be [developer-tooling/Backend simulated tool lives from create to delete]', async () => {
    const envVars = [{ name: 'PORT', value: '9000' }, { name: 'NOTHING' }];
    const name = 'x'.repeat(59);
    const identity = { authBridgeEnabled: true, spireEnabled: true, authBridgeMode: 'lite' };
    expect(await create({ name, envVars, ...identity })).toMatchObject({ status: 202, name });
    const { text, unrecorded } = await ask('GET', `/tools/team1/${name}`);
    expect(unrecorded).toBe('tools.get 200');
    for (const part of [
      '"rossoctl.io/spire":"enabled"',
      '"rossoctl.io/inject":"enabled"',
      '"rossoctl.io/authbridge-mode":"lite"',
      '"value":"9000"',
      '"storage":"1Gi"',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('NOTHING');
    expect(await ask('DELETE', `/tools/team1/${name}`)).toMatchObject({
      status: 200,
      unrecorded: 'tools.delete 200',
    });
    expect(await ask('DELETE', `/simulation/tools/team1/${name}`)).toMatchObject({ status: 404 });
  });

  test.each([
    ['no JSON', { openapiSpec: '\n{' }, 422, 'line 2 column 2 (char 2)'],
    ['an empty text', { openapiSpec: '' }, 422, 'line 1 column 1 (char 0)'],
    ['a broken list', { openapiSpec: '[1,]' }, 422, '(char 4)'],
    [
      'a wrong variable',
      { envVars: [{ name: '1' }] },
      422,
      "Invalid environment variable name '1'",
    ],
    ['a name that is too long', { name: 'x'.repeat(60) }, 422, 'at most 59 characters'],
    ['no such namespace', { namespace: 'nowhere' }, 500, 'Internal Server Error'],
    ["a tool's name", { name: 'clock' }, 409, "Simulated tool 'clock' already exists"],
  ])('with %s is refused', async (_what, body, status, words) => {
    await ask('POST', '/tools', { ...image, name: 'clock', namespace: 'team1' });
    const { text, ...answer } = await create(body);
    expect(answer).toMatchObject({ status });
    expect(text).toContain(words);
    expect(await ask('GET', '/tools?namespace=team1')).toMatchObject({ items: [{}] });
  });

  test('takes its name from a title, or is named for what it is [developer-tooling/Backend simulated tool lives from create to delete]', async () => {
    const title = `${'a'.repeat(58)} b`;
    const long = JSON.stringify({ info: { title } });
    expect(await create({ openapiSpec: long })).toMatchObject({ name: 'a'.repeat(58) });
    expect(await create({ openapiSpec: '{}' })).toMatchObject({ name: 'simulated-tool' });
  });
});

describe('the harness of a simulated tool', () => {
  beforeEach(() => create());

  test('that is stopped counts as generating, and after ten minutes as failed', async () => {
    tool().generate();
    expect(await ask('POST', `${at}/stop`)).toMatchObject({ status: 200 });
    expect(await phaseOf()).toBe('Generating');
    expect(await ask('POST', `${at}/reset`)).toMatchObject({ status: 502, unrecorded: null });
    expect(() => tool().comeBack()).toThrow('start it first');
    expect(() => tool().failPod()).toThrow('start it first');
    tool().passSeconds(601);
    expect(await phaseOf()).toBe('Failed');
    expect(await ask('POST', `${at}/start`)).toMatchObject({ status: 200 });
    expect(await phaseOf()).toBe('Failed');
    tool().comeBack();
    expect(await phaseOf()).toBe('Ready');
  });

  test('fails in its own words, and is ready no more [developer-tooling/Backend simulated tool fails on command]', async () => {
    tool().failGeneration({ reason: 'no_paths' });
    expect(await ask('GET', `${at}/generation-status`)).toMatchObject({ reason: 'no_paths' });
    tool().failPod({ reason: 'CrashLoopBackOff', message: 'back-off 10s' });
    expect(await ask('GET', `${at}/generation-status`)).toMatchObject({
      reason: 'CrashLoopBackOff: back-off 10s',
    });
    tool().failPod({ reason: 'ErrImagePull' });
    expect(await ask('GET', `${at}/generation-status`)).toMatchObject({ reason: 'ErrImagePull' });
    expect(() => tool().generate()).toThrow('cannot be reached');
    expect(() => tool().failGeneration()).toThrow('cannot be reached');
    tool().comeBack();
    expect(tool().phase).toBe('Generating');
  });

  test('that is away has no MCP server either [developer-tooling/Backend simulated tool fails on command]', async () => {
    expect(await connect()).toMatchObject({ status: 502 });
    tool().generate();
    expect(await connect()).toMatchObject({ status: 200, unrecorded: 'tools.connect 200' });
  });

  test('is out of sight while Kubernetes forbids to read [developer-tooling/Backend that Kubernetes forbids to read]', async () => {
    operator.backend.kubernetes.forbid('read');
    expect(await ask('POST', `${at}/reset`)).toMatchObject({
      status: 502,
      unrecorded: 'simulation.reset 502',
    });
    expect(await create({ name: 'other' })).toMatchObject({ status: 500 });
    expect(await seed('[]')).toMatchObject({ status: 422, unrecorded: null });
    expect(await ask('GET', '/simulation/health')).toMatchObject({ unrecorded: null });
  });
});

const startWith = async (simulation: NonNullable<KagentiBackendOptions['simulation']>) => {
  const started = await startOperator({ simulation });
  await create({}, started);
  return started;
};

describe('progress by itself', () => {
  test('goes by polls, a step each [developer-tooling/Backend simulated tool progresses by itself]', async () => {
    await using started = await startWith({ autoProgress: { stepPolls: 2 } });
    const phases = [await phaseOf(started), await phaseOf(started), await phaseOf(started)];
    expect(phases).toEqual(['Generating', 'Generating', 'Ready']);
    await started.ask('POST', `${at}/stop`);
    for (let poll = 0; poll < 3; poll += 1) {
      expect(await phaseOf(started)).toBe('Generating');
    }
    await started.ask('POST', `${at}/start`);
    const later = [await phaseOf(started), await phaseOf(started), await phaseOf(started)];
    expect(later).toEqual(['Generating', 'Generating', 'Ready']);
  });

  test('goes by time, unless the pod is in trouble [developer-tooling/Backend simulated tool progresses by itself]', async () => {
    await using started = await startWith({ autoProgress: { stepMs: 0 } });
    expect(await phaseOf(started)).toBe('Ready');
    started.backend.simulation.tool('team1', 'my-to-dos').failPod();
    expect(await phaseOf(started)).toBe('Error');
    started.backend.simulation.tool('team1', 'my-to-dos').comeBack();
    expect(await phaseOf(started)).toBe('Ready');
    started.backend.simulation.tool('team1', 'my-to-dos').disappear();
    expect(await phaseOf(started)).toBe('Generating');
    await using slow = await startWith({ autoProgress: { stepMs: 60_000 } });
    expect(await phaseOf(slow)).toBe('Generating');
  });

  test('that would be none is refused [developer-tooling/Impossible option is refused]', async () => {
    await expect(startWith({ autoProgress: { stepPolls: 0 } })).rejects.toThrow(
      "'simulation.autoProgress'",
    );
  });
});
