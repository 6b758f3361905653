import { describe, expect, test } from 'vitest';
import { bob, jane, startWithUsers } from './fixtures/backend-with-users.fixture.ts';
import { skipsBackstage } from './fixtures/skips-backstage.fixture.ts';
import { auditedBy } from './fixtures/started-backend.fixture.ts';

const lacksBackstage = await skipsBackstage();
const portal = '/api/portal';

describe.skipIf(lacksBackstage)('with a real Backstage backend', () => {
  test('users’ tokens, the permission client and the audit log [backstage-kagenti-service/Plugin calls Kagenti for a user]', async () => {
    const { servers, backend, send } = await startWithUsers('callers.fixture.ts');
    const endsOf = async (user: string) => (await send(user, portal)).json();

    expect(await endsOf(jane)).toEqual(['done', 'permission']);
    expect(servers.kagenti.requests).toMatchObject([{ operation: 'agents.list', user: jane }]);
    expect(await endsOf(bob)).toEqual(['permission', 'permission']);
    expect(servers.kagenti.requests).toHaveLength(1);

    const ofJane = { kind: 'user', ref: jane };
    await expect.poll(() => auditedBy(backend, 'portal')).toHaveLength(8);
    expect(auditedBy(backend, 'portal')).toContainEqual(
      expect.objectContaining({
        eventId: 'kagenti-agents-list',
        status: 'succeeded',
        meta: expect.objectContaining({ caller: ofJane, outcome: 'succeeded' }),
      }),
    );
    expect(auditedBy(backend, 'portal')).toContainEqual(
      expect.objectContaining({
        eventId: 'kagenti-agents-delete',
        status: 'failed',
        meta: expect.objectContaining({ caller: ofJane, outcome: 'denied' }),
      }),
    );
  });

  test('a service that Backstage would allow everything [access-control/Service principal is denied]', async () => {
    const { servers, sendWith } = await startWithUsers('callers.fixture.ts');

    // By asService, where listing is in serviceMay, and then in a user's name.
    expect(await (await sendWith(servers.callerToken, portal)).json()).toEqual([
      'done',
      'permission',
      'permission',
      'permission',
    ]);
    expect(servers.kagenti.requests.map(({ operation }) => operation)).toEqual(['agents.list']);
  });
});
