import { expect, test } from 'vitest';
import { openSite } from './boost-site.fixture.ts';
import { broughtAbout } from './brought-about.fixture.ts';
import { collectMetrics } from './collected-metrics.fixture.ts';
import { type BackendParts, startBoost } from './running-boost.fixture.ts';
import { readSigns } from './signs-table.fixture.ts';
import { driveWallClock } from './wall-clock.fixture.ts';

const signs = readSigns();

test('every sign of the table is brought about here, and no other [platform-operations/Signs to watch appear under their names]', () => {
  expect(signs.map(({ sign }) => sign).toSorted()).toEqual(Object.keys(broughtAbout).toSorted());
});

test.each(signs.map(({ sign, names }): [string, readonly string[]] => [sign, names]))(
  '%s is seen [platform-operations/Signs to watch appear under their names]',
  async (sign, names) => {
    const clock = driveWallClock();
    const metrics = collectMetrics();
    await using site = await openSite();
    await using started = new AsyncDisposableStack();
    const start = async (parts?: BackendParts) => started.use(await startBoost(site, parts));

    const boost = await broughtAbout[sign]?.({ site, start, clock, metrics });

    const { tokens = [], audit = [], overrides = [] } = boost?.told ?? {};
    const seen = [
      ...tokens.map(({ type }) => type),
      ...tokens.flatMap(event => Object.keys(event)),
      ...audit.map(({ outcome }) => outcome),
      ...overrides.map(({ code }) => code),
      ...(await metrics()).keys(),
    ];
    expect(boost).toBeDefined();
    expect(seen).toEqual(expect.arrayContaining([...names]));
  },
);
