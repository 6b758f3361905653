import { expect, test } from 'vitest';
import { hostileStrings } from '../../test/fixtures/hostile-strings.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, rejection, testClient } from '../../test/fixtures/test-client.fixture.ts';

/** Headers that the client sets, and those of HTTP itself. */
const known = [
  'accept',
  'accept-encoding',
  'authorization',
  'connection',
  'host',
  'x-backstage-user',
  'x-request-id',
];

const answering = (): Promise<ScriptedServer> =>
  ScriptedServer.start(response => {
    json(response, { items: [] });
  });

const refs = hostileStrings.flatMap(text => [
  `user:default/${text}`,
  `user:${text}/jane`,
  `${text}:default/jane`,
  `user:default/jane${text}`,
]);

test('a hostile ref is refused, or is the whole value of its header [audit-identity/Bad ref is refused immediately]', async () => {
  await using server = await answering();
  await using kagenti = testClient(server.origin);
  const sent: string[] = [];
  const errors: unknown[] = [];

  for (const ref of refs) {
    try {
      const api = kagenti.asUser(ref);
      sent.push(ref);
      await api.agents.list();
    } catch (error) {
      errors.push(error);
    }
  }

  expect(errors.length).toBe(refs.length - sent.length);
  expect(errors).toEqual(errors.map(() => expect.objectContaining({ code: 'invalid_caller' })));
  expect(sent).toContain('user:default/jane%2F');
  expect(sent.every(ref => /^[!-~]+$/.test(ref))).toBe(true);
  expect(server.requests.map(({ headers }) => headers['x-backstage-user'])).toEqual(sent);
  expect(new Set(server.requests.flatMap(({ headers }) => Object.keys(headers)))).toEqual(
    new Set(known),
  );
});

test('a hostile reason is in no header [audit-identity/Service call names no user]', async () => {
  await using server = await answering();
  await using kagenti = testClient(server.origin);
  const reasons = hostileStrings.map(text => `reason ${text}`);

  for (const reason of reasons) await kagenti.asService(reason).agents.list();

  expect(server.requests).toHaveLength(reasons.length);
  expect(new Set(server.requests.flatMap(({ headers }) => Object.keys(headers)))).toEqual(
    new Set(known.filter(name => name !== 'x-backstage-user')),
  );
  expect(JSON.stringify(server.requests)).not.toContain('reason ');
});

test('a hostile token is not sent, or is the whole value of its header [kagenti-api/Token source fails]', async () => {
  await using server = await answering();
  const sent: string[] = [];
  const errors: unknown[] = [];

  for (const text of hostileStrings) {
    const token = `token${text}`;
    await using kagenti = testClient(server.origin, {
      tokens: { getToken: async () => token, invalidate: () => false },
    });
    const { agents } = kagenti.asUser(jane);
    if (/^[!-~]+$/.test(token)) {
      await agents.list();
      sent.push(`Bearer ${token}`);
    } else {
      errors.push(await rejection(agents.list()));
    }
  }

  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(sent);
  expect(sent.length).toBeGreaterThan(10);
  expect(errors.length).toBe(hostileStrings.length - sent.length);
  expect(errors).toEqual(errors.map(() => expect.objectContaining({ code: 'token' })));
});
