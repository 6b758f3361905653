import { textField } from '../../src/backend/fields.ts';
import type { KagentiBackend } from '../../src/backend/kagenti-backend.ts';
import { unrecordedHeader } from '../../src/backend/recording-mark.ts';
import { type CallAnswer, call } from '../backend/call.fixture.ts';
import { expectContractAnswer } from '../backend/contract-answer.fixture.ts';
import type { Issuer } from '../backend/issuer.fixture.ts';
import { tokenFor } from './accounts.fixture.ts';
import { comparable, shapeOf } from './comparable.fixture.ts';
import { bringAbout, type Rename } from './meanwhile.fixture.ts';
import { operationOf, type Recording } from './recordings.fixture.ts';

/** Where recordings are replayed. */
export interface Stage {
  readonly backend: KagentiBackend;
  readonly issuer: Issuer;
  /** Gives the names that the story has in place of the recorded ones. */
  readonly rename: Rename;
  /** The release is the newest, whose contract answers are held against. */
  readonly isNewest: boolean;
}

async function replay(
  { note = '', request }: Recording,
  { backend, issuer, rename }: Stage,
): Promise<CallAnswer> {
  // That Keycloak cannot be reached is for who starts the backend to bring about.
  if (!note.includes('Keycloak cannot be reached')) {
    bringAbout(note, backend, rename, request.path);
  }
  const who = /(?:^|\. )as ([^:.]+)/.exec(note)?.[1] ?? 'operator';
  const raw = /(?:^|\. )raw: /.test(note) ? String(request.body) : undefined;
  const mediaType = /sent as ([\w/]+)/.exec(note)?.[1];
  return call(backend.baseUrl, request.method, request.path, {
    token: request.authenticated ? await tokenFor(who, issuer) : undefined,
    ...(raw === undefined ? { body: request.body } : { rawBody: raw }),
    headers: {
      ...(mediaType === undefined ? {} : { 'content-type': mediaType }),
      ...(who === 'basic scheme' ? { authorization: 'Basic cmVjOnJlYw==' } : {}),
    },
  });
}

/** What of an answer must be as it was recorded. */
function essence(
  recording: Recording,
  { status, headers, body, text }: Answered,
): Record<string, unknown> {
  const { location } = headers;
  // The kit's agents have a card of their own.
  const isOwn = operationOf(recording) === 'chat.agentCard' && status === 200;
  return {
    status,
    headers: { ...headers, ...(location ? { location: new URL(location).pathname } : {}) },
    body: isOwn ? shapeOf(body) : comparable(body),
    text: body === undefined ? comparable(text) : undefined,
  };
}

/** The parts of a recorded answer, and of the kit's. */
interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | null>>;
  readonly body?: unknown;
  readonly text?: string;
}

/** Only the headers that were recorded count, for Node adds some of its own; and the mark must be absent. */
function countedHeaders(
  answer: CallAnswer,
  { response }: Recording,
): Readonly<Record<string, string | null>> {
  const names = [...Object.keys(response.headers), unrecordedHeader];
  return Object.fromEntries(names.map(name => [name, answer.headers.get(name)]));
}

/** The recording with the ids that the test kit gave in place of the recorded ones. */
function withRunIds(recording: Recording, runIds: ReadonlyMap<string, string>): Recording {
  const { request } = recording;
  const path = request.path
    .split('/')
    .map(part => runIds.get(part) ?? part)
    .join('/');
  return { ...recording, request: { ...request, path } };
}

/** Replays in order; gives what was answered, and what should have been, each under its place. */
export async function replayAll(
  recordings: readonly Recording[],
  stage: Stage,
): Promise<{
  answered: Record<string, unknown>;
  recorded: Record<string, unknown>;
}> {
  const answered: Record<string, unknown> = {};
  const recorded: Record<string, unknown> = {};
  /** The ids of runs, by those that were recorded. */
  const runIds = new Map<string, string>();
  for (const [index, recording] of recordings.entries()) {
    const { method, path } = recording.request;
    const answer = await replay(withRunIds(recording, runIds), stage);
    const recordedId = textField(recording.response.body, 'run_id');
    const runId = textField(answer.body, 'run_id');
    if (recordedId !== undefined && runId !== undefined) runIds.set(recordedId, runId);
    if (stage.isNewest) expectContractAnswer(operationOf(recording), answer);
    const place = `${index}: ${method} ${path} (${recording.note ?? 'no note'})`;
    const headers = { ...recording.response.headers, [unrecordedHeader]: null };
    answered[place] = essence(recording, { ...answer, headers: countedHeaders(answer, recording) });
    recorded[place] = essence(recording, { ...recording.response, headers });
  }
  return { answered, recorded };
}
