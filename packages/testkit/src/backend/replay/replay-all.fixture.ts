import { type CallAnswer, call } from '../call.fixture.ts';
import { expectContractAnswer } from '../contract-answer.fixture.ts';
import type { Issuer } from '../issuer.fixture.ts';
import type { KagentiBackend } from '../kagenti-backend.ts';
import { unrecordedHeader } from '../recording-mark.ts';
import { tokenFor } from './accounts.fixture.ts';
import { comparable, shapeOf } from './comparable.fixture.ts';
import { bringAbout } from './meanwhile.fixture.ts';
import { operationOf, type Recording } from './recordings.fixture.ts';

/** Where recordings are replayed. */
export interface Stage {
  readonly backend: KagentiBackend;
  readonly issuer: Issuer;
  /** The namespace of most of the story, which notes do not say. */
  readonly namespace: string;
}

async function replay(
  { note = '', request }: Recording,
  { backend, issuer, namespace }: Stage,
): Promise<CallAnswer> {
  // That Keycloak cannot be reached is for who starts the backend to bring about.
  if (!note.includes('Keycloak cannot be reached')) {
    bringAbout(note, backend, namespace, request.path);
  }
  const who = /(?:^|\. )as ([^:.]+)/.exec(note)?.[1] ?? 'operator';
  const raw = note.startsWith('raw: ') ? String(request.body) : undefined;
  return call(backend.baseUrl, request.method, request.path, {
    token: request.authenticated ? await tokenFor(who, issuer) : undefined,
    ...(raw === undefined ? { body: request.body } : { rawBody: raw }),
    headers: {
      ...(note.includes('text/plain') ? { 'content-type': 'text/plain' } : {}),
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
  for (const [index, recording] of recordings.entries()) {
    const { method, path } = recording.request;
    const answer = await replay(recording, stage);
    expectContractAnswer(operationOf(recording), answer);
    const place = `${index}: ${method} ${path} (${recording.note ?? 'no note'})`;
    const headers = { ...recording.response.headers, [unrecordedHeader]: null };
    answered[place] = essence(recording, { ...answer, headers: countedHeaders(answer, recording) });
    recorded[place] = essence(recording, { ...recording.response, headers });
  }
  return { answered, recorded };
}
