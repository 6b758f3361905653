import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CallAnswer, call } from './call.fixture.ts';
import { type Issuer, startIssuer, type TokenWish } from './issuer.fixture.ts';
import { type KagentiBackend, startKagentiBackend } from './kagenti-backend.ts';
import { type Recording, readRecordings, replayable } from './recordings.fixture.ts';
import { shapeOf } from './shape.fixture.ts';

const story = readRecordings('recordings');
const doorStory = readRecordings('recordings-auth');
/** The third file, of a backend with its feature flags off, holds twelve more. */
const allRecordings = story.length + doorStory.length + 12;

/** The roles that a fresh Keycloak gives every account. */
const standardRoles = ['offline_access', 'default-roles-boost', 'uma_authorization'];
const accountRoles = ['manage-account', 'view-profile', 'manage-account-links'];

/** Every account of the recordings, by the words of their notes. */
const accounts: Readonly<Record<string, { client: string; roles?: string[]; wish?: TokenWish }>> = {
  operator: { client: 'rec-operator', roles: ['rossoctl-operator'] },
  viewer: { client: 'rec-viewer' },
  'a client without roles': { client: 'rec-noroles' },
  'a second operator': { client: 'rec-operator-2', roles: ['rossoctl-operator'] },
  'a token for another audience': {
    client: 'rec-operator-2',
    roles: ['rossoctl-operator'],
    wish: { claims: { aud: 'somebody-else' } },
  },
  'a token issued under another host name': {
    client: 'rec-operator-2',
    roles: ['rossoctl-operator'],
    wish: { claims: { iss: 'http://elsewhere.example/realms/boost' } },
  },
  'an expired token': { client: 'rec-operator', wish: { expiresInSeconds: -3 } },
  'a token of another realm': { client: 'rec-operator', wish: { keyId: 'key-of-another-realm' } },
  'a token without a key id': { client: 'rec-operator', wish: { keyId: null } },
  'an unsigned token': { client: 'rec-operator', wish: { algorithm: 'none' } },
  'an HS256 token': { client: 'rec-operator', wish: { algorithm: 'HS256' } },
};

let issuer: Issuer;
let backend: KagentiBackend;

beforeAll(async () => {
  issuer = await startIssuer();
});

afterAll(() => issuer.stop());

async function tokenFor(who: string): Promise<string> {
  if (who === 'garbage') {
    return 'garbage';
  }
  if (who === 'a token with a broken signature') {
    const [header, payload] = (await tokenFor('operator')).split('.');
    return `${header}.${payload}.${'A'.repeat(342)}`;
  }
  if (who === 'a token with another payload') {
    const [header, , signature] = (await tokenFor('operator')).split('.');
    const [, otherPayload] = (await tokenFor('viewer')).split('.');
    return `${header}.${otherPayload}.${signature}`;
  }
  const account = accounts[who];
  if (account === undefined) {
    throw new Error(`No account plays '${who}'`);
  }
  return issuer.token({
    clientId: account.client,
    roles: [...standardRoles, ...(account.roles ?? [])],
    ...account.wish,
    claims: { resource_access: { account: { roles: accountRoles } }, ...account.wish?.claims },
  });
}

async function replay({ note = '', request }: Recording): Promise<CallAnswer> {
  const who = /(?:^|\. )as ([^:.]+)/.exec(note)?.[1] ?? 'operator';
  const raw = note.startsWith('raw: ') ? String(request.body) : undefined;
  return call(backend.baseUrl, request.method, request.path, {
    token: request.authenticated ? await tokenFor(who) : undefined,
    ...(raw === undefined ? { body: request.body } : { rawBody: raw }),
    headers: {
      ...(note.includes('text/plain') ? { 'content-type': 'text/plain' } : {}),
      ...(who === 'basic scheme' ? { authorization: 'Basic cmVjOnJlYw==' } : {}),
    },
  });
}

/** What of an answer must be as it was recorded. */
function essence(answer: {
  status: number;
  headers: Readonly<Record<string, string | null>>;
  body?: unknown;
  text?: string;
}): unknown {
  const detail: unknown = Object(answer.body).detail;
  return {
    status: answer.status,
    headers: answer.headers,
    body: shapeOf(answer.body),
    // What refuses says why, word for word.
    detail: typeof detail === 'string' ? detail : undefined,
    text:
      answer.body === undefined
        ? (answer.text ?? '').replaceAll(/"session_id": "[\w-]+"/g, '"session_id": "?"')
        : undefined,
  };
}

function essenceOf(recording: Recording): unknown {
  const { location, ...headers } = recording.response.headers;
  return essence({
    ...recording.response,
    headers: {
      ...headers,
      ...(location === undefined ? {} : { location: new URL(location).pathname }),
    },
  });
}

/** Only the headers that were recorded count: Node adds some of its own. */
function essenceOfAnswer(answer: CallAnswer, recording: Recording): unknown {
  const names = Object.keys(recording.response.headers);
  const headers = Object.fromEntries(names.map(name => [name, answer.headers.get(name)]));
  const { location } = headers;
  return essence({
    ...answer,
    headers: { ...headers, ...(location ? { location: new URL(location).pathname } : {}) },
  });
}

/** Replays in order; gives what was answered, and what should have been, each under its place. */
async function replayAll(recordings: readonly Recording[]): Promise<{
  answered: Record<string, unknown>;
  recorded: Record<string, unknown>;
}> {
  const answered: Record<string, unknown> = {};
  const recorded: Record<string, unknown> = {};
  for (const [index, recording] of recordings.entries()) {
    const { method, path } = recording.request;
    const place = `${index}: ${method} ${path} (${recording.note ?? 'no note'})`;
    answered[place] = essenceOfAnswer(await replay(recording), recording);
    recorded[place] = essenceOf(recording);
  }
  return { answered, recorded };
}

describe('a replay of the recordings', () => {
  const fromEmpty = { namespaces: ['team1', 'team2'], agents: [], tools: [] };
  const impatient = { chunkDelayMs: 1, sendTimeoutMs: 30, silenceTimeoutMs: 30 };
  const keysAreGone = doorStory.findIndex(({ note }) => note?.includes('Keycloak cannot be'));

  test('the story of an operator is answered as recorded [developer-tooling/Backend answers as recorded]', async () => {
    backend = await startKagentiBackend({
      identityProvider: issuer,
      ...fromEmpty,
      chat: impatient,
    });
    const { answered, recorded } = await replayAll(replayable(story));
    await backend.stop();
    expect(answered).toEqual(recorded);
  });

  test('good and bad tokens are answered as recorded [developer-tooling/Backend refuses a bad token with the recorded detail]', async () => {
    backend = await startKagentiBackend({ identityProvider: issuer, ...fromEmpty });
    const { answered, recorded } = await replayAll(replayable(doorStory.slice(0, keysAreGone)));
    await backend.stop();
    expect(answered).toEqual(recorded);
  });

  test('before any key was loaded it is answered as recorded [developer-tooling/Backend without keys answers 503]', async () => {
    const unreachable = { ...issuer, jwksUri: 'http://127.0.0.1:9/certs' };
    backend = await startKagentiBackend({ identityProvider: unreachable, ...fromEmpty });
    const { answered, recorded } = await replayAll(doorStory.slice(keysAreGone));
    await backend.stop();
    expect(answered).toEqual(recorded);
  });

  test('286 of the 526 recordings are replayed [developer-tooling/Backend answers as recorded]', () => {
    expect(allRecordings).toBe(526);
    expect(replayable(story).length + replayable(doorStory).length).toBe(286);
  });
});
