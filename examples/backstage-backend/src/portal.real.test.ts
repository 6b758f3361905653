import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { portalUsers } from './fixtures/portal-users.fixture.ts';
import { skipsBackstage } from './fixtures/skips-backstage.fixture.ts';
import { auditedBy, backendOn, serversForTest } from './fixtures/started-backend.fixture.ts';

const program = join(import.meta.dirname, 'fixtures/portal.fixture.ts');
const lacksBackstage = await skipsBackstage();

/** A real backend, and how it answers whoever has that token. */
async function startedPortal() {
  const servers = await serversForTest();
  const users = await portalUsers();
  const config = {
    ...users.appConfig,
    permission: { enabled: true },
    publicKeyOfUsers: users.publicKey,
  };
  const backend = await backendOn(servers, config, program);
  const ask = async (token: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${backend.url}/api/portal`, { headers });
    return response.json();
  };
  return { servers, users, backend, ask };
}

describe.skipIf(lacksBackstage)('with a real Backstage backend', () => {
  test('users’ tokens, the permission client and the audit log [backstage-kagenti-service/Plugin calls Kagenti for a user]', async () => {
    const { servers, users, backend, ask } = await startedPortal();

    expect(await ask(users.tokenOf('user:default/jane'))).toEqual(['done', 'permission']);
    expect(servers.kagenti.requests).toMatchObject([
      { operation: 'agents.list', user: 'user:default/jane' },
    ]);
    expect(await ask(users.tokenOf('user:default/bob'))).toEqual(['permission', 'permission']);
    expect(servers.kagenti.requests).toHaveLength(1);

    const ofJane = { kind: 'user', ref: 'user:default/jane' };
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
    const { servers, ask } = await startedPortal();

    // By asService, where listing is in serviceMay, and then in a user's name.
    expect(await ask(servers.callerToken)).toEqual([
      'done',
      'permission',
      'permission',
      'permission',
    ]);
    expect(servers.kagenti.requests.map(({ operation }) => operation)).toEqual(['agents.list']);
  });
});
