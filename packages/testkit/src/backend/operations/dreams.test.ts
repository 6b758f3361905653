import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Operator, startOperator } from '../../../test/backend/operator.fixture.ts';

let operator: Operator;

beforeEach(async () => {
  operator = await startOperator();
});

afterEach(() => operator[Symbol.asyncDispose]());

const ask: Operator['ask'] = (...request) => operator.ask(...request);
const at = '/dream/team1/poet';
const store = 'http://store.example.com';
const askForRun = () => ask('GET', `${at}/runs/${operator.backend.dreams.latestRun().id}`);

/** Gives the backend the address of a skill store. */
async function registerStore(): Promise<void> {
  operator.backend.skills.registry(store).offer([]);
  await ask('POST', '/skills/autosync', { registryUrl: store });
}

/** Starts a run over conversations that are new. */
async function startRun(...spans: number[]): Promise<string> {
  for (const count of spans) operator.backend.dreams.addConversation('poet', { spans: count });
  const { text } = await ask('POST', at);
  expect(JSON.parse(text).status).toBe('submitted');
  return text;
}

test('a run that is ready moves the mark when it is asked for [developer-tooling/Backend agent dreams]', async () => {
  await registerStore();
  expect(JSON.parse(await startRun(3, 1))).toMatchObject({ new_trajectories: 2, new_spans: 4 });
  expect((await askForRun()).text).toContain('"status":"pending"');

  operator.backend.dreams.latestRun().succeed({ summary: 'done' });
  expect(await ask('GET', at)).toMatchObject({ newTrajectories: 2, dreamedCount: 0 });
  expect(await askForRun()).toMatchObject({ summaryMd: 'done', unrecorded: null });

  expect(await ask('GET', at)).toMatchObject({ newTrajectories: 0, dreamedCount: 1 });
  expect((await ask('POST', at)).text).toContain('"status":"no_new_trajectories"');
});

test('a run that has failed leaves the mark [developer-tooling/Backend agent dreams]', async () => {
  await registerStore();
  await startRun(1);

  operator.backend.dreams.latestRun().fail();
  expect(await askForRun()).toMatchObject({ summaryMd: null });

  expect(await ask('GET', at)).toMatchObject({ newTrajectories: 1, dreamedCount: 0 });
});

test('a second run takes the mark from the first [developer-tooling/Backend agent dreams]', async () => {
  await registerStore();
  await startRun(1);
  const first = operator.backend.dreams.latestRun();
  await startRun();

  first.succeed();
  await ask('GET', `${at}/runs/${first.id}`);

  expect(await ask('GET', at)).toMatchObject({ newTrajectories: 1, dreamedCount: 0 });
});

test('thresholds are kept, and reset where they are left out', async () => {
  await ask('PUT', `${at}/thresholds`, { minNewTrajectories: 5, scheduleTime: '09:30' });
  expect(await ask('GET', at)).toMatchObject({ minNewTrajectories: 5, scheduleTime: '09:30' });
  await ask('PUT', `${at}/thresholds`, { minIntervalSeconds: 60 });
  expect(await ask('GET', at)).toMatchObject({
    minNewTrajectories: 0,
    minIntervalSeconds: 60,
    scheduleTime: '',
  });
  const wrong = await ask('PUT', `${at}/thresholds`, { scheduleTime: '24:00' });
  expect(wrong).toMatchObject({ status: 422, detail: [{ type: 'string_pattern_mismatch' }] });
});

test('a run that never started cannot be moved', () => {
  expect(() => operator.backend.dreams.latestRun()).toThrow('There is no run');
});

test('without a store nothing is dreamed', async () => {
  operator.backend.dreams.addConversation('poet');
  for (const [method, path] of [
    ['POST', at],
    ['GET', `${at}/runs/x`],
  ] as const) {
    expect(await ask(method, path)).toMatchObject({
      status: 503,
      detail: expect.stringContaining('skillberry-store URL unknown'),
      unrecorded: null,
    });
  }
});

test.each([
  ['noPlugin', 502, 1],
  ['noTraces', 502, 0],
  ['unreadableTraces', 200, 0],
] as const)('with the trouble %s a start is %i', async (trouble, status, fresh) => {
  const { dreams } = operator.backend;
  await registerStore();
  dreams.addConversation('poet');
  dreams.fail(trouble);

  expect(await ask('POST', at)).toMatchObject({ status, unrecorded: null });
  expect(await ask('GET', at)).toMatchObject({ newTrajectories: fresh });
  dreams.recover();
  await startRun();
});

test.each([
  ['a%20b', 400, "invalid run id: 'a b'"],
  ['unknown', 502, 'Failed to fetch run status: '],
])('the run %s is %i', async (id, status, detail) => {
  await registerStore();

  expect(await ask('GET', `${at}/runs/${id}`)).toMatchObject({
    status,
    detail: expect.stringContaining(detail),
  });
});
