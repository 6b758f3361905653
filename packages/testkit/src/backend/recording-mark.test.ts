import { afterAll, beforeAll, expect, test } from 'vitest';
import { image, type Operator, source, startOperator } from './operator.fixture.ts';
import { recordedStatuses } from './recorded-statuses.ts';
import { noFeatures, operationOf, readRecordings } from './replay/recordings.fixture.ts';

let operator: Operator;

beforeAll(async () => {
  operator = await startOperator({ agents: [{ name: 'poet' }] });
});

afterAll(() => operator[Symbol.asyncDispose]());

test('the table of statuses is that of the recordings [developer-tooling/Backend marks what was never recorded]', () => {
  const found: Record<string, number[]> = {};
  const recordings = [
    ...['recordings', 'recordings-auth'].flatMap(readRecordings).map(one => [one] as const),
    ...readRecordings('recordings-flags-off').map(one => [one, noFeatures] as const),
  ];
  for (const [recording, features] of recordings) {
    const operation = operationOf(recording, features);
    if (operation !== undefined) {
      const { status } = recording.response;
      const statuses = new Set([...(found[operation] ?? []), status]);
      found[operation] = [...statuses].sort((one, other) => one - other);
    }
  }
  expect(recordedStatuses).toEqual(found);
});

test.each([
  ['GET', '/agents/team1/poet', undefined],
  ['GET', '/agents/team1/nope', undefined],
  ['GET', '/nope', undefined],
  ['POST', '/agents', { ...image, name: 'poet', namespace: 'team1' }],
])(
  '%s %s was recorded and has no mark [developer-tooling/Backend marks what was never recorded]',
  async (method, path, body) => {
    expect(await operator.ask(method, path, body)).toMatchObject({ unrecorded: null });
  },
);

test.each([
  ['POST', '/agents/team1/poet/shipwright-buildrun', undefined, null],
  ['POST', '/agents/fetch-env-url', {}, 'agents.fetchEnv 422'],
  ['POST', '/agents', { ...source, name: 'poet', namespace: 'team1' }, 'agents.create 200'],
])(
  '%s %s has the mark that its status or its situation asks for [developer-tooling/Backend marks what was never recorded]',
  async (method, path, body, unrecorded) => {
    expect(await operator.ask(method, path, body)).toMatchObject({ unrecorded });
  },
);
