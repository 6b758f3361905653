import { expect, test } from 'vitest';
import { setUpOpenTelemetry } from '../../test/fixtures/opentelemetry.fixture.ts';
import { json, reset, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { AuditEvent } from './audit.ts';
import type { Allowance, Authorize, AuthorizeRequest } from './permission.ts';

test('the hook sees operation, permission, caller and target [access-control/Every operation asks its own permission]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { success: true, message: '', namespaces: [], items: [] });
  });
  const asked: AuthorizeRequest[] = [];
  await using kagenti = testClient(server.origin, {
    authorize: request => asked.push(request) > 0,
  });
  const credentials = { principal: 'jane' };

  await kagenti.asUser({ ref: jane, credentials }).agents.delete(weatherAgent);
  await kagenti.asService('nightly').agents.list();
  await kagenti.asService('nightly').namespaces.list();

  const service = { kind: 'service', reason: 'nightly' };
  expect(asked[0]?.caller).toHaveProperty('credentials', credentials);
  expect(asked).toEqual([
    {
      operation: 'agents.delete',
      permission: 'boost.agent.delete',
      caller: { kind: 'user', ref: jane },
      ...weatherAgent,
    },
    {
      operation: 'agents.list',
      permission: 'boost.agent.list',
      caller: service,
      namespace: 'default',
    },
    { operation: 'namespaces.list', permission: 'boost.access', caller: service },
  ]);
});

const denials: readonly [string, Authorize][] = [
  ['false', () => false],
  ['a promise of false', async () => false],
  ['undefined', () => JSON.parse('{}').x],
  ['a truthy string', () => JSON.parse('"ALLOW"')],
  ['1', () => JSON.parse('1')],
  ['an object', () => JSON.parse('{"result":"ALLOW"}')],
  ['an allowance that says no', () => JSON.parse('{"allowed":false}')],
  ['an allowance in text', () => JSON.parse('{"allowed":"true"}')],
  ['an allowance with an unknown field', () => JSON.parse('{"allowed":true,"filtre":true}')],
  ['an allowance by a number', () => JSON.parse('{"allowed":true,"allowedBy":1}')],
  ['a filter that is no function', () => JSON.parse('{"allowed":true,"filter":true}')],
  ['a filter of a call that lists no agents', () => ({ allowed: true, filter: () => [] })],
  [
    'an error',
    () => {
      throw new Error('hunter2');
    },
  ],
  ['a rejection', () => Promise.reject(new Error('hunter2'))],
];

test.each(denials)(
  '%s denies, and nothing is sent [access-control/Anything but true denies]',
  async (_what, authorize) => {
    await using server = await ScriptedServer.start(response => {
      json(response, {});
    });
    const tokens = new NumberedTokens();
    await using kagenti = testClient(server.origin, { authorize, tokens });
    const api = kagenti.asUser(jane);

    const errors = [
      await rejection(api.agents.delete(weatherAgent)),
      await rejection(api.chat.stream({ ...weatherAgent, message: 'x' }).text()),
    ];

    for (const error of errors) {
      expect(error).toMatchObject({ name: 'KagentiPermissionError' });
      expect(String(error)).not.toContain('hunter2');
    }
    expect([tokens.asked, server.requests.length]).toEqual([0, 0]);
  },
);

const thrown = new Error('hunter2');

test.each<[string, unknown, unknown]>([
  ['an error', thrown, thrown],
  ['nothing', undefined, { message: 'The permission hook threw nothing.' }],
  ['a word', 'hunter2', 'hunter2'],
])(
  'a hook that throws %s has not refused [access-control/Hook that cannot decide is distinguished from one that refuses]',
  async (_what, reason, cause) => {
    const sdk = setUpOpenTelemetry();
    const events: unknown[] = [];
    await using kagenti = testClient('http://127.0.0.1:1', {
      authorize: () => Promise.reject(reason),
      audit: event => void events.push(event),
    });

    const error = await rejection(kagenti.asUser(jane).agents.delete(weatherAgent));

    expect(error).toMatchObject({
      name: 'KagentiPermissionError',
      code: 'permission_undecided',
      permission: 'boost.agent.delete',
      message:
        'Kagenti agents.delete refused: whether the caller has the permission boost.agent.delete could not be found out (see cause).',
      cause,
    });
    expect(events).toMatchObject([{ outcome: 'denied', errorType: 'permission_undecided' }]);
    expect(await sdk.metric('kagenti.client.call.duration')).toMatchObject([
      { attributes: { 'error.type': 'permission_undecided' } },
    ]);
  },
);

test('the refusal names operation and permission [access-control/Refusal sends nothing]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, {});
  });
  const tokens = new NumberedTokens();
  await using kagenti = testClient(server.origin, { authorize: () => false, tokens });

  const error = await rejection(kagenti.asUser(jane).agents.delete(weatherAgent));

  expect(error).toMatchObject({
    code: 'permission',
    operation: 'agents.delete',
    permission: 'boost.agent.delete',
    message: 'Kagenti agents.delete refused: the caller lacks the permission boost.agent.delete.',
    attempts: [],
  });
  expect([tokens.asked, server.requests.length]).toEqual([0, 0]);
});

test('health is asked of nobody [access-control/Every operation asks its own permission]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { status: 'healthy' });
  });
  await using kagenti = testClient(server.origin, { authorize: () => false });

  await expect(kagenti.asService('probe').health.ready()).resolves.toEqual({ status: 'healthy' });
});

test('a retry and a new token ask nobody again [access-control/Refused token leads to one retry]', async () => {
  await using server = await ScriptedServer.start((response, _request, index) => {
    if (index === 0) reset(response);
    else json(response, { items: [] }, index === 1 ? 401 : 200);
  });
  let asked = 0;
  await using kagenti = testClient(server.origin, {
    authorize: () => {
      asked += 1;
      return true;
    },
  });

  await kagenti.asUser(jane).agents.list();

  expect([asked, server.requests.length]).toEqual([1, 3]);
});

test.each([
  ['another token is accepted', (token = '') => (token === 'Bearer token-1' ? 401 : 200), 'list'],
  ['the second token is refused too', () => 401, 401],
])(
  'a call is sent once more with a new token, and no further, when %s [access-control/Refused token leads to one retry]',
  async (_what, statusFor, end) => {
    await using server = await ScriptedServer.start((response, { headers }) => {
      json(response, { items: [] }, statusFor(headers.authorization));
    });
    const tokens = new NumberedTokens();
    let asked = 0;
    await using kagenti = testClient(server.origin, {
      tokens,
      authorize: () => {
        asked += 1;
        return true;
      },
    });

    const ended = await kagenti
      .asUser(jane)
      .agents.list()
      .then(
        () => 'list',
        (error: unknown) => Object(error).status,
      );

    expect(ended).toBe(end);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
    expect(tokens.invalidated).toEqual(['token-1']);
    expect(asked).toBe(1);
  },
);

test.each([
  ['the hook', false, 'permission', 0],
  ['Kagenti, by 403,', true, 'http', 1],
])(
  'a call that %s refuses is not sent again, and its token stays [access-control/Refused permission is not retried]',
  async (_what, allowed, code, requests) => {
    await using server = await ScriptedServer.start(response => {
      json(response, { detail: 'Forbidden' }, 403);
    });
    const tokens = new NumberedTokens();
    await using kagenti = testClient(server.origin, { tokens, authorize: () => allowed });
    const { agents } = kagenti.asUser(jane);

    const errors = [await rejection(agents.list()), await rejection(agents.delete(weatherAgent))];

    expect(errors).toMatchObject([{ code }, { code }]);
    expect(server.requests).toHaveLength(2 * requests);
    expect(tokens.invalidated).toEqual([]);
  },
);

test('without a hook every call goes', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { success: true, message: '' });
  });
  await using kagenti = testClient(server.origin);

  await expect(kagenti.asUser(jane).agents.delete(weatherAgent)).resolves.toMatchObject({
    success: true,
  });
});

/** A list of two agents under a hook with a filter, and the audit events. */
async function filtered(filter: NonNullable<Allowance['filter']>) {
  await using server = await ScriptedServer.start(response => {
    json(response, {
      items: ['a', 'b', 'c'].map(name => ({ namespace: 'team1', name, status: 'Ready' })),
    });
  });
  const events: AuditEvent[] = [];
  await using kagenti = testClient(server.origin, {
    authorize: () => ({ allowed: true, allowedBy: 'a group', filter }),
    audit: event => void events.push(event),
  });
  const [listed] = await Promise.allSettled([kagenti.asUser(jane).agents.list()]);
  return { listed, events };
}

test('B3: a hook may allow some agents of a list, and say by what [access-control/Hook shows a part of a list]', async () => {
  const given: unknown[] = [];

  const { listed, events } = await filtered(async agents => {
    given.push(agents);
    const { c, others } = JSON.parse(
      '{"c":{"namespace":"team1","name":"c"},"others":[{"namespace":"team2","name":"a"},{"name":"a"},"a",null]}',
    );
    const ofB = agents.filter(({ name }) => name === 'b');
    return [c, ...ofB, ...ofB, ...others];
  });

  expect(given).toEqual([['a', 'b', 'c'].map(name => ({ namespace: 'team1', name }))]);
  expect(listed).toMatchObject({
    value: { items: ['b', 'c'].map(name => ({ namespace: 'team1', name, status: 'Ready' })) },
  });
  expect(events).toMatchObject([{ outcome: 'succeeded', allowedBy: 'a group' }]);
});

const noList = 'must return a list of agents';

test.each<[string, NonNullable<Allowance['filter']>, string]>([
  ['returns true', () => JSON.parse('true'), noList],
  ['returns nothing', () => JSON.parse('{}').items, noList],
  ['returns an object with the list', () => JSON.parse('{"items":[]}'), noList],
  ['throws', () => Promise.reject(new Error('The database is down.')), 'The database is down.'],
  ['rejects with nothing', () => Promise.reject(), 'threw nothing'],
])(
  'B3: a filter that %s ends the call [access-control/Hook shows a part of a list]',
  async (_how, filter, cause) => {
    const { listed } = await filtered(filter);

    expect(listed).toMatchObject({
      reason: {
        code: 'permission_undecided',
        cause: { message: expect.stringContaining(cause) },
      },
    });
  },
);

test('B3: events name the permission, and none where nothing allowed the call [audit-identity/Event names what allowed the call]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { status: 'ok', items: [], success: true, message: '' });
  });
  const events: AuditEvent[] = [];
  await using kagenti = testClient(server.origin, {
    authorize: ({ operation }) => operation !== 'agents.list',
    audit: event => void events.push(event),
  });
  const { agents, health } = kagenti.asUser(jane);

  await agents.delete(weatherAgent);
  await rejection(agents.list());
  await health.live();

  expect(events.map(({ outcome, allowedBy }) => [outcome, allowedBy])).toEqual([
    ['started', 'boost.agent.delete'],
    ['succeeded', 'boost.agent.delete'],
    ['denied', undefined],
    ['succeeded', undefined],
  ]);
});
