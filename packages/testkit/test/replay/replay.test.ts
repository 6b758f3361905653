import { propertySeed } from '@rhdh-boost/test-support/property-runs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startKagentiBackend } from '../../src/backend/kagenti-backend.ts';
import type { KagentiBackendOptions } from '../../src/backend/kagenti-backend-options.ts';
import { type KagentiRelease, newestPlatform, releases } from '../../src/backend/platform.ts';
import { type Issuer, startIssuer } from '../backend/issuer.fixture.ts';
import { whyLeftOut } from './left-out.fixture.ts';
import { setTheScene } from './meanwhile.fixture.ts';
import { otherNames } from './other-names.fixture.ts';
import {
  noFeatures,
  type Recording,
  readRecordings,
  recordingFiles,
} from './recordings.fixture.ts';
import { replayAll } from './replay-all.fixture.ts';

/** What every release has recordings of, and the chapters of the newest that stand by themselves. */
const stories = ['recordings', 'recordings-auth', 'recordings-flags-off'];
const chapters = ['recordings-contexts', 'recordings-dreams'];

const seed = propertySeed();

/** Short, so that what waits for nothing does not hold the replay up. */
const chat = { chunkDelayMs: 1, sendTimeoutMs: 30, silenceTimeoutMs: 30 };

let issuer: Issuer;

beforeAll(async () => {
  issuer = await startIssuer();
});

afterAll(() => issuer.stop());

/** Starts a backend of a release in which nothing is, and replays all of a story there. */
async function replayed(
  release: KagentiRelease,
  recordings: readonly Recording[],
  options: Partial<KagentiBackendOptions> = {},
  rename: <Told>(told: Told) => Told = told => told,
): ReturnType<typeof replayAll> {
  await using backend = await startKagentiBackend({
    identityProvider: issuer,
    release,
    chat,
    ...rename({ namespaces: ['team1', 'team2'], agents: [], tools: [] }),
    ...options,
  });
  setTheScene(backend, rename);
  const isNewest = release === newestPlatform.release;
  const stage = { backend, issuer, rename, isNewest };
  const told = recordings.filter(recording => whyLeftOut(recording) === undefined);
  return await replayAll(rename(told), stage);
}

describe.each(releases)('a replay of the recordings of %s', release => {
  const story = readRecordings(release, 'recordings');
  const doorStory = readRecordings(release, 'recordings-auth');
  const keysAreGone = doorStory.findIndex(({ note }) => note?.includes('Keycloak cannot be'));

  test.each([
    ['', undefined],
    [` under other names (seed ${seed})`, otherNames(seed)],
  ])(
    'D: the story of an operator%s is answered as recorded [developer-tooling/Backend answers as recorded]',
    async (_names, rename) => {
      const { answered, recorded } = await replayed(release, story, {}, rename);
      expect(answered).toEqual(recorded);
    },
  );

  test('good and bad tokens are answered as recorded [developer-tooling/Backend refuses a bad token with the recorded detail]', async () => {
    const { answered, recorded } = await replayed(release, doorStory.slice(0, keysAreGone));
    expect(answered).toEqual(recorded);
  });

  test('before any key was loaded it is answered as recorded', async () => {
    const unreachable = { ...issuer, jwksUri: 'http://127.0.0.1:9/certs' };
    const { answered, recorded } = await replayed(release, doorStory.slice(keysAreGone), {
      identityProvider: unreachable,
    });
    expect(answered).toEqual(recorded);
  });

  test('a backend with its feature flags off is answered as recorded [developer-tooling/Backend without a feature does not know its paths]', async () => {
    const flagsOffStory = readRecordings(release, 'recordings-flags-off');
    const { answered, recorded } = await replayed(release, flagsOffStory, { features: noFeatures });
    expect(answered).toEqual(recorded);
  });
});

test.each(chapters)(
  'D: the chapter %s is answered as recorded [developer-tooling/Backend answers as recorded]',
  async chapter => {
    const { release } = newestPlatform;
    const { answered, recorded } = await replayed(release, readRecordings(release, chapter));
    expect(answered).toEqual(recorded);
  },
);

test('every file of recordings is replayed, and what is left out has its reason [developer-tooling/Backend answers as recorded]', () => {
  const left: Record<string, number> = {};
  for (const release of releases) {
    const names = recordingFiles(release);
    const chaptersHere = release === newestPlatform.release ? chapters : [];
    expect(names.toSorted()).toEqual([...stories, ...chaptersHere].toSorted());
    for (const name of names) {
      for (const recording of readRecordings(release, name)) {
        const reason = whyLeftOut(recording);
        if (reason !== undefined) left[reason] = (left[reason] ?? 0) + 1;
      }
    }
  }
  expect(left).toEqual({
    'What is in front of the Context Service answers: a test scripts that with faults.': 18,
    'Nobody edits the annotations of an agent behind the test kit.': 2,
    'Every agent of the test kit has its card at the newer address.': 11,
  });
});
