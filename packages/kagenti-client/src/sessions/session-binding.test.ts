import { createHook } from 'node:async_hooks';
import { createHmac, scryptSync } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import {
  eventStream,
  frames,
  json,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  rejection,
  sessionKey,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { serviceCaller, userCaller } from '../access/caller.ts';
import { KagentiSessionError } from '../errors/session-error.ts';
import { bindSessionsIn } from './bound-value.ts';
import { SessionBinding } from './session-binding.ts';

const binding = new SessionBinding(Buffer.from(sessionKey));
const janeCaller = userCaller(jane);

test('the id comes back whatever is in it [audit-identity/Own session continues]', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), id => {
      const bound = binding.bind(janeCaller, weatherAgent, id);
      expect(binding.unbind('chat.send', janeCaller, weatherAgent, bound)).toBe(id);
    }),
  );
});

test('Kagenti gets its own id, and the caller ours [audit-identity/Own session continues]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { content: 'hi', session_id: 'ctx-1', is_complete: true });
  });
  await using kagenti = testClient(server.origin);
  const { chat } = kagenti.asUser(jane);

  const first = await chat.send({ ...weatherAgent, message: 'hi' });
  const second = await chat.send({
    ...weatherAgent,
    message: 'again',
    sessionId: first.session_id,
  });

  expect(server.requests.map(request => JSON.parse(request.body))).toEqual([
    { message: 'hi' },
    { message: 'again', session_id: 'ctx-1' },
  ]);
  expect(first.session_id).toMatch(/^ctx-1\.[\w-]{43}$/);
  expect(second.session_id).toBe(first.session_id);
});

test('a ref of another spelling is the same user [audit-identity/Own session continues]', () => {
  const bound = binding.bind(janeCaller, weatherAgent, 'ctx-1');

  expect(binding.unbind('chat.send', userCaller('User:Default/Jane'), weatherAgent, bound)).toBe(
    'ctx-1',
  );
});

test.each([
  ['another user', userCaller('user:default/bob'), weatherAgent],
  ['a service', serviceCaller('user:default/jane'), weatherAgent],
  ['another agent', janeCaller, { ...weatherAgent, name: 'travel-agent' }],
  ['another namespace', janeCaller, { ...weatherAgent, namespace: 'team2' }],
])("%s is refused [audit-identity/Another user's session is refused]", (_what, caller, agent) => {
  const bound = binding.bind(janeCaller, weatherAgent, 'ctx-1');

  expect(() => binding.unbind('chat.stream', caller, agent, bound)).toThrow(KagentiSessionError);
});

test("neither permission, token nor server are asked [audit-identity/Another user's session is refused]", async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, {});
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
  const sessionId = binding.bind(janeCaller, weatherAgent, 'ctx-1');
  const { chat } = kagenti.asUser('user:default/bob');

  const fromSend = await rejection(chat.send({ ...weatherAgent, message: 'hi', sessionId }));
  const fromStream = await rejection(
    chat.stream({ ...weatherAgent, message: 'hi', sessionId }).text(),
  );

  expect(KagentiSessionError.isInstance(fromSend)).toBe(true);
  expect(fromStream).toMatchObject({ code: 'session_refused', operation: 'chat.stream' });
  expect(String(fromSend)).not.toContain('ctx-1');
  expect([asked, tokens.asked, server.requests.length]).toEqual([0, 0, 0]);
});

test.each([
  ['a bare id', () => 'ctx-1'],
  ['an empty id', () => ''],
  ['no id before the MAC', (bound: string) => bound.slice(bound.lastIndexOf('.'))],
  ['another id', (bound: string) => bound.replace('ctx-1', 'ctx-2')],
  ['a shorter MAC', (bound: string) => bound.slice(0, -1)],
  ['a changed MAC', (bound: string) => bound.slice(0, -2) + (bound.endsWith('AA') ? 'BB' : 'AA')],
  ['two MACs', (bound: string) => `${bound}${bound.slice(bound.lastIndexOf('.'))}`],
])("%s is refused [audit-identity/Another user's session is refused]", (_what, change) => {
  const changed = change(binding.bind(janeCaller, weatherAgent, 'ctx-1'));

  expect(() => binding.unbind('chat.send', janeCaller, weatherAgent, changed)).toThrow(
    KagentiSessionError,
  );
});

test("no string but the bound one passes [audit-identity/Another user's session is refused]", () => {
  fc.assert(
    fc.property(fc.string(), guess => {
      expect(() => binding.unbind('chat.send', janeCaller, weatherAgent, guess)).toThrow(
        KagentiSessionError,
      );
    }),
  );
});

test('another key does not match [audit-identity/Session crosses replicas with the same key]', () => {
  const bound = binding.bind(janeCaller, weatherAgent, 'ctx-1');
  const replica = new SessionBinding(Buffer.from(sessionKey));
  const stranger = new SessionBinding(Buffer.from('x'.repeat(32)));

  expect(replica.unbind('chat.send', janeCaller, weatherAgent, bound)).toBe('ctx-1');
  expect(() => stranger.unbind('chat.send', janeCaller, weatherAgent, bound)).toThrow(
    KagentiSessionError,
  );
});

test('a whole reply has none at any depth, and may be no object [audit-identity/Callers see only bound session ids]', async () => {
  const deep = {
    content: 'hi',
    session_id: 'ctx-1',
    metadata: [{ session_id: 'ctx-1', contextId: 'ctx-1' }],
  };
  await using server = await ScriptedServer.start((response, _request, index) => {
    json(response, index === 0 ? deep : null);
  });
  await using kagenti = testClient(server.origin);
  const { chat } = kagenti.asUser(jane);
  const message = { ...weatherAgent, message: 'hi' };
  const bound = binding.bind(janeCaller, weatherAgent, 'ctx-1');

  await expect(chat.send(message)).resolves.toEqual({
    content: 'hi',
    session_id: bound,
    metadata: [{ session_id: bound, contextId: bound }],
  });
  await expect(chat.send(message)).resolves.toBeNull();
});

test.each(['false', '7', '{}', '["ctx-1"]'])(
  "%s is no session id [audit-identity/Another user's session is refused]",
  async text => {
    const { chat } = testClient('http://127.0.0.1:1').asUser(jane);

    const error = await rejection(
      chat.send({ ...weatherAgent, message: 'hi', sessionId: JSON.parse(text) }),
    );

    expect(error).toMatchObject({ code: 'session_refused' });
  },
);

test('no text at all names no session, and a new one begins', async () => {
  await using server = await ScriptedServer.start((response, { path }) => {
    if (path.endsWith('/send')) return json(response, { content: 'hi', session_id: '' });
    eventStream(response);
    response.end(frames({ content: 'hi', session_id: 'ctx-1' }, { done: true, session_id: '' }));
  });
  await using kagenti = testClient(server.origin);
  const { chat } = kagenti.asUser(jane);
  const say = { ...weatherAgent, message: 'hi' };

  const { session_id: sessionId } = await chat.send(say);
  expect(sessionId).toBe('');
  await chat.send({ ...say, sessionId });
  await chat.send(Object.assign({ ...say }, JSON.parse('{"sessionId":null}')));
  const reply = await chat.stream({ ...say, sessionId }).result();

  expect(reply.sessionId).toBe(binding.bind(janeCaller, weatherAgent, 'ctx-1'));
  expect(server.requests.map(({ body }) => JSON.parse(body))).toEqual(
    Array.from({ length: 4 }, () => ({ message: 'hi' })),
  );
});

test("a key that is wiped by its owner stays ours [audit-identity/Another user's session is refused]", () => {
  const key = new Uint8Array(Buffer.from(sessionKey));
  const own = new SessionBinding(key);
  key.fill(0);
  const forged = new SessionBinding(key).bind(janeCaller, weatherAgent, 'ctx-1');

  expect(() => own.unbind('chat.send', janeCaller, weatherAgent, forged)).toThrow(
    KagentiSessionError,
  );
});

test('A10: bytes are the key, and a text is stretched by scrypt with the documented cost [audit-identity/Session key is costly to guess]', async () => {
  const secret = 'a secret of sixteen characters and more';
  const key = scryptSync(secret, 'rhdh-boost/kagenti-client/chat-sessions/2', 32, {
    N: 2 ** 15,
    r: 8,
    p: 1,
    maxmem: 2 ** 26,
  });
  const ofText = new SessionBinding(secret);
  await ofText.ready();

  const bound = ofText.bind(janeCaller, weatherAgent, 'ctx-1');

  expect(bound).toBe(new SessionBinding(key).bind(janeCaller, weatherAgent, 'ctx-1'));
  const mac = createHmac('sha256', key).update(
    JSON.stringify(['boost-session-2', ['user', jane], 'team1', 'weather-agent', 'ctx-1']),
  );
  expect(bound).toBe(`ctx-1.${mac.digest('base64url')}`);
});

test('A10: each secret is derived once, at the first session and beside other work [audit-identity/Session key is costly to guess]', async () => {
  let derivations = 0;
  const hook = createHook({
    init: (_id, type) => {
      if (type === 'SCRYPTREQUEST') derivations += 1;
    },
  }).enable();
  onTestFinished(() => void hook.disable());
  const own = new SessionBinding(
    'secret of this year',
    'secret of last year',
    'secret of this year',
  );
  expect(derivations).toBe(0);
  expect(() => own.bind(janeCaller, weatherAgent, 'ctx-1')).toThrow(TypeError);
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 1);

  await Promise.all([own.ready(), own.ready()]);
  await own.ready();

  clearInterval(turning);
  expect(turns).toBeGreaterThan(5);
  expect(derivations).toBe(2);
});

test("an empty id is none, whatever its MAC [audit-identity/Another user's session is refused]", () => {
  const bound = binding.bind(janeCaller, weatherAgent, '');

  expect(() => binding.unbind('chat.send', janeCaller, weatherAgent, bound)).toThrow(
    KagentiSessionError,
  );
});

test('what was bound is not changed itself [audit-identity/Callers see only bound session ids]', () => {
  const given = { session_id: 's', list: [{ session_id: 't' }] };

  const bound = bindSessionsIn(given, id => `bound-${id}`);

  expect(bound).toEqual({ session_id: 'bound-s', list: [{ session_id: 'bound-t' }] });
  expect(given).toEqual({ session_id: 's', list: [{ session_id: 't' }] });
});
