import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Issuer, startIssuer } from '../issuer.fixture.ts';
import { startKagentiBackend } from '../kagenti-backend.ts';
import type { KagentiBackendOptions } from '../kagenti-backend-options.ts';
import { setTheScene } from './meanwhile.fixture.ts';
import { otherNames } from './other-names.fixture.ts';
import { noFeatures, type Recording, readRecordings } from './recordings.fixture.ts';
import { replayAll } from './replay-all.fixture.ts';

const story = readRecordings('recordings');
const doorStory = readRecordings('recordings-auth');
const flagsOffStory = readRecordings('recordings-flags-off');
const keysAreGone = doorStory.findIndex(({ note }) => note?.includes('Keycloak cannot be'));

const seed = Number(process.env['PROPERTY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

let issuer: Issuer;

beforeAll(async () => {
  issuer = await startIssuer();
});

afterAll(() => issuer.stop());

/** Starts a backend in which nothing is, and replays all of a story there. */
async function replayed(
  recordings: readonly Recording[],
  options: Partial<KagentiBackendOptions>,
  rename: <Told>(told: Told) => Told = told => told,
): ReturnType<typeof replayAll> {
  await using backend = await startKagentiBackend({
    identityProvider: issuer,
    ...rename({ namespaces: ['team1', 'team2'], agents: [], tools: [] }),
    ...options,
  });
  setTheScene(backend, rename);
  const stage = { backend, issuer, namespace: rename('team1') };
  return await replayAll(rename(recordings), stage);
}

describe('a replay of the recordings', () => {
  test.each([
    ['', undefined],
    [` under other names (seed ${seed})`, otherNames(seed)],
  ])(
    'the story of an operator%s is answered as recorded [developer-tooling/Backend answers as recorded]',
    async (_names, rename) => {
      const chat = { chunkDelayMs: 1, sendTimeoutMs: 30, silenceTimeoutMs: 30 };
      const { answered, recorded } = await replayed(story, { chat }, rename);
      expect(answered).toEqual(recorded);
    },
  );

  test('good and bad tokens are answered as recorded [developer-tooling/Backend refuses a bad token with the recorded detail]', async () => {
    const { answered, recorded } = await replayed(doorStory.slice(0, keysAreGone), {});
    expect(answered).toEqual(recorded);
  });

  test('before any key was loaded it is answered as recorded [developer-tooling/Backend without keys answers 503]', async () => {
    const unreachable = { ...issuer, jwksUri: 'http://127.0.0.1:9/certs' };
    const { answered, recorded } = await replayed(doorStory.slice(keysAreGone), {
      identityProvider: unreachable,
    });
    expect(answered).toEqual(recorded);
  });

  test('a backend with its feature flags off is answered as recorded [developer-tooling/Backend without a feature does not know its paths]', async () => {
    const { answered, recorded } = await replayed(flagsOffStory, { features: noFeatures });
    expect(answered).toEqual(recorded);
  });

  test('these are all 526 recordings, and none is left out [developer-tooling/Backend answers as recorded]', () => {
    const counts = [story, doorStory, flagsOffStory].map(({ length }) => length);
    expect(counts).toEqual([366, 148, 12]);
  });
});
