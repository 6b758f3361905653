import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { skipsBackstage } from './fixtures/skips-backstage.fixture.ts';
import { type StartedPortal, startPortal } from './fixtures/started-portal.fixture.ts';

describe.skipIf(await skipsBackstage())('a portal', () => {
  let portal: StartedPortal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal?.[Symbol.asyncDispose]());

  test('Portal: a person who signs in sees the agents of her group', async () => {
    const response = await portal.send('jane', '/api/portal/agents');

    expect(await response.json()).toMatchObject({ items: [{ name: 'weather-agent' }], failed: [] });
  });
});
