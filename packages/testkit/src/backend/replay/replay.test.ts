import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Issuer, startIssuer } from '../issuer.fixture.ts';
import { type KagentiBackend, startKagentiBackend } from '../kagenti-backend.ts';
import { setTheScene } from './meanwhile.fixture.ts';
import { otherNames } from './other-names.fixture.ts';
import { noFeatures, readRecordings, replayable, whyLeftOut } from './recordings.fixture.ts';
import { replayAll } from './replay-all.fixture.ts';

const story = readRecordings('recordings');
const doorStory = readRecordings('recordings-auth');
const flagsOffStory = readRecordings('recordings-flags-off');
const keysAreGone = doorStory.findIndex(({ note }) => note?.includes('Keycloak cannot be'));

const seed = Number(process.env['PROPERTY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const fromEmpty = { namespaces: ['team1', 'team2'], agents: [], tools: [] };

let issuer: Issuer;
let backend: KagentiBackend;

beforeAll(async () => {
  issuer = await startIssuer();
});

afterAll(() => issuer.stop());

describe('a replay of the recordings', () => {
  test.each([
    ['', <Told>(told: Told) => told],
    [` under other names (seed ${seed})`, otherNames(seed)],
  ])(
    'the story of an operator%s is answered as recorded [developer-tooling/Backend answers as recorded]',
    async (_names, rename) => {
      backend = await startKagentiBackend({
        identityProvider: issuer,
        ...rename(fromEmpty),
        chat: { chunkDelayMs: 1, sendTimeoutMs: 30, silenceTimeoutMs: 30 },
      });
      setTheScene(backend, rename);
      const stage = { backend, issuer, namespace: rename('team1') };
      const { answered, recorded } = await replayAll(rename(replayable(story)), stage);
      await backend.stop();
      expect(answered).toEqual(recorded);
    },
  );

  test('good and bad tokens are answered as recorded [developer-tooling/Backend refuses a bad token with the recorded detail]', async () => {
    backend = await startKagentiBackend({ identityProvider: issuer, ...fromEmpty });
    const stage = { backend, issuer, namespace: 'team1' };
    const recordings = replayable(doorStory.slice(0, keysAreGone));
    const { answered, recorded } = await replayAll(recordings, stage);
    await backend.stop();
    expect(answered).toEqual(recorded);
  });

  test('before any key was loaded it is answered as recorded [developer-tooling/Backend without keys answers 503]', async () => {
    const unreachable = { ...issuer, jwksUri: 'http://127.0.0.1:9/certs' };
    backend = await startKagentiBackend({ identityProvider: unreachable, ...fromEmpty });
    const stage = { backend, issuer, namespace: 'team1' };
    const { answered, recorded } = await replayAll(doorStory.slice(keysAreGone), stage);
    await backend.stop();
    expect(answered).toEqual(recorded);
  });

  test('a backend with its feature flags off is answered as recorded [developer-tooling/Backend without a feature does not know its paths]', async () => {
    backend = await startKagentiBackend({
      identityProvider: issuer,
      ...fromEmpty,
      features: noFeatures,
    });
    const stage = { backend, issuer, namespace: 'team1' };
    const { answered, recorded } = await replayAll(flagsOffStory, stage);
    await backend.stop();
    expect(answered).toEqual(recorded);
  });

  test('482 of the 526 recordings are replayed [developer-tooling/Backend answers as recorded]', () => {
    const leftOut: Record<string, number> = { replayed: flagsOffStory.length };
    for (const recording of [...story, ...doorStory]) {
      const reason = whyLeftOut(recording) ?? 'replayed';
      leftOut[reason] = (leftOut[reason] ?? 0) + 1;
    }
    expect(leftOut).toEqual({
      replayed: 482,
      'simulated tools': 44,
    });
    expect(Object.values(leftOut).reduce((one, other) => one + other)).toBe(526);
  });
});
