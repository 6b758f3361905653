import { describe, expect, test } from 'vitest';
import { bob, jane, startWithUsers } from './fixtures/backend-with-users.fixture.ts';
import { skipsBackstage } from './fixtures/skips-backstage.fixture.ts';
import { auditedBy, linesOf } from './fixtures/started-backend.fixture.ts';

const lacksBackstage = await skipsBackstage();
const list = '/api/kagenti/agents/team1';
const weatherAgent = `${list}/weather-agent`;
const chat = { method: 'POST', body: { message: 'hello' } };
const deletion = { method: 'DELETE' };

describe.skipIf(lacksBackstage)('with a real permission backend and a rule IS_OWNER', () => {
  test('B3: an owner reaches an agent, and nobody else does [access-control/Conditions on one agent are applied by Backstage]', async () => {
    const { servers, send } = await startWithUsers('owners.fixture.ts');

    expect((await send(bob, weatherAgent)).status).toBe(403);
    expect((await send(bob, weatherAgent, deletion)).status).toBe(403);
    expect(servers.kagenti.requests).toEqual([]);
    expect((await send(jane, weatherAgent)).status).toBe(200);
    expect((await send(jane, weatherAgent, deletion)).status).toBe(200);
    expect(servers.kagenti.requests.map(({ operation, user }) => [operation, user])).toEqual([
      ['agents.get', jane],
      ['agents.delete', jane],
    ]);
  });

  test('Portal: the plugin that registered boost-agent applies the conditions beside Boost [access-control/Conditions beside permissions of Boost]', async () => {
    const { send } = await startWithUsers('owners.fixture.ts');
    const registered = await send(jane, '/api/boost/.well-known/backstage/permissions/metadata');

    expect(await registered.json()).toMatchObject({
      permissions: expect.arrayContaining([
        expect.objectContaining({ name: 'boost.agent.list', resourceType: 'boost-agent' }),
      ]),
      rules: [],
    });
    expect((await send(bob, weatherAgent)).status).toBe(403);
    expect((await send(jane, weatherAgent)).status).toBe(200);
  });

  test('Fault: conditions name the plugin of Boost, which has no resource type [access-control/Conditions of a plugin without the resource type]', async () => {
    const { servers, backend, send } = await startWithUsers('owners.fixture.ts', {
      CONDITIONS_OF: 'boost',
    });

    const undecided = await send(jane, weatherAgent);
    expect([undecided.status, await undecided.json()]).toMatchObject([
      503,
      { error: { code: 'permission_undecided' } },
    ]);
    expect(servers.kagenti.requests).toEqual([]);
    expect(linesOf(backend, 'kagenti')).toContainEqual(
      expect.stringContaining('name a plugin that has not registered boost-agent'),
    );
  });

  test('B3: chat with an agent that a policy hides is denied [access-control/Chat needs the agent too]', async () => {
    const { servers, send } = await startWithUsers('owners.fixture.ts');

    const refused = await send(bob, `${weatherAgent}/chat`, chat);
    expect([refused.status, await refused.json()]).toMatchObject([
      403,
      { error: { name: 'NotAllowedError', code: 'permission' } },
    ]);
    expect(servers.kagenti.requests).toEqual([]);

    expect(await (await send(jane, `${weatherAgent}/chat`, chat)).text()).toContain(
      '"type":"done"',
    );
  });

  test('B3: the list has the agents of the user [access-control/Backstage filters the list of agents]', async () => {
    const { send } = await startWithUsers('owners.fixture.ts');

    expect(await (await send(jane, list)).json()).toMatchObject({
      items: [{ namespace: 'team1', name: 'weather-agent' }],
    });
    expect(await (await send(bob, list)).json()).toEqual({ items: [] });
  });

  test.each([
    ['no', '0', 7],
    ['200', '200', 70],
  ])(
    'Portal: of 1,000 agents a user of %s groups sees the own one [access-control/Long lists are asked in several requests]',
    async (_groups, groups, most) => {
      const agents = Array.from({ length: 1_000 }, (_none, index) => ({
        namespace: 'team1',
        name: index === 700 ? 'weather-agent' : `agent-${index}`,
      }));
      const { backend, send } = await startWithUsers(
        'owners.fixture.ts',
        { GROUPS_OF_USERS: groups },
        { kagenti: { agents } },
      );

      const listed = await send(jane, list);

      expect(await listed.json()).toMatchObject({ items: [{ name: 'weather-agent' }] });
      const asked = backend.output.match(/POST \/api\/permission\/authorize/g);
      expect(asked?.length).toBeLessThanOrEqual(most);
    },
  );

  test('B3: boost.admin allows all where the option is set, and the audit log names it [access-control/Administrators may do all where allowed]', async () => {
    const root = 'user:default/root';
    const strict = await startWithUsers('owners.fixture.ts');
    expect((await strict.send(root, weatherAgent)).status).toBe(403);

    const { backend, send } = await startWithUsers('owners.fixture.ts', { ADMIN_MAY_ALL: 'yes' });
    expect((await send(root, list)).status).toBe(200);
    expect((await send(root, weatherAgent, deletion)).status).toBe(200);

    await expect
      .poll(() => endsOf(backend))
      .toMatchObject([
        { eventId: 'kagenti-agents-list', meta: { allowedBy: 'boost.admin' } },
        { eventId: 'kagenti-agents-delete', meta: { allowedBy: 'boost.admin' } },
      ]);
  });
});

describe.skipIf(lacksBackstage)('with the real audit log', () => {
  test('B2: actor, IP address and URL are those of the user [audit-identity/Backstage names the user as actor]', async () => {
    const { backend, send } = await startWithUsers('owners.fixture.ts');

    await send(jane, list);
    await send(jane, weatherAgent, deletion);
    await send(bob, weatherAgent, deletion);
    await expect.poll(() => auditedBy(backend, 'kagenti')).toHaveLength(6);

    const audited = auditedBy(backend, 'kagenti');
    for (const event of audited.slice(0, 2)) expect(event).toMatchObject(byUser(jane, 'GET', list));
    for (const event of audited.slice(2, 4)) {
      expect(event).toMatchObject(byUser(jane, 'DELETE', weatherAgent));
    }
    for (const event of audited.slice(4)) {
      expect(event).toMatchObject(byUser(bob, 'DELETE', weatherAgent));
    }
    expect(endsOf(backend)).toMatchObject([
      { meta: { allowedBy: 'boost.agent.list' } },
      { meta: { allowedBy: 'boost.agent.delete' } },
      { meta: { outcome: 'denied' } },
    ]);
    // Nothing of the request but these fields is in the log.
    expect(JSON.stringify(audited)).not.toContain('eyJ');
  });
});

const endsOf = (backend: Parameters<typeof auditedBy>[0]) =>
  auditedBy(backend, 'kagenti').filter(event => Reflect.get(event, 'status') !== 'initiated');

const byUser = (actorId: string, method: string, url: string) => ({
  actor: { actorId, ip: expect.stringContaining('127.0.0.1'), userAgent: 'a browser' },
  request: { method, url },
});
