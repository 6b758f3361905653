import { matchOperation, type OperationName, operations } from '@rhdh-boost/kagenti-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type RecordedAnswer,
  recordedAnswers,
} from '../../test/answers/recorded-answers.fixture.ts';
import {
  answerSkills,
  json,
  readsSkills,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, testClient, weatherAgent } from '../../test/fixtures/test-client.fixture.ts';
import { callMethod } from '../../test/parity/call-method.fixture.ts';
import { camelCased, keyOf } from '../../test/parity/contract.fixture.ts';
import { operationDescriptors } from '../api/generated/operation-descriptors.ts';
import { isRecord } from '../is-record.ts';
import type { BoundKagentiClient, KagentiClient } from '../kagenti-client.ts';

let server: ScriptedServer;
let kagenti: KagentiClient;
let api: BoundKagentiClient;
let answer: RecordedAnswer | undefined;

beforeAll(async () => {
  server = await ScriptedServer.start((response, request) => {
    // In front of a call of a skill, which is the one of the recording here.
    if (readsSkills(request) && answer?.path !== request.path) {
      server.requests.pop();
      answerSkills(response, decodeURIComponent(answer?.path.split('/')[5] ?? ''));
    } else if (answer?.text === undefined) json(response, answer?.answer, answer?.status);
    else response.writeHead(answer.status).end(answer.text);
  });
  kagenti = testClient(server.origin, { validation: 'strict' });
  api = kagenti.asUser(jane);
});
afterAll(async () => {
  await kagenti.close();
  await server.stop();
});

/** The operation of a recording, and what its method is given. */
function methodCall({ method, path, body }: RecordedAnswer): {
  name: OperationName;
  parameters: Record<string, unknown>;
} {
  const url = new URL(path, 'http://localhost');
  const match = matchOperation(method, url.pathname);
  if (match === undefined) throw new Error(`${path} is no operation.`);
  const { operation: name } = match.operation;
  const { parameters: places, textBody = '' } = operationDescriptors[name];
  const query = [...url.searchParams].map(([key, value]) => {
    const { shape } = places[camelCased(key)] ?? {};
    return [key, shape?.kind === 'flag' ? value === 'true' : value] as const;
  });
  const content =
    typeof body === 'string' ? [[textBody, body] as const] : Object.entries(body ?? {});
  const given = [...Object.entries(match.parameters), ...query, ...content];
  return {
    name,
    parameters: Object.fromEntries(given.map(([key, value]) => [keyOf(name, key), value])),
  };
}

/** A path without the liberties that encoding and the order of a query leave. */
function plainPath(path: string): unknown {
  const url = new URL(path, 'http://localhost');
  return [decodeURIComponent(url.pathname), Object.fromEntries(url.searchParams)];
}

/** Goes on with a session that was never begun here, so it has no MAC. */
const ofAnEarlierSession = ({ body }: RecordedAnswer): boolean =>
  isRecord(body) && 'session_id' in body;

/** A slash that was encoded is a parameter that the client refuses. */
const withEncodedSlash = (recording: RecordedAnswer): boolean => recording.path.includes('%2F');

/** A field of the body that no operation has is a parameter that the client refuses. */
const withUnknownField = ({ note = '' }: RecordedAnswer): boolean =>
  note === 'unknown fields are dropped';

/** A name that Kagenti takes and the client refuses: it is no label, or leaves no resource name. */
const withRefusedName = ({ path, body }: RecordedAnswer): boolean =>
  /\/(?:\.\.\.|team1\.x|x\.y)(?:\/|$)/.test(path) || (isRecord(body) && body.name === '...');

const refusals = [ofAnEarlierSession, withEncodedSlash, withUnknownField, withRefusedName];

const isReplayed = (recording: RecordedAnswer): boolean =>
  !refusals.some(isRefused => isRefused(recording));

const everyRecording = Object.entries(recordedAnswers).flatMap(([day, recordings]) =>
  recordings.map((recording, index) => ({ day, index, recording })),
);

test.each(
  everyRecording
    .filter(({ recording }) => isReplayed(recording))
    .map(({ day, index, recording }) => {
      const { method, path } = recording;
      return [`${day} ${index} ${method} ${path}`, recording] as const;
    }),
)('D: %s [kagenti-api/Supported backend passes strict validation]', async (_what, recording) => {
  const { name, parameters } = methodCall(recording);
  answer = recording;
  server.requests.length = 0;

  const data = await callMethod(api, name, parameters);

  const [request] = server.requests;
  expect(request?.method).toBe(recording.method);
  expect(plainPath(request?.path ?? '')).toEqual(plainPath(recording.path));
  // A body that may be missing is sent empty.
  const sent: unknown =
    typeof recording.body === 'string' || request?.body === ''
      ? request?.body || undefined
      : JSON.parse(request?.body ?? '');
  expect(sent ?? {}).toEqual(withoutNull(recording.body ?? {}));
  expect(withoutMac(data)).toEqual(recording.answer);
});

/** Null stands for nothing: the client leaves it out. */
function withoutNull(body: unknown): unknown {
  if (!isRecord(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

/** The session id of a chat as Kagenti has it. */
function withoutMac(data: unknown): unknown {
  if (!isRecord(data) || typeof data.session_id !== 'string') return data;
  return { ...data, session_id: data.session_id.replace(/\.[\w-]{43}$/, '') };
}

test('D: every operation has a recorded answer, except those that are streams [kagenti-api/Supported backend passes strict validation]', () => {
  const recorded = new Set(
    recordedAnswers['2026-08-20'].filter(isReplayed).map(recording => methodCall(recording).name),
  );

  expect(
    operations.map(row => row.operation).filter(name => !recorded.has(name)),
    'operations without a recording: take one of a real backend in at packages/testkit/test/recordings/',
  ).toEqual(['chat.stream']);
});

test('what is left out is refused by the client: earlier sessions, encoded slashes, odd names, an unknown field', () => {
  const left = everyRecording.filter(({ recording }) => !isReplayed(recording));

  expect(new Set(left.map(({ recording }) => recording.path))).toEqual(
    new Set([
      '/api/v1/chat/team1/weather-agent/send',
      '/api/v1/agents/team1%2Fweather-agent',
      '/api/v1/agents/team1/weather-agent%2Froute-status',
      '/api/v1/contexts',
      '/api/v1/skills',
      '/api/v1/skills/team1/...',
      '/api/v1/dream/team1.x/y/thresholds',
      '/api/v1/dream/team1/x.y',
    ]),
  );
});

test('no content is undefined [kagenti-api/Call returns the data]', async () => {
  answer = { method: 'DELETE', path: '', status: 204, text: '' };

  const response = await api.skills.autosync.delete().withResponse();

  expect(response).toMatchObject({ status: 204, attempts: [{ status: 204 }] });
  expect(response.data).toBeUndefined();
});

test('no content where there should be some is no answer [kagenti-api/Unusable answer fails the call]', async () => {
  answer = { method: 'GET', path: '', status: 200, text: '' };

  await expect(api.agents.get(weatherAgent)).rejects.toMatchObject({
    issues: [{ path: '', code: 'not_json' }],
  });
});
