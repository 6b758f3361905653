import { expect } from 'vitest';
import { type BoostSite, replaceEncryptionSecret } from './boost-site.fixture.ts';
import { jane } from './callers.fixture.ts';
import type { MetricValues } from './collected-metrics.fixture.ts';
import { rejection } from './rejection.fixture.ts';
import { type BackendParts, type RunningBoost, renewalEnds } from './running-boost.fixture.ts';
import { SharedStore } from './shared-store.fixture.ts';
import type { WallClock } from './wall-clock.fixture.ts';

/** What a sign is brought about with. */
export interface Scene {
  readonly site: BoostSite;
  /** Starts a Boost there, which is closed when the test is over. */
  readonly start: (parts?: BackendParts) => Promise<RunningBoost>;
  readonly clock: WallClock;
  readonly metrics: () => Promise<MetricValues>;
}

/** Brings a sign about, and looks whether it means what the document says; gives the Boost that shows it. */
type Bringing = (scene: Scene) => Promise<RunningBoost>;

const list = ({ kagenti }: RunningBoost) =>
  kagenti.asUser(jane).agents.list({ namespace: 'team1' });
/** Of a token of 300 seconds, it leaves fewer than the buffer of 30. */
const intoTheBuffer = 280;

/** A token in hand that cannot be renewed, since Keycloak is down. */
const failedRenewal: Bringing = async ({ site, start, clock }) => {
  const boost = await start();
  await list(boost);
  site.keycloak.faults.always({ kind: 'reset', phase: 'request' });
  clock.passSeconds(intoTheBuffer);
  await list(boost);
  await renewalEnds(boost);
  return boost;
};

/** How each sign of the document's table comes about, by its words there. */
export const broughtAbout: Readonly<Record<string, Bringing>> = {
  '`renewalFailed` with a token in hand': async scene => {
    const boost = await failedRenewal(scene);
    expect(boost.told.tokens.at(-1)).toMatchObject({
      tokenInHand: true,
      error: { hint: expect.stringMatching(/\w/) },
    });
    return boost;
  },
  '`token_manager.token.remaining` falls below the buffer': async scene => {
    const boost = await failedRenewal(scene);
    const [remaining] = (await scene.metrics()).get('token_manager.token.remaining') ?? [];
    expect(remaining).toBeLessThan(30);
    return boost;
  },
  '`invalidated` again and again, `forcedRenewalsLeft` 0': async ({ site, start }) => {
    const boost = await start();
    const detail = 'Invalid token';
    site.kagentiServer.faults.always({ kind: 'respond', status: 401, body: { detail } });
    for (let call = 0; call < 4; call += 1) await rejection(list(boost));
    const invalidated = boost.told.tokens.filter(({ type }) => type === 'invalidated');
    expect(invalidated.at(-1)).toMatchObject({ forcedRenewalsLeft: 0 });
    expect(boost.tokens.health()).toMatchObject({ forcedRenewalsLeft: 0 });
    return boost;
  },
  '`storeFailed`': async ({ start }) => {
    const store = new SharedStore();
    store.isDown = true;
    const boost = await start({ store });
    await list(boost);
    return boost;
  },
  'audit events `denied`': async ({ start }) => {
    const boost = await start({ authorize: () => false });
    await rejection(list(boost));
    expect(boost.told.audit).toMatchObject([{ operation: 'agents.list', caller: { ref: jane } }]);
    return boost;
  },
  '`store_unavailable` of an override': async ({ start }) => {
    const boost = await start({ cache: { ttlSeconds: 0 } });
    await boost.overrides.set('boost.model.name', 'granite-4');
    await boost.overrides.resolve('boost.model.name');
    await boost.database.destroy();
    expect(await boost.overrides.resolve('boost.model.name')).toBe('granite-4');
    return boost;
  },
  '`undecryptable` of an override': async ({ site, start }) => {
    const key = 'boost.devSpaces.credentials';
    const before = await start();
    await before.overrides.set(key, 'credentials-of-this-test');
    const { replaced } = await replaceEncryptionSecret(site);
    const boost = await start({ appConfig: replaced });
    await boost.overrides.resolve(key);
    const [problem] = boost.told.overrides;
    expect(problem?.message).toContain('boost.previousEncryptionSecrets');
    return boost;
  },
  'drift reports': async ({ site, start }) => {
    const boost = await start();
    const body = { items: [{ name: 'an-agent-of-a-name-alone' }] };
    site.kagentiServer.faults.next({ kind: 'respond', status: 200, body });
    await list(boost);
    expect(boost.told.drift).toContainEqual(
      expect.objectContaining({ operation: 'agents.list', path: 'items.0.status' }),
    );
    return boost;
  },
};
