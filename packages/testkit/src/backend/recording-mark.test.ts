import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  image,
  type Operator,
  source,
  startOperator,
} from '../../test/backend/operator.fixture.ts';
import {
  noFeatures,
  operationOf,
  readRecordings,
  recordingFiles,
} from '../../test/replay/recordings.fixture.ts';
import { allFeatures } from './features.ts';
import { releases } from './platform.ts';
import { recordedStatuses } from './recorded-statuses.ts';

let operator: Operator;

beforeAll(async () => {
  operator = await startOperator({ agents: [{ name: 'poet' }] });
});

afterAll(() => operator[Symbol.asyncDispose]());

test('the table of statuses is that of the recordings [developer-tooling/Backend marks what was never recorded]', () => {
  const found: Record<string, number[]> = {};
  for (const release of releases) {
    for (const name of recordingFiles(release)) {
      const features = name === 'recordings-flags-off' ? noFeatures : allFeatures;
      for (const recording of readRecordings(release, name)) {
        const operation = operationOf(recording, { release, features });
        if (operation === undefined) continue;
        const statuses = new Set([...(found[operation] ?? []), recording.response.status]);
        found[operation] = [...statuses].sort((one, other) => one - other);
      }
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
